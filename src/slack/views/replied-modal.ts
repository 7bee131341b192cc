import type { ModalView } from '@slack/types';
import { callbackIds } from '../action-ids.js';
import { confirmation, input, modal, section } from './blocks.js';
import { dateInput, timeInput } from './inputs.js';
import { readState } from './state.js';
import { escaped, oneLine } from './text.js';

/** Whose reply is about to be told: it ends the cadence. */
export interface ShownReplied {
  readonly name: string;
  readonly sequenceName: string;
}

const title = 'They replied?';
const yes = 'Yes, stop it';

/** On a button. */
export function repliedConfirmation(shown: ShownReplied) {
  return confirmation(title, warning(shown), yes);
}

/** From a menu, whose choices cannot ask one by one. `about`: the ids that the submission is to read. */
export function repliedModal(shown: ShownReplied, about: Readonly<Record<string, unknown>>): ModalView {
  return modal({
    callbackId: callbackIds.replied,
    title,
    submit: yes,
    metadata: about,
    blocks: [section(escaped(warning(shown))), ...whenInputs()],
  });
}

export const whenBlocks = { date: 'date', time: 'time' } as const;

/** When they replied, where that was not just now. */
export function whenInputs() {
  return [
    input(whenBlocks.date, 'On', dateInput(null), { optional: true, hint: 'Both empty: just now.' }),
    input(whenBlocks.time, 'At', timeInput(null), { optional: true, hint: 'On the account’s clock.' }),
  ];
}

/** What {@link whenInputs} hold: a day and a time, either of which may be missing; null: just now. */
export function readWhen(values: unknown): { readonly date: string | null; readonly time: string | null } | null {
  const state = readState(values);
  const when = { date: state.choice(whenBlocks.date), time: state.choice(whenBlocks.time) };
  return when.date === null && when.time === null ? null : when;
}

function warning({ name, sequenceName }: ShownReplied): string {
  return `${oneLine(name).slice(0, 100)} gets nothing more from ${oneLine(sequenceName).slice(0, 100)}.`;
}
