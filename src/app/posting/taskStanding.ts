import type { DateTime } from 'luxon';
import type { Member } from '../ports/stores/people.js';
import type { TaskPost } from '../ports/stores/tasks.js';
import type { ShownMember, TaskStanding } from './shown.js';

/** What the message `postId` is to its task, of which `all` are the messages, the oldest first. */
export function taskStanding(
  postId: string,
  all: readonly TaskPost[],
  members: readonly Member[],
  now: DateTime,
): TaskStanding {
  const index = all.findIndex(({ id }) => id === postId);
  const handedOn = all[index]?.handedOn ?? null;
  if (handedOn !== null) return { kind: 'handed-on', ...shownHandedOn(handedOn, members) };
  return { kind: all.slice(index + 1).some(({ since }) => since <= now) ? 'below' : 'live' };
}

/** Who gave a task to its assignee, by its messages, the oldest first; null where it came by itself or they took it. */
export function givenBy(
  assigneeId: string | null,
  all: readonly TaskPost[],
  members: readonly Member[],
): ShownMember | null {
  const last = all.findLast(({ handedOn }) => handedOn !== null)?.handedOn;
  if (last?.to !== assigneeId || last?.by === assigneeId) return null;
  return shownMember(members.find(({ id }) => id === last?.by));
}

/** To whom a task was given, with names. */
export function shownHandedOn(
  { to, by, at }: NonNullable<TaskPost['handedOn']>,
  members: readonly Member[],
): Omit<Extract<TaskStanding, { kind: 'handed-on' }>, 'kind'> {
  const named = (id: string) => shownMember(members.find((member) => member.id === id));
  return { to: named(to), by: named(by), at };
}

/** Somebody as messages name them; null for nobody. */
export function shownMember(member: Member | undefined): ShownMember | null {
  return member === undefined ? null : { slackUserId: member.slackUserId, name: member.name };
}
