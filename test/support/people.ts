import type { Member, StoredContact } from '../../src/app/ports/stores/people.js';

/** Somebody of the workspace. */
export function aMember(id: string, workspaceId: string, given: Partial<Member> = {}): Member {
  const handle = given.handle ?? 'somebody';
  return {
    id,
    workspaceId,
    slackUserId: `U${handle.toUpperCase()}`,
    handle,
    name: handle,
    email: `${handle}@harbor.example`,
    title: null,
    zone: null,
    isSlackAdmin: false,
    isManager: false,
    isRefused: false,
    ...given,
  };
}

/** Somebody a sequence can write to. */
export function aContact(
  id: string,
  workspaceId: string,
  ownerId: string | null,
  given: Partial<StoredContact> = {},
): StoredContact {
  return {
    id,
    workspaceId,
    email: `${id}@example.com`,
    firstName: 'Ada',
    lastName: 'Byron',
    name: null,
    company: 'Analytical Engines',
    title: null,
    phone: null,
    zone: null,
    notes: null,
    tags: [],
    fields: {},
    ownerId,
    ...given,
  };
}
