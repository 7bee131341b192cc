import type { ShownMessage } from '../../../src/sandbox/protocol.js';
import { ANA, ANA_DM, ada, type SlackWorld, steps } from './slack-world.js';

/** Ada's task appeared at 08:00 in Los Angeles (11:00 in Ana's New York) and stands in Ana's DM. */
export async function taskShown(world: SlackWorld, step: Record<string, unknown> = steps.invite) {
  const { enrollment, contact } = await world.enrollIn(await world.publish({ steps: [step, steps.followUp] }), ada);
  await world.runAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  if (task === undefined) throw new Error('no task appeared');
  return { enrollment, contact, taskId: task.id };
}

/** A task as it is stored now. */
export const storedTask = (world: SlackWorld, taskId: string) => world.store.read.tasks.byId(taskId);

/** The first message that is for everybody of a conversation, as somebody sees it now: Ana in her DM, unless told. */
export async function messageIn(world: SlackWorld, who = ANA, conversation = ANA_DM): Promise<ShownMessage> {
  const found = (await world.seenBy(who)).messages.find((one) => one.conversation === conversation && !one.ephemeral);
  if (found === undefined) throw new Error('no message in the conversation');
  return found;
}
