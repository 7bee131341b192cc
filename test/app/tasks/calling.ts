import type { DateTime } from 'luxon';
import type { AppWorld } from '../../support/app-world.js';
import { call, followUp, intro, showPosts } from '../enrollments/cadence.js';

/** Ada, whose call appeared at 08:00 and is shown. */
export async function calling(world: AppWorld, step: Record<string, unknown> = call) {
  const { enrollment, contact } = await world.enrollIn(await world.publish({ steps: [step, intro, followUp] }));
  await world.fireAt('2026-03-02T08:00');
  await showPosts(world);
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  if (task === undefined) throw new Error('no task appeared');
  return { enrollment, contact, taskId: task.id };
}

/** So many hours after the time that it is in the world. */
export const hoursLater = async (world: AppWorld, hours: number): Promise<DateTime> =>
  (await world.clock.now()).plus({ hours });
