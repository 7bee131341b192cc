import type { KnownBlock } from '@slack/types';
import { shortTime } from '../../app/shown/clocks.js';
import type { ShownContactName, ShownEnrollment, ShownEvent, ShownState } from '../../app/shown/enrollments.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { option, overflow, section } from './blocks.js';
import { bold, caption, escaped, oneLine, person } from './text.js';

/** What each state is called, and the mark in front of it. */
export const stateLabels: Readonly<Record<ShownState, { readonly label: string; readonly mark: string }>> = {
  held: { label: 'Needs you', mark: ':warning:' },
  waiting: { label: 'Waiting for a task', mark: ':hourglass_flowing_sand:' },
  running: { label: 'Running', mark: ':arrow_forward:' },
  paused: { label: 'Paused', mark: ':double_vertical_bar:' },
  completed: { label: 'Completed', mark: ':checkered_flag:' },
  exited: { label: 'Ended', mark: ':black_square_for_stop:' },
};

/** `Ada Lovelace, Acme`, escaped. */
export function contactName(contact: ShownContactName, max = 200): string {
  return escaped(oneLine(`${contact.name}${contact.company ? `, ${contact.company}` : ''}`), max);
}

/** One enrollment in a list, with what can be done about it. */
export function enrollmentLine(enrollment: ShownEnrollment): KnownBlock {
  const { contact, sequenceName, state, line } = enrollment;
  const company = contact.company ? `, ${escaped(oneLine(contact.company), 100)}` : '';
  return section(
    `${bold(contact.name, 120)}${company}\n${markedLine(state, line)}\n_${escaped(oneLine(sequenceName).replaceAll('_', ' '), 150)}_`,
    overflow(actionIds.enrollment.more, enrollmentOptions(enrollment)),
  );
}

/** One enrollment of a contact who is named above. */
export function enrollmentOf(enrollment: ShownEnrollment, lines: readonly string[]): KnownBlock {
  const { sequenceName, owner, state } = enrollment;
  const head = caption(bold(sequenceName, 150), stateLabels[state].label, `from ${person(owner)}`);
  return section([head, ...lines].join('\n'), overflow(actionIds.enrollment.more, enrollmentOptions(enrollment)));
}

/** A line about its state, with the state's mark. */
export function markedLine(state: ShownState, line: string): string {
  return `${stateLabels[state].mark} ${escaped(oneLine(line), 400)}`;
}

function enrollmentOptions({ id, state, contact }: ShownEnrollment) {
  const why = option('Why?', choiceValue('why', id));
  const open = option('Open the contact', choiceValue('contact', contact.id));
  if (state === 'exited') return [why, open];
  const replied = option('They replied', choiceValue('replied', id));
  const remove = option('Remove', choiceValue('remove', id));
  const pause =
    state === 'paused' ? option('Resume', choiceValue('resume', id)) : option('Pause', choiceValue('pause', id));
  return [why, pause, replied, remove, open];
}

/** What happened, a line each of at most 225 units; the oldest are left out first. */
export function eventLines(events: readonly ShownEvent[], zone: string, most: number): string {
  const shown = events.slice(-most);
  const left = events.length - shown.length;
  const lines = shown.map((event) => `${shortTime(event.at, zone)}  ${escaped(oneLine(event.text), 200)}`);
  return [...(left > 0 ? [`…${left} before`] : []), ...lines].join('\n');
}
