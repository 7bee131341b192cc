import type { ModalView } from '@slack/types';
import type { ShownTask } from '../../app/posting/shown.js';
import { callbackIds } from '../action-ids.js';
import { type Drawn, input, modal } from './blocks.js';
import { dateInput, timeInput } from './inputs.js';
import { readState } from './state.js';
import { taskMessage } from './task.js';

export const snoozeBlocks = { date: 'date', time: 'time' } as const;

/**
 * "Pick a time…" of a task's Snooze. `date` and `time` are what it begins with; `overTask`: the modal under it shows the
 * task.
 */
export function snoozeModal(task: {
  readonly id: string;
  readonly date: string;
  readonly time: string;
  readonly overTask: boolean;
}): ModalView {
  return modal({
    callbackId: callbackIds.snooze,
    title: 'Snooze until',
    submit: 'Snooze',
    metadata: { taskId: task.id, overTask: task.overTask },
    blocks: [
      input(snoozeBlocks.date, 'Date', dateInput(task.date)),
      input(snoozeBlocks.time, 'Time', timeInput(task.time), { hint: 'In your own time zone.' }),
    ],
  });
}

export function readSnooze(values: unknown): { readonly date: string | null; readonly time: string | null } {
  const state = readState(values);
  return { date: state.choice(snoozeBlocks.date), time: state.choice(snoozeBlocks.time) };
}

/** A task with everything that can be done about it, opened from a list. `said`: what the last click in it came to. */
export function taskModal(task: ShownTask, said: Drawn | null = null): ModalView {
  return modal({
    callbackId: callbackIds.shown,
    title: 'Task',
    close: 'Close',
    metadata: { taskId: task.id },
    blocks: [...(said?.blocks ?? []), ...taskMessage(task).blocks],
  });
}
