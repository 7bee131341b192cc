import { reportSequence } from '../../../app/reports/reportSequence.js';
import { pickSequenceModal } from '../../views/pick-modals.js';
import { later, modalAnswer } from '../answers.js';
import { notAllowed } from '../refusals.js';
import { reportAnswer, reportCommand } from '../reports.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandHandler } from './command.js';

/** `report SEQUENCE [PERIOD]`. */
export const report: CommandHandler<'report'> = async ({ sequence: name, period }, context) => {
  const { deps, actor } = context;
  if (name === null) {
    return modalAnswer(pickSequenceModal(await deps.store.read.sequences.all(actor.workspaceId), 'report'));
  }
  // After the acknowledgement, which takes no chart back that Slack refuses.
  return later(async () => {
    const result = await reportSequence(deps, { actor, name, period });
    if (result.ok) return reportAnswer(context, result.report);
    if (result.reason === 'not-allowed') return notAllowed(result, 'see reports');
    return unknownSequence(result, deps.settings.command, (slug) => reportCommand(slug, period));
  });
};
