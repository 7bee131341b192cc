import type { ModalView } from '@slack/types';
import type { DraftRefusal } from '../../../app/sequences/draft.js';
import { type DraftPreview, previewDraft } from '../../../app/sequences/previewDraft.js';
import { builderModal } from '../../views/builder/builder.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, refused } from '../answers.js';
import { notAllowed } from '../refusals.js';
import { type DraftPlace, staleNotice } from './draft-place.js';

export type DraftView =
  | { readonly ok: true; readonly view: ModalView; readonly preview: DraftPreview }
  | { readonly ok: false; readonly refusal: MessageAnswer };

/** What of a draft its view shows. */
export interface ShownPart {
  readonly page?: number;
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
  const { page = 0, inputs = 0, notice = null, problem = problemOf(preview) } = part;
  return { ok: true, preview, view: builderModal({ ...preview, page, inputs, notice, problem }) };
}

/** The same for somebody whose window shows an older revision: our values take the place of what was typed. */
export function staleDraftView(acting: Acting, place: DraftPlace, revision: number): Promise<DraftView> {
  return draftView(acting, place.draftId, { page: place.page, inputs: revision, notice: staleNotice });
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
