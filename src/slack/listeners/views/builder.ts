import { type PublishedDraft, publishDraft } from '../../../app/sequences/publishDraft.js';
import type { Problem } from '../../../domain/sequence/problems.js';
import { actionIds } from '../../action-ids.js';
import { builderBlockId, builderBlocks, readBuilderForm } from '../../views/builder/builder.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import { done, result, type SubmissionAnswer } from '../answers.js';
import { type DraftPlace, readDraftPlace } from '../building/draft-place.js';
import { draftRefused, draftView, sentence, staleDraftView } from '../building/draft-view.js';
import { named } from '../refusals.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** The builder's Publish: the draft becomes true as it stands in the form, or the form says what is wrong where. */
export const publishBuilder: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const place = readDraftPlace(view.metadata);
  const { draftId, revision } = place;
  const head = readBuilderForm(view.values, place.inputs);
  const published = await publishDraft(deps, { actor, draftId, revision, head });
  if (published.ok) return result('Sequence', publishedAnswer(published));
  switch (published.reason) {
    case 'changed-meanwhile':
      return updated(await staleDraftView(context, place, published.draft.revision));
    case 'name-taken': {
      const message = `There is a sequence called “${published.sequence.name}” already.`;
      return { kind: 'errors', errors: { [builderBlockId('name', place.inputs)]: message } };
    }
    case 'invalid':
      return problemsShown(context, place, published.problems);
    default:
      return result('Sequence', draftRefused(published));
  }
};

function publishedAnswer({ sequence, version }: Extract<PublishedDraft, { ok: true }>) {
  return done(`Published *${named(sequence.name)}*, version ${version}.`, [
    { action: actionIds.enroll.open, label: 'Enroll somebody', value: sequence.id, style: 'primary' },
  ]);
}

/** Of the form's own fields: there. Of steps, or that there are none: at the steps, for which the builder is drawn anew. */
async function problemsShown(
  context: SubmissionContext,
  place: DraftPlace,
  problems: readonly Problem[],
): Promise<SubmissionAnswer> {
  const ofFields = problems.filter(({ path }) => Object.hasOwn(builderBlocks, path));
  const [first] = problems;
  if (ofFields.length > 0 || first === undefined) {
    const nameBlock = builderBlockId('name', place.inputs);
    return { kind: 'errors', errors: fieldErrors(ofFields, '', inputBlockIds(context.view.blocks), nameBlock) };
  }
  const { path, message } = problems.find((one) => one.path.startsWith('steps[')) ?? first;
  const [step, number] = /^steps\[(\d+)\]\.?/.exec(path) ?? [];
  const where = step === undefined ? '' : ` Step ${Number(number) + 1}:`;
  const what = sentence({ path: path.slice(step?.length ?? 0), message });
  const problem = `Nothing was published yet.${where} ${what}`;
  return updated(await draftView(context, place.draftId, { ...place, problem }));
}

function updated(shown: Awaited<ReturnType<typeof draftView>>) {
  return shown.ok ? ({ kind: 'update', view: shown.view } as const) : result('Sequence', shown.refusal);
}
