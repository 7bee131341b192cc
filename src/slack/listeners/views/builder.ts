import type { DraftHead } from '../../../app/sequences/draft.js';
import { noEnrollments } from '../../../app/sequences/listSequences.js';
import { type PublishedDraft, publishDraft } from '../../../app/sequences/publishDraft.js';
import { refuse } from '../../../domain/refusal.js';
import { actionIds } from '../../action-ids.js';
import { readBuilderForm } from '../../views/builder/builder.js';
import { done, result, type SubmissionAnswer } from '../answers.js';
import { type DraftPlace, readDraftPlace } from '../building/draft-place.js';
import { draftRefused, draftView, problemsShown, staleDraftView } from '../building/draft-view.js';
import { reviewAnswer } from '../building/review-view.js';
import { named } from '../refusals.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** The builder's Publish: the draft becomes true as it stands in the form, or the form says what is wrong where. */
export const publishBuilder: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const place = readDraftPlace(view.metadata);
  const { draftId, revision } = place;
  const head = readBuilderForm(view.values, place.inputs);
  const draft = await deps.store.read.drafts.byId(draftId);
  if (draft !== null && draft.edits !== null) return review(context, place, head, draft.edits.sequenceId);
  const published = await publishDraft(deps, { actor, draftId, revision, head });
  if (published.ok) return result('Sequence', publishedAnswer(published));
  switch (published.reason) {
    case 'changed-meanwhile':
      return shownDraft(await staleDraftView(context, place, published.draft.revision));
    case 'name-taken': {
      const taken = { path: 'name', ...refuse('sequenceTaken', published.sequence.name) };
      return problemsShown(context, place, [taken], view.blocks);
    }
    case 'invalid':
      return problemsShown(context, place, published.problems, view.blocks);
    default:
      return result('Sequence', draftRefused(published));
  }
};

function publishedAnswer({ sequence, version }: Extract<PublishedDraft, { ok: true }>) {
  return done(`Published *${named(sequence.name)}*, version ${version}.`, [
    { action: actionIds.enroll.open, label: 'Enroll somebody', value: sequence.id, style: 'primary' },
  ]);
}

/** More people than this take longer than an acknowledgement may. */
const fewPeople = 200;

/** The draft of a live sequence: first what publishing it would do. */
async function review(
  context: SubmissionContext,
  place: DraftPlace,
  head: DraftHead,
  sequenceId: string,
): Promise<SubmissionAnswer> {
  const { deps, actor, view } = context;
  const counts = (await deps.store.read.sequences.counts(actor.workspaceId)).get(sequenceId) ?? noEnrollments;
  const work = () => reviewAnswer(context, place, head, view.blocks);
  if (counts.active + counts.paused + counts.completed <= fewPeople) return work();
  const late = async () => {
    const answer = await reviewAnswer(context, place, head, []);
    return answer.kind === 'errors' ? shownDraft(await draftView(context, place.draftId, place)) : answer;
  };
  return { kind: 'later', title: 'Review', work: late };
}

function shownDraft(shown: Awaited<ReturnType<typeof draftView>>) {
  return shown.ok ? ({ kind: 'update', view: shown.view } as const) : result('Sequence', shown.refusal);
}
