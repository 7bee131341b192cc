import { listTasks } from '../../../app/tasks/listTasks.js';
import type { Drawn } from '../../views/blocks.js';
import { SLACK_LIMITS } from '../../views/limits.js';
import { taskListMessage } from '../../views/task-list.js';
import type { Acting } from '../acting.js';
import { type Answer, message } from '../answers.js';

/** One's own open tasks, a page of them. */
export async function myTasks({ deps, actor }: Acting, page = 0): Promise<Drawn> {
  const outcome = await listTasks(deps, { actor });
  // Nobody is refused their own tasks.
  if (!outcome.ok) throw new Error(`the tasks of a member: ${outcome.reason}`);
  return taskListMessage(outcome.list, page);
}

/** The list in which somebody clicked as it is now, below what the click did. */
export async function listAgain(acting: Acting, said: Drawn): Promise<Answer> {
  const list = await myTasks(acting);
  const blocks = [...said.blocks, ...list.blocks].slice(0, SLACK_LIMITS.messageBlocks);
  return message({ text: said.text, blocks }, { replaces: true });
}
