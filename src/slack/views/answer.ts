import type { KnownBlock, ModalView } from '@slack/types';
import { type ActionId, callbackIds } from '../action-ids.js';
import { actions, button, type Drawn, modal, plainBlocks, section } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';
import { clip } from './text.js';

/** A short answer to a command or a click. */
export interface Answer {
  /** `done`: it happened; `refused`: it did not, and why; `info`: neither. */
  readonly tone: 'done' | 'refused' | 'info';
  /** mrkdwn, escaped already. */
  readonly text: string;
  readonly buttons?: readonly {
    readonly action: ActionId;
    readonly label: string;
    /** Ids only. */
    readonly value: string;
    readonly style?: 'primary' | 'danger';
  }[];
}

const marks: Readonly<Record<Answer['tone'], string>> = {
  done: ':white_check_mark: ',
  refused: ':no_entry_sign: ',
  info: '',
};

export function answerMessage({ tone, text, buttons = [] }: Answer): Drawn {
  const marked = `${marks[tone]}${text}`;
  const blocks: KnownBlock[] = [
    section(marked),
    ...actions(
      null,
      buttons
        .slice(0, SLACK_LIMITS.actionsElements)
        .map((one) => button(one.action, one.label, one.value, { style: one.style })),
    ),
  ];
  return { text: clip(text, 3000) || 'Done', blocks };
}

/** An incident's number as people read it out; the log has the whole one, which ends in it. */
export function shortIncident(incidentId: string): string {
  return incidentId.slice(-8);
}

/** A fault: what the person can say to whoever looks into the log. */
export function faultMessage(incidentId: string): Drawn {
  const text = `Something went wrong here. Please try again; if it happens again, tell your admin this number: \`${shortIncident(incidentId)}\`.`;
  return { text: 'Something went wrong', blocks: [section(`:warning: ${text}`)] };
}

/** What is asked for cannot be read by this process, but by those of the newer version beside it. */
export const madeByNewerSentence =
  'That was made by a newer version of Drumbeat; this one cannot show it. Please try again in a few minutes, when the newer one is everywhere.';

export const newerMessage: Drawn = {
  text: 'Made by a newer version of Drumbeat',
  blocks: [section(`:hourglass_flowing_sand: ${madeByNewerSentence}`)],
};

/** An answer as a modal that only shows it: the result of a form, or of a click where no message can stand. */
export function resultModal(title: string, drawn: Drawn): ModalView {
  return modal({ callbackId: callbackIds.shown, title, close: 'Close', blocks: plainBlocks(drawn) });
}

/** Stands in a modal's place until there is something to show. */
export function workingModal(title: string): ModalView {
  return resultModal(title, { text: 'Working on it', blocks: [section(':hourglass_flowing_sand: Working on it…')] });
}
