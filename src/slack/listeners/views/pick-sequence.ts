import { pickSequenceBlocks, readPickedSequence } from '../../views/pick-modals.js';
import { sequencePage } from '../actions/sequence-pages.js';
import { message, result } from '../answers.js';
import type { SubmissionHandler } from './submission.js';

/** Which sequence to show, for a command that was given none. */
export const submitPickedSequence: SubmissionHandler = async (context) => {
  const drawn = await sequencePage(context, readPickedSequence(context.view.values) ?? '', 0);
  if (drawn !== null) return result('Sequence', message(drawn));
  return { kind: 'errors', errors: { [pickSequenceBlocks.sequence]: 'Choose a sequence.' } };
};
