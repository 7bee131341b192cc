import type { ModalView } from '@slack/types';
import { callbackIds } from '../action-ids.js';
import { input, modal } from './blocks.js';
import { dateInput, timeInput, usersInput } from './inputs.js';
import { readState } from './state.js';

export const snoozeBlocks = { date: 'date', time: 'time' } as const;

/** "Pick a time…" of a task's Snooze. `date` and `time` are what it begins with. */
export function snoozeModal(task: { readonly id: string; readonly date: string; readonly time: string }): ModalView {
  return modal({
    callbackId: callbackIds.snooze,
    title: 'Snooze until',
    submit: 'Snooze',
    metadata: { taskId: task.id },
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

export const reassignBlocks = { person: 'person' } as const;

/** Where a list has no room for a menu of people. */
export function reassignModal(task: { readonly id: string; readonly assignee: string | null }): ModalView {
  return modal({
    callbackId: callbackIds.reassign,
    title: 'Reassign task',
    submit: 'Reassign',
    metadata: { taskId: task.id },
    blocks: [input(reassignBlocks.person, 'To', usersInput(task.assignee))],
  });
}

export function readReassign(values: unknown): string | null {
  return readState(values).choice(reassignBlocks.person);
}
