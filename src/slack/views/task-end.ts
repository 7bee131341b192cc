import type { Button, KnownBlock } from '@slack/types';
import { exitWords } from '../../app/enrollments/exitWords.js';
import type { ShownMember, ShownTask, ShownTaskEnd } from '../../app/posting/shown.js';
import { shortTime } from '../../app/shown/clocks.js';
import { actionIds } from '../action-ids.js';
import { button, context, section } from './blocks.js';
import { caption, escaped, oneLine, person } from './text.js';

const outcomeLabels: Readonly<Record<string, string>> = {
  done: 'Done',
  skipped: 'Skipped',
  connected: 'Connected',
  voicemail: 'Left a voicemail',
  'no answer': 'No answer',
  'wrong number': 'Wrong number',
};

/** A task that is over: what became of it, who did it and when, and what comes next. */
export function closedBlocks(
  task: ShownTaskEnd &
    Pick<ShownTask, 'title' | 'stepName' | 'sequenceName'> & {
      readonly contact: NamedContact & { readonly id: string };
    },
  zone: string,
): KnownBlock[] {
  const when = task.closedAt === null ? null : shortTime(task.closedAt, zone);
  const by = task.closedBy !== null && `by ${person(task.closedBy)}`;
  return [
    section(
      `${task.state === 'skipped' ? ':fast_forward:' : ':white_check_mark:'} *${closedHow(task)}*: ${escaped(oneLine(task.title), 300)}\n${who(task, 300)}`,
      contactButton(task),
    ),
    ...context(caption(by, when, whence(task), nextLine(task))),
  ];
}

/** Plain of mrkdwn but for escapes, so that it reads well in a notification too. */
export function closedHow({
  state,
  outcome,
  closedReason,
}: Pick<ShownTask, 'state' | 'outcome' | 'closedReason'>): string {
  if (state === 'closed') {
    return closedReason === null ? 'Closed' : `Closed, ${escaped(oneLine(exitWords(closedReason)), 100)}`;
  }
  if (state === 'skipped') return 'Skipped';
  return outcome === null ? 'Done' : (outcomeLabels[outcome.replaceAll('-', ' ')] ?? escaped(oneLine(outcome), 100));
}

/** To whom a task went, by whom and when; or that a newer message has it. Null where this message is the one. */
export function passedLine({ standing }: Pick<ShownTask, 'standing'>, zone: string): string | null {
  switch (standing.kind) {
    case 'live':
      return null;
    case 'below':
      return ':arrow_down: Shown again below';
    case 'handed-on': {
      if (isTaken(standing)) {
        return `:raised_hand: ${caption(`Taken by ${person(standing.to)}`, shortTime(standing.at, zone))}`;
      }
      const to = standing.to === null ? 'somebody else' : person(standing.to);
      const by = standing.by !== null && `by ${person(standing.by)}`;
      return `:arrow_right: ${caption(`Handed to ${to}`, by, shortTime(standing.at, zone))}`;
    }
  }
}

type HandedOn = Pick<Extract<ShownTask['standing'], { kind: 'handed-on' }>, 'to' | 'by'>;

/** Whoever has a task took it themselves. */
export function isTaken<T extends HandedOn>(standing: T): standing is T & { readonly to: ShownMember } {
  const { to, by } = standing;
  return to !== null && to.slackUserId !== null && to.slackUserId === by?.slackUserId;
}

/** Where a task comes from: its sequence and its step. */
export function whence({
  sequenceName,
  stepName,
  title,
}: Pick<ShownTask, 'sequenceName' | 'stepName' | 'title'>): string {
  return caption(escaped(oneLine(sequenceName), 100), stepName !== title && escaped(oneLine(stepName), 100));
}

/** "Next: ..."; where nothing comes, that alone. */
export function nextLine({ next }: Pick<ShownTask, 'next'>): string | null {
  if (next === '') return null;
  const text = escaped(oneLine(next), 400);
  return /^nothing\b/i.test(text) ? `${text[0]?.toUpperCase()}${text.slice(1)}` : `Next: ${text}`;
}

interface NamedContact {
  readonly name: string;
  readonly company: string | null;
}

/** To what is known of the contact, and to its notes: what is learnt on a call is written there. */
export function contactButton({ contact }: { readonly contact: { readonly id: string } }): Button {
  return button(actionIds.contact.open, 'Contact', contact.id);
}

/** The contact's name and company, escaped. */
export function who({ contact }: { readonly contact: NamedContact }, max: number): string {
  const at = contact.company ? `, ${contact.company}` : '';
  return escaped(oneLine(`${contact.name}${at}`), max);
}
