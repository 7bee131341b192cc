import type { ContactEventOutcome } from '../../app/enrollments/recordContactEvent.js';
import { person } from '../views/text.js';
import { done, info, type MessageAnswer, refused } from './answers.js';
import { named, quotedNames, targetRefusedText } from './refusals.js';

/** What a reply ended, and what goes on. */
export function replyRecorded({ contact, ended, goesOn }: Extract<ContactEventOutcome, { ok: true }>): MessageAnswer {
  const who = `*${named(contact.name)}*`;
  const on = goesOn.length === 0 ? '' : ` ${quotedNames(goesOn)} goes on: it does not end by a reply.`;
  if (ended.length > 0) {
    const where = quotedNames(ended.map(({ sequenceName }) => sequenceName));
    const owners = new Set(ended.map(({ owner }) => person(owner)));
    return done(
      `${who} replied and is out of ${where} (${[...owners].join(', ')}). Nothing more goes out from there.${on}`,
    );
  }
  return info(`${who} is in no sequence that a reply ends: nothing was changed.${on}`);
}

/** The same, or why it could not be recorded. */
export function replyAnswer(outcome: ContactEventOutcome): MessageAnswer {
  if (outcome.ok) return replyRecorded(outcome);
  if (outcome.reason === 'unknown-execution') return refused('That is gone.');
  return refused(targetRefusedText(outcome, 'say so for somebody else’s contact'));
}
