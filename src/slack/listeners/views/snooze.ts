import { DateTime } from 'luxon';
import { readerZone } from '../../../app/shown/readerZone.js';
import { snoozeTask } from '../../../app/tasks/snoozeTask.js';
import { readSnooze, snoozeBlocks, taskModal } from '../../views/task-modals.js';
import { result } from '../answers.js';
import { plainOf } from '../plain.js';
import { taskRefused, taskRefusedText } from '../task-answers.js';
import { rememberedTask } from './remembered-task.js';
import type { SubmissionHandler } from './submission.js';

/** Until when a task is put away, in the zone of whoever says so. */
export const submitSnooze: SubmissionHandler = async (context) => {
  const { deps, actor, workspace, view } = context;
  const { date, time } = readSnooze(view.values);
  const until = DateTime.fromISO(`${date ?? ''}T${time ?? ''}`, { zone: readerZone(actor, workspace) });
  if (!until.isValid) return { kind: 'errors', errors: { [snoozeBlocks.date]: 'Choose a date and a time.' } };
  const outcome = await snoozeTask(deps, { actor, taskId: rememberedTask(view), until: until.toUTC() });
  if (outcome.ok) {
    const { metadata, previousId } = view;
    if (metadata.overTask !== true || previousId === null) return { kind: 'close' };
    return { kind: 'close', below: { viewId: previousId, view: taskModal(outcome.task) } };
  }
  if (outcome.reason === 'in-the-past' || outcome.reason === 'too-far') {
    return { kind: 'errors', errors: { [snoozeBlocks.date]: plainOf(taskRefusedText(outcome, context)) } };
  }
  return result('Snooze', taskRefused(outcome, context));
};
