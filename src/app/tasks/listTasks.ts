import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import type { ShownMember } from '../posting/shown.js';
import { readerZone } from '../shown/readerZone.js';
import type { ShownTaskList } from '../shown/tasks.js';
import { unreadWords } from '../shown/unreadWords.js';
import { taskLine, withReadable } from './taskLine.js';

export type TaskListOutcome =
  | {
      readonly ok: true;
      readonly list: ShownTaskList;
      /** How many there are beside those that cannot be read here; `list` has at most `limit`. */
      readonly total: number;
      readonly of: ShownMember;
    }
  | { readonly ok: false; readonly reason: 'unknown-member' }
  | NotAllowed;

const mostTasks = 200;

/** Somebody's open tasks, the overdue first: one's own, or for managers anybody's (`of`: a member's id). */
export async function listTasks(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly of?: string; readonly limit?: number },
): Promise<TaskListOutcome> {
  const { actor } = input;
  const { read } = store;
  const whose = input.of === undefined || input.of === actor.id ? actor : await read.members.byId(input.of);
  if (whose === null || whose.workspaceId !== actor.workspaceId) return { ok: false, reason: 'unknown-member' };
  const refused = refusal(actor, 'act-on-task', whose.id === actor.id);
  if (refused !== null) return refused;
  const now = await clock.now();
  const filter = { workspaceId: actor.workspaceId, assigneeId: whose.id, state: 'open' as const };
  const tasks = await read.tasks.find(filter, input.limit ?? mostTasks);
  const workspace = await read.workspaces.byId(actor.workspaceId);
  const { readable, unread } = await withReadable(read, tasks);
  const lines = readable.map(({ task, snapshot }) => taskLine(task, snapshot, now));
  const total = tasks.length < (input.limit ?? mostTasks) ? tasks.length : await read.tasks.count(filter);
  return {
    ok: true,
    list: { zone: readerZone(actor, workspace), now, tasks: lines, unread: unreadWords(unread, 'task') },
    total: total - unread.length,
    of: { slackUserId: whose.slackUserId, name: whose.name },
  };
}
