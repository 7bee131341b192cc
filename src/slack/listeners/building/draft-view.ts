import type { ModalView } from '@slack/types';
import type { DraftRefusal } from '../../../app/sequences/draft.js';
import { type DraftPreview, previewDraft } from '../../../app/sequences/previewDraft.js';
import type { Problem } from '../../../domain/sequence/problems.js';
import { builderBlockId, builderBlocks, builderModal } from '../../views/builder/builder.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import type { Acting } from '../acting.js';
import { type Answer, type MessageAnswer, refused, result, type SubmissionAnswer } from '../answers.js';
import { notAllowed } from '../refusals.js';
import { type DraftPlace, staleNotice } from './draft-place.js';

export type DraftView =
  | { readonly ok: true; readonly view: ModalView; readonly preview: DraftPreview }
  | { readonly ok: false; readonly refusal: MessageAnswer };

/** What of a draft its view shows. */
export interface ShownPart {
  readonly page?: number;
  readonly advice?: number | undefined;
  readonly inputs?: number;
  readonly notice?: string | null;
  /** Instead of what is wrong by itself. */
  readonly problem?: string | null;
}

/** The builder as the draft stands now, with the dates that an enrollment made now would get. */
export async function draftView({ deps, actor }: Acting, draftId: string, part: ShownPart): Promise<DraftView> {
  const previewed = await previewDraft(deps, { actor, draftId });
  if (!previewed.ok) return { ok: false, refusal: draftRefused(previewed) };
  const { preview } = previewed;
  const { page = 0, advice = 0, inputs = 0, notice = null, problem = problemOf(preview) } = part;
  return { ok: true, preview, view: builderModal({ ...preview, page, advice, inputs, notice, problem }) };
}

/** The same for somebody whose window shows an older revision: our values take the place of what was typed. */
export function staleDraftView(acting: Acting, place: DraftPlace, revision: number): Promise<DraftView> {
  return draftView(acting, place.draftId, { page: place.page, inputs: revision, notice: staleNotice });
}

/** In the place of the view where it was clicked; where there is no draft any more, why. */
export function shownDraft(shown: DraftView): Answer {
  return shown.ok ? { kind: 'update', view: shown.view } : shown.refusal;
}

/** Why a draft cannot be worked on. */
export function draftRefused(refusal: DraftRefusal): MessageAnswer {
  if (refusal.reason === 'not-allowed') return notAllowed(refusal, 'build a sequence');
  return refused('This draft is gone: it was published or thrown away.');
}

/** That nothing is there yet is to be expected while it is built; publishing says it. */
function problemOf({ problems, name, steps }: DraftPreview): string | null {
  const found = problems.find(({ path }) => {
    if (path.startsWith('steps[')) return false;
    if (path === 'name' || path === '') return name.trim() !== '';
    return !(path === 'steps' && steps.length === 0);
  });
  return found === undefined ? null : sentence(found);
}

/** A problem of the domain's as a sentence of its own. */
export function sentence({ path, message }: { readonly path: string; readonly message: string }): string {
  const text = path === '' || path === 'steps' ? message : `${path} ${message}`;
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}

/** Of the form's own fields: there. Of steps, or that there are none: at the steps, for which the builder is drawn anew. */
export async function problemsShown(
  acting: Acting,
  place: DraftPlace,
  problems: readonly Problem[],
  blocks: readonly { readonly type: string; readonly block_id?: string }[],
): Promise<Extract<SubmissionAnswer, { kind: 'update' | 'result' | 'errors' }>> {
  const ofFields = problems.filter(({ path }) => Object.hasOwn(builderBlocks, path));
  const nameBlock = builderBlockId('name', place.inputs);
  const inputs = inputBlockIds(blocks);
  if (ofFields.length > 0 && inputs.includes(nameBlock)) {
    return { kind: 'errors', errors: fieldErrors(ofFields, '', inputs, nameBlock) };
  }
  const ofStep = problems.find(({ path }) => path.startsWith('steps['));
  const shown = await draftView(acting, place.draftId, { ...place, problem: unpublished(ofStep ?? problems[0]) });
  return shown.ok ? { kind: 'update', view: shown.view } : result('Sequence', shown.refusal);
}

function unpublished(problem: Problem | undefined): string {
  return ['Nothing was published yet.', ...(problem === undefined ? [] : [problemInSteps(problem)])].join(' ');
}

/** The same of a problem in a sequence's steps: which of them, by its number. */
export function problemInSteps(problem: Problem): string {
  const number = /^steps\[(\d+)\]/.exec(problem.path)?.[1];
  if (number === undefined) return sentence(problem);
  const path = problem.path.replace(/^steps\[\d+\]\.?/, '');
  return `Step ${Number(number) + 1}: ${sentence({ path, message: problem.message })}`;
}
