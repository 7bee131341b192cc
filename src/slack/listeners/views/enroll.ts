import { type EnrollmentOrder, enrollContacts } from '../../../app/enrolling/enrollContacts.js';
import { previewEnrollment } from '../../../app/enrolling/previewEnrollment.js';
import type { AddressVerdict, EnrollmentRefusal, EnrollmentRequest } from '../../../app/enrolling/request.js';
import { enrollBlocks, type FilledEnroll, readEnrollForm } from '../../views/enroll.js';
import { needBlockId } from '../../views/enroll-review.js';
import { inputBlockIds } from '../../views/field-errors.js';
import { clip } from '../../views/text.js';
import { refused, result, type SubmissionAnswer } from '../answers.js';
import { enrollView, reviewKey } from '../enrolling/enroll-view.js';
import { enrolledAnswer } from '../enrolling/enrolled-answer.js';
import { fewEnough } from '../enrolling/few-enough.js';
import { chosenSequence, detailsOf, formRequest } from '../enrolling/form-request.js';
import { refusalText, refusedField } from '../enrolling/refusal.js';
import { isAble } from '../enrolling/verdicts.js';
import { plainOf } from '../plain.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** An error is read at its field, where there is little room. */
const mostOfAnError = 500;

/**
 * The enroll form. Where something stands in somebody's way the first submission changes nothing and shows it, with
 * fields for what the texts need; a submission of what was shown is the confirmation.
 */
export const submitEnroll: SubmissionHandler = async (context) => {
  const { deps, view } = context;
  const filled = readEnrollForm(view.values);
  const { form } = filled;
  const chosen = await chosenSequence(context, form.sequenceId);
  if (chosen === null) return { kind: 'errors', errors: { [enrollBlocks.sequence]: 'Choose a sequence.' } };
  if (form.date === null && form.time !== null) {
    return { kind: 'errors', errors: { [enrollBlocks.date]: 'Choose the day too, or no time for now.' } };
  }
  const request = formRequest(context, form, chosen);
  const previewed = await previewEnrollment(deps, request);
  if (!previewed.ok) return refusedAtField(context, previewed, chosen.sequence.id);
  const { addresses } = previewed.preview;
  const notOne = addresses.flatMap(({ blocker }) => (blocker?.kind === 'bad-address' ? blocker.message : []));
  // With somebody to enroll among them, the review says which addresses are left out.
  if (notOne.length === addresses.length) {
    return { kind: 'errors', errors: { [enrollBlocks.addresses]: clip(notOne.join(' '), mostOfAnError) } };
  }
  const allReady = addresses.every(({ blocker }) => blocker === null);
  const isConfirmed = view.metadata.key === reviewKey(request, addresses);
  if (!allReady && (!isConfirmed || !addresses.some(isAble))) return reviewAgain(context, filled);
  const details = detailsOf(filled.needs);
  const wrong = await wrongDetails(context, { ...request, details });
  if (wrong !== null) return wrong;
  const order: EnrollmentOrder = isConfirmed
    ? { ...request, details, enroll: 'ready', acceptBlank: true }
    : { ...request, details };
  return addresses.length > fewEnough
    ? { kind: 'later', title: 'Enroll', work: () => enrollLater(context, filled, order) }
    : enroll(context, filled, order, chosen.sequence.id);
};

async function enroll(
  context: SubmissionContext,
  filled: FilledEnroll,
  order: EnrollmentOrder,
  sequenceId: string,
): Promise<SubmissionAnswer> {
  const outcome = await enrollContacts(context.deps, order);
  if (outcome.ok) {
    const answer = await enrolledAnswer(context, outcome, filled.form);
    if (answer.kind === 'message') return result('Enroll', answer);
    return { kind: 'later', title: 'Enroll', work: async () => result('Enroll', await answer.work()) };
  }
  // Somebody was enrolled or suppressed in this very moment.
  if (outcome.reason === 'blocked') return reviewAgain(context, filled);
  return refusedAtField(context, outcome, sequenceId);
}

async function enrollLater(context: SubmissionContext, filled: FilledEnroll, order: EnrollmentOrder) {
  const outcome = await enrollContacts(context.deps, order);
  if (outcome.ok) {
    const answer = await enrolledAnswer(context, outcome, filled.form);
    return result('Enroll', answer.kind === 'later' ? await answer.work() : answer);
  }
  if (outcome.reason === 'blocked') return reviewAgain(context, filled);
  return result('Enroll', refused(refusalText(outcome, context)));
}

async function reviewAgain(context: SubmissionContext, filled: FilledEnroll) {
  return { kind: 'update', view: await enrollView(context, filled, true) } as const;
}

function refusedAtField(context: SubmissionContext, refusal: EnrollmentRefusal, sequenceId: string): SubmissionAnswer {
  const blockId = refusedField(refusal, sequenceId, inputBlockIds(context.view.blocks));
  return { kind: 'errors', errors: { [blockId]: plainOf(refusalText(refusal, context)) } };
}

/** What was filled in for somebody and cannot be stored so, at its field; null where all of it can. */
async function wrongDetails(context: SubmissionContext, request: EnrollmentRequest): Promise<SubmissionAnswer | null> {
  if (Object.keys(request.details ?? {}).length === 0) return null;
  const previewed = await previewEnrollment(context.deps, request);
  const verdicts = previewed.ok ? previewed.preview.addresses : [];
  const errors = verdicts.flatMap((verdict) => problemsOf(verdict, inputBlockIds(context.view.blocks)));
  return errors.length === 0 ? null : { kind: 'errors', errors: Object.fromEntries(errors) };
}

function problemsOf({ email, blocker }: AddressVerdict, blockIds: readonly string[]): (readonly [string, string])[] {
  if (blocker?.kind !== 'invalid-details') return [];
  return blocker.problems.map(({ field, message }) => {
    const blockId = needBlockId(email, field);
    return [blockIds.includes(blockId) ? blockId : enrollBlocks.addresses, message] as const;
  });
}
