import type { ModalView } from '@slack/types';
import { callbackIds } from '../action-ids.js';
import { confirmation, modal, section } from './blocks.js';
import { escaped, oneLine } from './text.js';

/** Whose reply is about to be told: it ends the cadence, and there is no way back. */
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
    blocks: [section(escaped(warning(shown)))],
  });
}

function warning({ name, sequenceName }: ShownReplied): string {
  return `${oneLine(name).slice(0, 100)} gets nothing more from ${oneLine(sequenceName).slice(0, 100)}.`;
}
