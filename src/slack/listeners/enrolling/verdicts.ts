import type { DateTime } from 'luxon';
import { suppressionInWords } from '../../../app/contacts/describeSuppression.js';
import type { AddressVerdict, Blocker } from '../../../app/enrolling/request.js';
import type { PauseScope } from '../../../app/ports/stores/enrollments.js';
import type { EnrollPerson } from '../../../app/shown/enroll.js';
import type { FilledNeed } from '../../views/enroll-review.js';
import { day } from '../../views/text.js';

/** Whether an address can be enrolled, if need be with fields that are still blank. */
export function isAble({ blocker }: AddressVerdict): boolean {
  return blocker === null || blocker.kind === 'blank-fields' || blocker.kind === 'invalid-details';
}

/** What a review of somebody knows beside the verdict. */
export interface Reviewing {
  readonly needs: readonly FilledNeed[];
  /** That of the person who looks. */
  readonly zone: string;
  /** The stored address that may have been meant by a new one, or those that may have been by what is none. */
  readonly meant: string | null;
}

/** What would become of an address, as the review shows it. Plain texts. */
export function reviewPerson(verdict: AddressVerdict, { needs, zone, meant }: Reviewing): EnrollPerson {
  const { email, name, contact, blocker, blanks } = verdict;
  const able = isAble(verdict);
  const mine = needs.filter((need) => need.email.toLowerCase() === email.toLowerCase());
  return {
    email,
    name,
    verdict: able ? (contact === null ? 'new' : 'ready') : 'blocked',
    reason: able || blocker === null ? noteOn(verdict, meant) : inForm(blocker, blockerText(blocker, zone), meant),
    blanks: blanks.flatMap(({ field, label }) =>
      field === null ? [] : [{ field, label, value: mine.find((need) => need.field === field)?.value ?? null }],
    ),
  };
}

/** The form that shows it is where an address is corrected. */
function inForm({ kind }: Blocker, text: string, meant: string | null): string {
  if (kind !== 'bad-address') return text;
  return `${text}${meant === null ? '' : ` Did you mean ${meant}?`} Correct it under Who.`;
}

/** What to know of somebody who will be enrolled. */
function noteOn({ blanks, startsPaused, isAgain }: AddressVerdict, meant: string | null): string | null {
  const beyond = blanks.flatMap(({ field, label }) => (field === null ? [label] : []));
  const notes = [
    ...(meant === null ? [] : [`did you mean ${meant}? Then correct it under Who`]),
    ...(beyond.length > 0 ? [`${beyond.join(', ')} is blank, so mails that need it are held`] : []),
    ...(startsPaused[0] === undefined ? [] : [`begins paused, as ${pausedWords[startsPaused[0]]}`]),
    ...(isAgain ? ['was in it before'] : []),
  ];
  return notes.length === 0 ? null : notes.join('; ');
}

/** What is paused already. */
export const pausedWords: Readonly<Record<PauseScope, string>> = {
  self: 'they are',
  sequence: 'the sequence is',
  owner: 'the owner’s cadences are',
  workspace: 'everything is',
};

/**
 * Why an address cannot be enrolled, and what to do about it: plain, with the address as its subject, as in
 * `ada@example.com has been in it since Mon 2 Mar.`
 */
export function blockerText(blocker: Blocker, zone: string): string {
  switch (blocker.kind) {
    case 'bad-address':
      return blocker.message.slice(Math.max(0, blocker.message.lastIndexOf(notAnAddress)));
    case 'duplicate':
      return 'stands in the list twice; once is enough.';
    case 'suppressed': {
      const why = suppressionInWords({ reason: blocker.why, createdAt: blocker.since }, blocker.by, zone);
      return `gets nothing any more: ${why}. Only an admin can allow it again.`;
    }
    case 'number-suppressed':
      return `has answered STOP from ${blocker.phone}, and the sequence has texts. Give them another number, or use a sequence without texts.`;
    case 'already-enrolled':
      return alreadyText(blocker, zone);
    case 'invalid-details':
      return `cannot be stored so. ${blocker.problems.map(({ message }) => message).join(' ')}`;
    case 'blank-fields':
      return 'lacks what its texts need. Fill that in first.';
    case 'broken-text':
      return `cannot come in: “${blocker.stepLabel}” cannot be written (${blocker.message}). A manager has to mend it.`;
    case 'wrong-address':
      return `cannot come in, as “${blocker.stepLabel}” goes there by post: ${blocker.message}. Correct it in the contact.`;
  }
}

/** With this the domain's sentence about an address goes on (domain/contact/email-address). */
const notAnAddress = 'is not an e-mail address';

function alreadyText(
  { state, since, rule, againAt }: Extract<Blocker, { kind: 'already-enrolled' }>,
  zone: string,
): string {
  const on = (at: DateTime) => day(at, zone);
  switch (state.state) {
    case 'running':
      return `has been in it since ${on(since)}.`;
    case 'waiting':
      return `has been in it since ${on(since)}, and waits for a task to be done.`;
    case 'waiting-for-date':
      return `has been in it since ${on(since)}, and waits for a date.`;
    case 'paused':
      return `has been in it since ${on(since)}, but paused: resume them to go on.`;
    case 'completed':
    case 'exited': {
      const was = `${state.state === 'completed' ? 'went through it' : 'left it'} on ${on(state.at ?? since)}`;
      if (againAt !== null) return `${was}, and can come in again from ${on(againAt)}.`;
      return rule.rule === 'never' ? `${was}, and this sequence takes nobody twice.` : `${was}.`;
    }
  }
}
