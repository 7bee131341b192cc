import { suppressionInWords } from '../../../app/contacts/describeSuppression.js';
import { unsuppress } from '../../../app/contacts/unsuppress.js';
import { pickContactModal } from '../../views/contact.js';
import { done, info, modalAnswer, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import { runButtons } from '../run-button.js';
import type { CommandHandler } from './command.js';

/** `unsuppress ADDRESS`. */
export const unsuppressCommand: CommandHandler<'unsuppress'> = async ({ email }, { deps, actor, workspace }) => {
  if (email === null) return modalAnswer(pickContactModal('unsuppress'));
  const outcome = await unsuppress(deps, { actor, email });
  if (outcome.ok) {
    const { was } = outcome;
    const by = was.createdById === null ? null : await deps.store.read.members.byId(was.createdById);
    const before = named(suppressionInWords(was, by?.name ?? null, actor.zone ?? workspace.zone));
    return done(
      `*${named(outcome.email)}* may get mail again (${before}). What ended by it stays ended: enroll them anew.`,
      runButtons([{ label: 'Undo', text: `suppress ${outcome.email}` }]),
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
