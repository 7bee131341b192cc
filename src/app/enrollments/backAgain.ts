import type { TaskDeps } from '../tasks/lockTask.js';
import { returnTasks } from '../tasks/reassignTask.js';
import type { FoundTarget } from './findTarget.js';

/**
 * What the end of a pause brings back beside enrollments: to somebody who was away, the tasks that a colleague stood in for.
 * Answers how many. Repeating it after a crash goes on with those that are left.
 */
export async function backAgain(deps: TaskDeps, { many }: Pick<FoundTarget, 'many'>): Promise<number> {
  const { members } = deps.store.read;
  const member = many?.scope === 'owner' ? await members.byId(many.subjectId) : null;
  // Paused anew meanwhile: they are away still.
  if (member === null || (await members.pausedSince(member.id)) !== null) return 0;
  return returnTasks(deps, member);
}
