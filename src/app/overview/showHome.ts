import type { AppDeps } from '../deps.js';
import { shownEnrollment } from '../enrollments/shownEnrollment.js';
import { loadReadable } from '../firing/loadReadable.js';
import type { Member } from '../ports/stores/people.js';
import type { ShownState } from '../shown/enrollments.js';
import { homePage, type ShownHome } from '../shown/home.js';
import { zoneOf } from '../shown/readerZone.js';
import { unreadWords } from '../shown/unreadWords.js';
import { listTasks } from '../tasks/listTasks.js';
import { listToday } from './listToday.js';

const mostTasks = 20;
const mostSends = 30;

/** What is shown first: what needs a person, then what is on its way, what stands still, what is over. */
const byUrgency: readonly ShownState[] = ['held', 'running', 'waiting', 'paused', 'completed', 'exited'];

/**
 * The App Home of the actor: open tasks (the overdue first), today, enrollments by state. `state`: whose enrollments are
 * listed; without it, or where nobody is left in it, the first in {@link byUrgency} that there are any of. `page` of
 * these, counted from 0; one that is gone becomes the last.
 */
export async function showHome(
  deps: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly state?: ShownState; readonly page?: number },
): Promise<ShownHome> {
  const { actor } = input;
  const { read } = deps.store;
  const zone = await zoneOf(read, actor);
  const now = await deps.clock.now();
  const counted = await read.enrollments.countByState(actor.workspaceId, actor.id);
  const of = (state: ShownState) => counted.get(state) ?? 0;
  const counts = {
    running: of('running'),
    waiting: of('waiting'),
    held: of('held'),
    paused: of('paused'),
    completed: of('completed'),
    exited: of('exited'),
  };
  const chosen = input.state !== undefined && counts[input.state] > 0 ? input.state : undefined;
  const state = chosen ?? byUrgency.find((one) => counts[one] > 0) ?? 'running';
  const lastPage = Math.max(0, Math.ceil(counts[state] / homePage) - 1);
  const page = chosen === undefined ? 0 : Math.min(input.page ?? 0, lastPage);
  const asked = { limit: homePage, offset: page * homePage };
  const list = await loadReadable(read, await read.enrollments.inState(actor.workspaceId, actor.id, state, asked));
  const tasks = await listTasks(deps, { actor, limit: mostTasks });
  const mine = { workspaceId: actor.workspaceId, assigneeId: actor.id, state: 'open', dueBefore: now } as const;
  const pausedSince = await read.members.pausedSince(actor.id);
  const mineAll = { workspaceId: actor.workspaceId, scope: 'owner', subjectId: actor.id } as const;
  return {
    zone,
    now,
    tasks: tasks.ok
      ? { ...tasks.list, total: tasks.total, overdue: await read.tasks.count(mine) }
      : { zone, now, tasks: [], total: 0, overdue: 0, unread: null },
    today: await listToday(deps, { actor, of: 'me', limit: mostSends }),
    enrollments: {
      counts,
      state,
      list: list.snapshots.map((snapshot) => shownEnrollment(snapshot, zone)),
      page,
      unread: unreadWords(list.unread.values(), 'enrollment'),
    },
    isPaused: pausedSince !== null,
    pausedUntil: pausedSince === null ? null : await read.pauseEnds.of(mineAll),
  };
}
