import { z } from 'zod';
import { publishEdit } from '../../../app/sequences/publishEdit.js';
import { rebaseDraft } from '../../../app/sequences/rebaseDraft.js';
import { counted } from '../../../app/shown/counted.js';
import { type EditNumbers, editNumbersSchema } from '../../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../../domain/enrollment/publish.js';
import { readReview } from '../../views/builder/review.js';
import { done, refused, result } from '../answers.js';
import { askedWords, type Reviewed, refusedEdit, reviewAnswer, reviewShown } from '../building/review-view.js';
import { named } from '../refusals.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

const reviewPlace = z.object({ draftId: z.string(), revision: z.number(), numbers: editNumbersSchema });
const rebasePlace = z.object({ draftId: z.string(), revision: z.number(), versionId: z.string() });

/** The review's Publish: it happens as it was seen, or a manager is asked, or what has changed is shown. */
export const publishReviewed: SubmissionHandler = async (context) => {
  const { draftId, revision, numbers } = reviewPlace.parse(context.view.metadata);
  const finished = readReview(context.view.values);
  const work = () => published(context, { draftId, revision, finished, seen: numbers });
  if (numbers.people <= fewPeople) return work();
  return { kind: 'later', title: 'Publishing', work };
};

/** More people than this take longer than an acknowledgement may. */
const fewPeople = 100;

type Wanted = {
  readonly draftId: string;
  readonly revision: number;
  readonly finished: FinishedChoice;
  readonly seen: EditNumbers;
};

async function published(context: SubmissionContext, wanted: Wanted) {
  const { deps, actor } = context;
  const outcome = await publishEdit(deps, { actor, ...wanted });
  if (outcome.ok) {
    const { sequence, version, takenOver } = outcome;
    const people = takenOver === 0 ? '' : ` ${counted(takenOver, 'person goes', 'people go')} on in it.`;
    return result('Sequence', done(`Published *${named(sequence.name)}*, version ${version}.${people}`));
  }
  if (outcome.reason === 'numbers-changed') return againShown(context, outcome.review);
  if (outcome.reason === 'asked') return result('Sequence', askedWords(outcome.asked.map(({ name }) => name)));
  return inModal(await refusedEdit(context, placeOf(wanted), outcome));
}

async function againShown(context: SubmissionContext, review: Parameters<typeof reviewShown>[1]) {
  const notice = 'What it does has changed since you looked, and nothing was published. This is how it is now.';
  return inModal(await reviewShown(context, review, notice));
}

/** From the "changed meanwhile": the own draft, compared with what the other one published. */
export const goOnWithOwn: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const { draftId, revision, versionId } = rebasePlace.parse(view.metadata);
  const rebased = await rebaseDraft(deps, { actor, draftId, revision, versionId });
  const place = placeOf({ draftId, revision });
  if (!rebased.ok) return refusedEdit(context, place, rebased);
  return reviewAnswer(context, { ...place, revision: rebased.revision }, undefined, []);
};

function placeOf({ draftId, revision }: { readonly draftId: string; readonly revision: number }) {
  return { draftId, revision, page: 0, inputs: revision };
}

/** A view without the builder's fields has no place for errors at them. */
function inModal(answer: Reviewed): Exclude<Reviewed, { kind: 'errors' }> {
  if (answer.kind !== 'errors') return answer;
  return result('Sequence', refused(Object.values(answer.errors).join(' ')));
}
