import { unsuppress } from '../../../app/contacts/unsuppress.js';
import { pickContactModal } from '../../views/contact.js';
import { done, info, modalAnswer, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import { restoreButton, suppressedSince } from '../suppressions.js';
import type { CommandHandler } from './command.js';

/** `unsuppress ADDRESS`. */
export const unsuppressCommand: CommandHandler<'unsuppress'> = async ({ email }, context) => {
  if (email === null) return modalAnswer(pickContactModal('unsuppress'));
  const outcome = await unsuppress(context.deps, { actor: context.actor, email });
  if (outcome.ok) {
    const before = await suppressedSince(context, outcome.was);
    return done(
      `*${named(outcome.email)}* may get mail again (${before}). What ended by it stays ended: enroll them anew.`,
      restoreButton(outcome.entryId),
    );
  }
  switch (outcome.reason) {
    case 'not-suppressed':
      return info(`*${named(outcome.email)}* is not suppressed.`);
    case 'bad-address':
      return refused(named(outcome.message));
    case 'not-allowed':
      return notAllowed(outcome, 'allow a suppressed address again');
  }
};
