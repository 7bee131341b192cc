import type { KnownBlock } from '@slack/types';
import { counted } from '../../app/shown/counted.js';
import type { Remark } from '../../domain/coach/remark.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { button, confirmation, section } from './blocks.js';
import { builderPages, pageButtons, pageOf } from './paging.js';
import { escaped, oneLine } from './text.js';

const remarksShown = 5;

/** What the coach says, in one block for messages; nothing where it has nothing to say. The builder has the rest. */
export function coachText(remarks: readonly Remark[]): KnownBlock[] {
  if (remarks.length === 0) return [];
  const lines = remarks.slice(0, remarksShown).map((remark) => `• ${sentence(remark)}`);
  return [section([':bulb: *Worth a thought*', ...lines, ...rest(remarks)].join('\n'))];
}

/** The same where it can be changed at once: a page of remarks, counted from 0, each with the button of its change. */
export function coachBlocks(remarks: readonly Remark[], at: number): KnownBlock[] {
  if (remarks.length === 0) return [];
  const page = pageOf(remarks, at, remarksShown);
  return [
    section(':bulb: *Worth a thought* (publishing does not wait for it)'),
    ...page.items.map((remark) => section(sentence(remark), changeButton(remark))),
    ...pageButtons(page, advicePages, builderPages),
  ];
}

/** What the pages of remarks are called in the values of their buttons. */
export const advicePages = 'advice';

function changeButton(remark: Remark) {
  const options = remark.change.does === 'remove-from' ? { confirm: sure } : {};
  return button(actionIds.coach.change, changeLabel(remark), choiceOf(remark), options);
}

const sure = confirmation(
  'End it here?',
  'This step and all that come after it leave the draft. Nobody’s cadence changes before you publish.',
  'Remove them',
  'danger',
);

/** What a remark's button carries: which one it is, to be looked for again. */
function choiceOf({ code, stepId }: Remark): string {
  return choiceValue(code, stepId ?? '');
}

function sentence({ says, advice }: Remark): string {
  return escaped(oneLine(`${says} ${advice}`), 500);
}

function rest(remarks: readonly Remark[]): string[] {
  const more = remarks.length - remarksShown;
  return more > 0 ? [`and ${counted(more, 'more remark')}, all in the builder`] : [];
}

function changeLabel({ change }: Remark): string {
  switch (change.does) {
    case 'open':
      return 'Edit the step';
    case 'open-text':
      return 'Edit the text';
    case 'remove-from':
      return 'End it before';
    case 'add':
      return change.kind === 'email' ? 'Add a mail' : 'Add a call';
    case 'set-days':
      return `Wait ${counted(change.days, 'day')}`;
    case 'exit-on-reply':
      return 'End it on a reply';
  }
}
