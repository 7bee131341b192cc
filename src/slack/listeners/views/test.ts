import { showContact } from '../../../app/contacts/showContact.js';
import { readTestForm, testBlocks } from '../../views/pick-modals.js';
import { result, type SubmissionAnswer } from '../answers.js';
import { chosenSequence } from '../enrolling/form-request.js';
import { plainOf } from '../plain.js';
import { didYouMean } from '../refusals.js';
import { runTest } from '../testing/run-test.js';
import { testView } from '../testing/test-view.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** Send a test: what cannot be is said at its field; the mail leaves after the acknowledgement. */
export const submitTest: SubmissionHandler = async (context) => {
  const { sequenceId, stepId, email } = readTestForm(context.view.values);
  const chosen = await chosenSequence(context, sequenceId);
  if (chosen === null) return { kind: 'errors', errors: { [testBlocks.sequence]: 'Choose a sequence.' } };
  // The step's menu comes with the sequence: a form that never had it is shown with it.
  if (stepId === null) return { kind: 'update', view: await testView(context, { sequenceId, stepId }) };
  const wrong = email === null ? null : await wrongContact(context, email);
  if (wrong !== null) return wrong;
  const input = { sequence: chosen.sequence.slug, step: stepId, contactEmail: email };
  return { kind: 'later', title: 'Test', work: async () => result('Test', await runTest(context, input)) };
};

async function wrongContact({ deps, actor }: SubmissionContext, email: string): Promise<SubmissionAnswer | null> {
  const found = await showContact(deps, { actor, email });
  if (found.ok) return null;
  const message =
    found.reason === 'bad-address' ? found.message : `Nobody has this address.${plainOf(didYouMean(found.nearest))}`;
  return { kind: 'errors', errors: { [testBlocks.email]: message } };
}
