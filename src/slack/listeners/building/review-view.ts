import type { DraftHead } from '../../../app/sequences/draft.js';
import type { EditRefusal, Superseded } from '../../../app/sequences/openEdit.js';
import { type ReviewedEdit, reviewEdit } from '../../../app/sequences/reviewEdit.js';
import { changeLines } from '../../../app/shown/editedTexts.js';
import { finishedLines, finishedWords, summaryLines } from '../../../app/shown/editWords.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import type { ShownAllowing, ShownReview } from '../../../app/shown/review.js';
import { concerned } from '../../../domain/enrollment/edit-numbers.js';
import { refuse } from '../../../domain/refusal.js';
import { reviewModal, supersededModal } from '../../views/builder/review.js';
import type { Acting } from '../acting.js';
import { info, refused, result, type SubmissionAnswer } from '../answers.js';
import { named } from '../refusals.js';
import type { DraftPlace } from './draft-place.js';
import { draftRefused, draftView, problemsShown, staleDraftView } from './draft-view.js';

/** What a step towards publishing a live sequence is answered with: it can be shown at once, or after a while. */
export type Reviewed = Extract<SubmissionAnswer, { kind: 'update' | 'result' | 'errors' }>;

/** The review of a draft, or why there is none. `view`: the builder's, whose fields problems stand at. */
export async function reviewAnswer(
  acting: Acting,
  place: DraftPlace,
  head: DraftHead | undefined,
  blocks: readonly { readonly type: string; readonly block_id?: string }[],
): Promise<Reviewed> {
  const { deps, actor } = acting;
  const { draftId, revision } = place;
  const review = await reviewEdit(deps, { actor, draftId, revision, ...(head === undefined ? {} : { head }) });
  if (review.ok) return reviewShown(acting, review);
  return refusedEdit(acting, place, review, blocks);
}

/** What stops an edit from being published, where it can be mended. */
export async function refusedEdit(
  acting: Acting,
  place: DraftPlace,
  refusal: EditRefusal,
  blocks: readonly { readonly type: string; readonly block_id?: string }[] = [],
): Promise<Reviewed> {
  switch (refusal.reason) {
    case 'superseded':
      return { kind: 'update', view: supersededModal(shownSuperseded(refusal)) };
    case 'changed-meanwhile':
      return shown(await staleDraftView(acting, place, refusal.draft.revision));
    case 'invalid':
      return problemsShown(acting, place, refusal.problems, blocks);
    case 'name-taken': {
      const taken = { path: 'name', ...refuse('sequenceTaken', refusal.sequence.name) };
      return problemsShown(acting, place, [taken], blocks);
    }
    case 'unchanged': {
      const notice = `Nothing is changed: it says what ${refusal.sequence.name} says already.`;
      return shown(await freshDraft(acting, place, notice));
    }
    case 'gone':
      return result('Sequence', refused('That sequence is gone, or archived: nothing was published.'));
    default:
      return result('Sequence', draftRefused(refusal));
  }
}

/** What is typed in the builder's fields is stored by then, so its revision may be a later one. */
async function freshDraft(acting: Acting, place: DraftPlace, notice: string) {
  return draftView(acting, place.draftId, { ...place, notice });
}

function shown(view: Awaited<ReturnType<typeof draftView>>): Reviewed {
  return view.ok ? { kind: 'update', view: view.view } : result('Sequence', view.refusal);
}

/** The review with the times on the reader's clock. */
export async function reviewShown(
  { deps, actor, workspace }: Acting,
  review: ReviewedEdit,
  notice: string | null = null,
): Promise<Reviewed> {
  const { before, after, summary } = review;
  const reader = { zone: readerZone(actor, workspace), now: await deps.clock.now() };
  const { finished } = summary.numbers;
  // On a date of its own each step comes to everybody.
  const choosable = after.type === 'step';
  const view: ShownReview = {
    draftId: review.draftId,
    revision: review.revision,
    name: after.name,
    version: review.version,
    numbers: summary.numbers,
    lines: [...summaryLines(summary, review, reader), ...(choosable ? [] : finishedLines(summary, after, reader))],
    finished:
      choosable && finished > 0 ? { people: finished, get: finishedWords(summary.finished, after, reader) } : null,
    changes: changeLines(review.differences, before, after),
    allowing: allowingOf(review),
    notice,
  };
  return { kind: 'update', view: reviewModal(view) };
}

function allowingOf({ needsYes, limit, askable, asked, summary, after }: ReviewedEdit): ShownAllowing {
  const people = concerned(summary.numbers, 'continue');
  if (askable.length === 0) return people > limit ? { needed: 'nobody', people, limit } : { needed: 'no' };
  if (!needsYes.continue) return { needed: 'no' };
  const who = askable.map(({ name }) => name);
  return {
    needed: needsYes.leave || after.type === 'date' ? 'always' : 'if-continued',
    people,
    limit,
    who,
    asked: asked !== null,
  };
}

function shownSuperseded({ draft, base, current, by, theirs, ours, definition }: Superseded) {
  return {
    draftId: draft.id,
    revision: draft.revision,
    sequenceId: current.sequenceId,
    versionId: current.id,
    name: current.definition.name,
    by: by?.name ?? 'An import',
    base: base.number,
    current: current.number,
    theirs: changeLines(theirs, base.definition, current.definition),
    ours: changeLines(ours, current.definition, definition),
  };
}

/** Whom a question went to, in words. */
export function askedWords(names: readonly string[]): ReturnType<typeof info> {
  const who = names.slice(0, 10).map(named).join(', ');
  const allows = names.length === 1 ? 'it is allowed' : 'one of them allows it';
  return info(`Asked ${who}. It is published the moment ${allows}; until then nothing changes.`);
}
