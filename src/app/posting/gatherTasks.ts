import type { DateTime } from 'luxon';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { ClaimedPost, Post } from '../ports/stores/tasks.js';

/** More than these for one person in a minute become one list message: a DM has to stay readable. */
const mostSingle = 5;

/**
 * In the transaction that claimed messages: new ones about tasks, where one person gets too many in this minute, become
 * lines of that minute's list, which is due in their place, with those that are due and not claimed. Answers what is left
 * of the claimed ones. What an earlier try may have posted stays a message of its own.
 */
export async function gatherTasks(
  tables: Tables,
  ids: Ids,
  claimed: readonly ClaimedPost[],
  now: DateTime,
): Promise<ClaimedPost[]> {
  const people = new Map<string, ClaimedPost[]>();
  for (const post of claimed.filter(isNewTask)) {
    const person = `${post.workspaceId} ${post.conversation}`;
    people.set(person, [...(people.get(person) ?? []), post]);
  }
  const gathered = new Set<string>();
  // In one order for every worker: the first to come makes the list.
  for (const [, posts] of [...people].sort(([one], [other]) => (one < other ? -1 : 1))) {
    for (const id of await gatherFor(tables, ids, posts, now)) gathered.add(id);
  }
  return claimed.filter(({ id }) => !gathered.has(id));
}

function isNewTask({ content, conversation, at, sendingSince }: ClaimedPost): boolean {
  return content.kind === 'task' && /^[UW]/.test(conversation) && at === null && sendingSince === null;
}

async function gatherFor(tables: Tables, ids: Ids, posts: readonly ClaimedPost[], now: DateTime): Promise<string[]> {
  const [first] = posts;
  if (first === undefined) return [];
  const { workspaceId, conversation } = first;
  const minute = wholeMinute(now);
  const key = `tasks:${conversation}:${minute.toUTC().toISO()}`;
  const amount = await tables.posts.countTasks(workspaceId, conversation, { since: minute, now });
  if (amount <= mostSingle) return [];
  await tables.posts.add([emptyList(ids.next(), first, key, now)]);
  const listId = await tables.posts.idOfKey(workspaceId, key);
  if (listId === null) throw new Error(`the list ${key} was not stored`);
  const waiting = await tables.posts.lockDueTasks(workspaceId, conversation, now);
  const lines = [...posts.map(({ id }) => id), ...waiting];
  await tables.posts.intoList(lines, listId, now);
  return lines;
}

function emptyList(id: string, { workspaceId, conversation }: Post, key: string, now: DateTime): Post {
  return { id, workspaceId, conversation, content: { kind: 'task-list' }, enrollmentId: null, key, dueAt: now };
}
