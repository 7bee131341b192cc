import type { DateTime } from 'luxon';
import type { ContactEventOutcome } from '../../app/enrollments/recordContactEvent.js';
import { takeBackReply } from '../../app/enrollments/takeBackReply.js';
import { timeOnBoth } from '../../app/shown/clocks.js';
import { readerZone } from '../../app/shown/readerZone.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { person } from '../views/text.js';
import type { Acting } from './acting.js';
import { done, info, type MessageAnswer, refused } from './answers.js';
import { boldNames, named, refusedFor, targetRefused, targetRefusedText } from './refusals.js';
import type { AnswerButton } from './run-button.js';
import { isStoredId } from './stored-id.js';

/** What the value of a button that takes a reply back begins with; the audit entry's id follows. */
export const replyChoice = 'reply';

type Recorded = Extract<ContactEventOutcome, { ok: true }>;
type Refused = Exclude<ContactEventOutcome, Recorded>;

/** What a reply ended, and what goes on; with a way back. `at`: when it was said to have come. */
export function replyRecorded(outcome: Recorded, acting: Acting, at: DateTime | null = null): MessageAnswer {
  const { contact, ended, goesOn, repeated } = outcome;
  const who = `*${named(contact.name)}*`;
  const on = goesOn.length === 0 ? '' : ` ${boldNames(goesOn)} goes on: it does not end by a reply.`;
  const when = at === null ? '' : ` ${onBoth(acting, at)}`;
  if (ended.length > 0) {
    const where = boldNames(ended.map(({ sequenceName }) => sequenceName));
    const owners = new Set(ended.map(({ owner }) => person(owner)));
    return done(
      `${who} replied${when} and is out of ${where} (${[...owners].join(', ')}). Nothing more goes out from there.${on}`,
      undoButton(outcome),
    );
  }
  if (!repeated && goesOn.length > 0) return done(`${who} replied${when}.${on}`, undoButton(outcome));
  return info(`${who} is in no sequence that a reply ends: nothing was changed.${on}`);
}

function undoButton({ undo }: Recorded): AnswerButton[] {
  if (undo === null) return [];
  return [{ action: actionIds.answer.undo, label: 'Undo', value: choiceValue(replyChoice, undo) }];
}

/** The same, or why it could not be recorded. */
export function replyAnswer(outcome: ContactEventOutcome, acting: Acting, at: DateTime | null = null): MessageAnswer {
  return outcome.ok ? replyRecorded(outcome, acting, at) : refusedFor(outcome, replyRefusedText(outcome, acting));
}

/** Why it could not be recorded. `what`: the deed, for somebody who may not. */
export function replyRefusedText(
  problem: Refused,
  acting: Acting,
  what = 'say so for somebody else’s contact',
): string {
  switch (problem.reason) {
    case 'unknown-execution':
      return 'That is gone.';
    case 'ahead':
      return `${onBoth(acting, problem.at)} is still ahead. Say it once they have replied.`;
    case 'before-enrolled':
      return `${onBoth(acting, problem.at)} is before they were enrolled (${onBoth(acting, problem.enrolledAt)}). Check the date.`;
    default:
      return targetRefusedText(problem, what);
  }
}

/** Whether a refusal is about the time that was given. */
export function isAboutTime({ reason }: Refused): boolean {
  return reason === 'ahead' || reason === 'before-enrolled';
}

/** On the reader's clock; dates are read on the account's. */
function onBoth({ actor, workspace, now }: Acting, at: DateTime): string {
  return timeOnBoth(at, readerZone(actor, workspace), workspace.zone, now);
}

/** Takes a reply back that was said by mistake. */
export async function runTakeBack(context: Acting, entryId: string): Promise<MessageAnswer> {
  if (!isStoredId(entryId)) return targetRefused({ ok: false, reason: 'gone' });
  const outcome = await takeBackReply(context.deps, { actor: context.actor, entryId });
  if (outcome.ok) {
    const { contact, back, notBack } = outcome;
    const on = back.map(({ sequenceName, next }) => ` In ${boldNames([sequenceName])}: ${named(next)}.`).join('');
    const again = notBack.length === 0 ? '' : ` They are in ${boldNames(notBack)} anew: that stays as it is.`;
    return done(`Undone: *${named(contact.name)}* did not reply.${on}${again}`);
  }
  switch (outcome.reason) {
    case 'already':
      return info('That was undone already, or they are out for another reason by now: nothing was changed.');
    case 'suppressed':
      return refused(`*${named(outcome.email)}* gets nothing any more, so nothing can go on there.`);
    default:
      return targetRefused(outcome, 'take back what a colleague said');
  }
}
