import type { KnownBlock } from '@slack/types';
import { counted } from '../../app/shown/counted.js';
import type { Remark } from '../../domain/coach/remark.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { button, context, section } from './blocks.js';
import { escaped, oneLine } from './text.js';

const remarksShown = 5;

/** What the coach says, in one block for messages; nothing where it has nothing to say. */
export function coachText(remarks: readonly Remark[]): KnownBlock[] {
  if (remarks.length === 0) return [];
  const lines = remarks.slice(0, remarksShown).map((remark) => `• ${sentence(remark)}`);
  return [section([':bulb: *Worth a thought*', ...lines, ...rest(remarks)].join('\n'))];
}

/** The same where it can be changed at once: each remark with the button of its change. */
export function coachBlocks(remarks: readonly Remark[]): KnownBlock[] {
  if (remarks.length === 0) return [];
  return [
    section(':bulb: *Worth a thought* (publishing does not wait for it)'),
    ...remarks
      .slice(0, remarksShown)
      .map((remark) =>
        section(sentence(remark), button(actionIds.coach.change, changeLabel(remark), choiceOf(remark))),
      ),
    ...rest(remarks).flatMap((line) => context(line)),
  ];
}

/** What a remark's button carries: which one it is, to be looked for again. */
function choiceOf({ code, stepId }: Remark): string {
  return choiceValue(code, stepId ?? '');
}

function sentence({ says, advice }: Remark): string {
  return escaped(oneLine(`${says} ${advice}`), 500);
}

function rest(remarks: readonly Remark[]): string[] {
  const more = remarks.length - remarksShown;
  return more > 0 ? [`and ${counted(more, 'more remark')}`] : [];
}

function changeLabel({ change }: Remark): string {
  switch (change.does) {
    case 'open':
      return 'Edit the step';
    case 'add':
      return change.kind === 'email' ? 'Add a mail' : 'Add a task';
    case 'set-days':
      return `Wait ${counted(change.days, 'day')}`;
    case 'exit-on-reply':
      return 'End it on a reply';
  }
}
