import { type actionIds, callbackIds, type Leaves } from '../../action-ids.js';
import { readEnrollForm } from '../../views/enroll.js';
import { readTestForm } from '../../views/pick-modals.js';
import { modalAnswer, nothing } from '../answers.js';
import { emptyForm, enrollView } from '../enrolling/enroll-view.js';
import { chosenSequence } from '../enrolling/form-request.js';
import { testView } from '../testing/test-view.js';
import type { ActionHandler } from './action.js';

/** Opens the form; with the sequence chosen where the button stands for one. */
const open: ActionHandler = async (context) => {
  const sequenceId = (await chosenSequence(context, context.value))?.sequence.id ?? null;
  return modalAnswer(await enrollView(context, { form: { ...emptyForm, sequenceId }, needs: [] }, false));
};

/**
 * A choice that decides what is asked and shown: the sequence's steps and dates, and what stands in the way where that
 * is shown already. What was typed stays. The test modal chooses its sequence in the same way.
 */
const choose: ActionHandler = async (context) => {
  const { view } = context;
  if (view?.callbackId === callbackIds.test) {
    return { kind: 'update', view: await testView(context, readTestForm(view.values)) };
  }
  if (view?.callbackId !== callbackIds.enroll) return nothing;
  const isReviewed = typeof view.metadata.key === 'string';
  return { kind: 'update', view: await enrollView(context, readEnrollForm(view.values), isReviewed) };
};

export const enrollActions: Readonly<Record<Leaves<(typeof actionIds)['enroll']>, ActionHandler>> = {
  'enroll.open': open,
  'enroll.sequence': choose,
  'enroll.step': choose,
  'enroll.date': choose,
  'enroll.time': choose,
  'enroll.owner': choose,
};
