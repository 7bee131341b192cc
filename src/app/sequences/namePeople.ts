import { isMeant, type OwnerReference, parseOwnerReference } from '../../domain/contact/owner-reference.js';
import { isObject, type PathSegment } from '../../domain/sequence/problems.js';
import { readAssignee } from '../../domain/steps/assignee.js';
import type { NamedPerson } from '../../domain/steps/people-named.js';
import { PermanentFault, TransientFault } from '../faults.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Member } from '../ports/stores/people.js';

/** Where people are named in something: {@link peopleNamed} of a step, {@link namedInAction} of an action. */
type NamesIn = (one: unknown) => readonly NamedPerson[];

/**
 * A step or an action in which whoever was chosen from a menu, by a Slack id, is written as files have it: `@ben`, `#sales`.
 * Where `before` names the same one, it stays as it is written there. Where Slack does not say who that is, or the name is
 * somebody else's too, the id stays.
 */
export async function withNames(
  deps: Pick<PeopleDeps, 'store' | 'directory'>,
  { workspaceId }: Pick<Member, 'workspaceId'>,
  { one, before, namesIn }: { readonly one: unknown; readonly before: unknown; readonly namesIn: NamesIn },
): Promise<unknown> {
  const written = namesIn(before).map(({ name }) => name);
  let named = one;
  for (const { at, name } of namesIn(one)) {
    if (written.includes(name)) continue;
    const spelled = await spelledOut(deps, workspaceId, name, written);
    if (spelled !== null) named = put(named, at, spelled);
  }
  return named;
}

/** Null where it is no Slack id, or of nobody known. */
async function spelledOut(
  { store, directory }: Pick<PeopleDeps, 'store' | 'directory'>,
  workspaceId: string,
  name: string,
  written: readonly string[],
): Promise<string | null> {
  const read = readAssignee(name);
  if (read.to === 'channel') {
    if (name.startsWith('#')) return null;
    const channel = await unlessAway(() => directory.channel(name));
    return channel === null ? null : `#${channel.name}`;
  }
  if (read.to === 'owner' || read.reference.by !== 'slack-id') return null;
  const { slackUserId } = read.reference;
  const member = await store.read.members.bySlackId(workspaceId, slackUserId);
  if (member === null) return null;
  const same = written.find((one) => {
    const other = readAssignee(one);
    return other.to === 'member' && isMeant(member, other.reference);
  });
  if (same !== undefined) return same;
  const handle = `@${member.handle}`;
  if (parseOwnerReference(handle)?.by !== 'handle') return null;
  // An import can have made somebody else of that name.
  return (await store.read.members.byHandle(workspaceId, member.handle))?.id === member.id ? handle : null;
}

/** Slack ids of those who are named, by their names; who is not known is left out. Slack is asked about channels alone. */
export async function slackIdsOf(
  { store, directory }: Pick<PeopleDeps, 'store' | 'directory'>,
  { workspaceId }: Pick<Member, 'workspaceId'>,
  people: readonly NamedPerson[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of people) {
    const read = readAssignee(name);
    if (read.to === 'owner') continue;
    if (read.to === 'channel' && !name.startsWith('#')) found.set(name, name);
    else if (read.to === 'channel') {
      const channels = (await unlessAway(() => directory.channels())) ?? [];
      const channel = channels.find((one) => `#${one.name}`.toLowerCase() === name.toLowerCase());
      if (channel !== undefined) found.set(name, channel.id);
    } else {
      const id = await slackIdOf(store.read.members, workspaceId, read.reference);
      if (id !== null) found.set(name, id);
    }
  }
  return found;
}

async function slackIdOf(
  members: PeopleDeps['store']['read']['members'],
  workspaceId: string,
  reference: OwnerReference,
): Promise<string | null> {
  switch (reference.by) {
    case 'slack-id':
      return reference.slackUserId;
    case 'email':
      return (await members.byEmail(workspaceId, reference.email))?.slackUserId ?? null;
    case 'handle':
      return (await members.byHandle(workspaceId, reference.handle))?.slackUserId ?? null;
  }
}

/** Null where Slack cannot be asked, or does not say. */
async function unlessAway<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TransientFault || error instanceof PermanentFault) return null;
    throw error;
  }
}

function put(whole: unknown, [first, ...rest]: readonly PathSegment[], value: string): unknown {
  if (first === undefined) return value;
  if (Array.isArray(whole)) return whole.map((one, index) => (index === first ? put(one, rest, value) : one));
  return isObject(whole) ? { ...whole, [first]: put(whole[first], rest, value) } : whole;
}
