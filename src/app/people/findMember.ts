import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { nearest } from '../../domain/template/nearest.js';
import type { SlackPerson } from '../ports/chat.js';
import type { Member } from '../ports/stores/people.js';
import { asConfigured } from './configuredAdmins.js';
import { identifyMember, type PeopleDeps } from './identifyMember.js';

/** Somebody, as commands and files name them. */
export type PersonReference = OwnerReference | { readonly by: 'me' };

export type FoundMember =
  | { readonly ok: true; readonly member: Member }
  | {
      readonly ok: false;
      readonly reason: 'unknown-person';
      /** As it was named: `@mia`, an address, a Slack id. */
      readonly named: string;
      /** A handle (with @) or an address that may have been meant. */
      readonly nearest: string | null;
    }
  /** A guest, a bot, or somebody who left. */
  | { readonly ok: false; readonly reason: 'refused-person'; readonly named: string };

/** Finds whom somebody means, among the members and otherwise in Slack. Rejects when Slack had to be asked and is away. */
export async function findMember(
  deps: PeopleDeps,
  { actor, reference }: { readonly actor: Member; readonly reference: PersonReference },
): Promise<FoundMember> {
  if (reference.by === 'me') return { ok: true, member: actor };
  return findPerson(deps, { workspaceId: actor.workspaceId, reference });
}

/** {@link findMember} where nobody acts. */
export async function findPerson(
  deps: PeopleDeps,
  { workspaceId, reference }: { readonly workspaceId: string; readonly reference: OwnerReference },
): Promise<FoundMember> {
  const named = nameOf(reference);
  if (reference.by === 'slack-id') return identified(deps, workspaceId, reference.slackUserId, named);
  const { members } = deps.store.read;
  const stored =
    reference.by === 'email'
      ? await members.byEmail(workspaceId, reference.email)
      : await members.byHandle(workspaceId, reference.handle);
  // Somebody of an import whom Slack has not been asked about yet is looked for there.
  if (stored !== null && stored.slackUserId !== null) return judged(stored, named, deps);
  const people = await deps.directory.people();
  const person = people.find((one) => isMeant(one, reference));
  if (person !== undefined) return identified(deps, workspaceId, person.slackUserId, named);
  return stored === null ? unknown(named, reference, people) : judged(stored, named, deps);
}

async function identified(deps: PeopleDeps, workspaceId: string, slackUserId: string, named: string) {
  const found = await identifyMember(deps, { workspaceId, slackUserId });
  if (found.ok) return found;
  if (found.reason === 'refused') return { ok: false, reason: 'refused-person', named } as const;
  return { ok: false, reason: 'unknown-person', named, nearest: null } as const;
}

function judged(member: Member, named: string, { settings }: PeopleDeps): FoundMember {
  return member.isRefused
    ? { ok: false, reason: 'refused-person', named }
    : { ok: true, member: asConfigured(member, settings) };
}

function isMeant(person: SlackPerson, reference: Exclude<OwnerReference, { by: 'slack-id' }>): boolean {
  return reference.by === 'email'
    ? person.email?.toLowerCase() === reference.email.toLowerCase()
    : person.handle.toLowerCase() === reference.handle.toLowerCase();
}

function unknown(named: string, reference: OwnerReference, people: readonly SlackPerson[]): FoundMember {
  const members = people.filter(({ isRefused }) => !isRefused);
  const candidates =
    reference.by === 'email' ? members.flatMap(({ email }) => email ?? []) : members.map(({ handle }) => `@${handle}`);
  return { ok: false, reason: 'unknown-person', named, nearest: nearest(named, candidates) };
}

/** As it was named, for people. */
export function nameOf(reference: OwnerReference): string {
  switch (reference.by) {
    case 'email':
      return reference.email;
    case 'handle':
      return `@${reference.handle}`;
    case 'slack-id':
      return reference.slackUserId;
  }
}
