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
  const { person, names } =
    reference.by === 'email'
      ? await byAddress(deps, workspaceId, reference.email)
      : await byHandle(deps, reference.handle);
  if (person !== null) return identified(deps, workspaceId, person.slackUserId, named);
  if (stored !== null) return judged(stored, named, deps);
  return { ok: false, reason: 'unknown-person', named, nearest: nearest(named, names) };
}

/** Somebody in Slack, and the names among which a slip is looked for. */
interface Sought {
  readonly person: SlackPerson | null;
  readonly names: readonly string[];
}

async function byAddress({ directory, store }: PeopleDeps, workspaceId: string, email: string): Promise<Sought> {
  const person = await directory.personByEmail(email);
  const members = person === null ? await store.read.members.all(workspaceId) : [];
  return { person, names: members.flatMap((one) => (one.isRefused ? [] : (one.email ?? []))) };
}

/** Slack finds nobody by handle: everybody is listed. */
async function byHandle({ directory }: PeopleDeps, handle: string): Promise<Sought> {
  const people = await directory.people();
  const person = people.find((one) => one.handle.toLowerCase() === handle.toLowerCase()) ?? null;
  return { person, names: people.flatMap((one) => (one.isRefused ? [] : `@${one.handle}`)) };
}

/** Whether finding somebody takes a list of everybody in Slack, and so longer than an acknowledgement may. */
export async function takesListing(
  { store }: Pick<PeopleDeps, 'store'>,
  { actor, reference }: { readonly actor: Member; readonly reference: PersonReference },
): Promise<boolean> {
  if (reference.by !== 'handle') return false;
  return ((await store.read.members.byHandle(actor.workspaceId, reference.handle))?.slackUserId ?? null) === null;
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
