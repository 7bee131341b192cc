import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { seenEffectsSchema } from '../../../app/sequences/changeEffects.js';
import { counted, listed } from '../../../app/shown/counted.js';
import type { ShownEffects } from '../../../app/shown/review.js';
import { askAboutText, type TextOver } from '../../../app/templates/askAboutText.js';
import { findTemplates } from '../../../app/templates/findTemplates.js';
import { measureText } from '../../../app/templates/measureText.js';
import { showTemplate } from '../../../app/templates/showTemplate.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import { type StoredTemplate, templateKinds } from '../../../domain/template/stored-template.js';
import type { Drawn } from '../../views/blocks.js';
import { type TemplateFormPlace, templateFormModal } from '../../views/template-form.js';
import { templateListMessage, templateModal } from '../../views/templates.js';
import type { Acting } from '../acting.js';
import { info, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { plainOf } from '../plain.js';
import { didYouMean, named, notAllowed } from '../refusals.js';
import { isStoredId } from '../stored-id.js';

const place = z.object({
  kind: z.enum(templateKinds),
  name: z.string().nullable(),
  over: z.object({ templateId: z.string(), version: z.number() }).nullable(),
  seen: seenEffectsSchema.nullish(),
}) satisfies z.ZodType<TemplateFormPlace>;

/** What a template's form remembers. Throws where the metadata are no such form's. */
export function readTemplatePlace(metadata: unknown): TemplateFormPlace {
  return place.parse(metadata);
}

/** A template's form; of a text, with how long it is for somebody made up. `effects`: what saving it does, to be seen first. */
export async function templateForm(
  { deps, actor, workspace }: Acting,
  place: TemplateFormPlace,
  typed: StoredTemplate | null,
  effects: ShownEffects | null = null,
): Promise<ModalView> {
  const body = typed?.kind === 'sms' ? typed.content.body : null;
  return templateFormModal(place, typed, { length: await measureText(deps, { actor, workspace, body }), effects });
}

/** Stored templates, a page of them (from 0). */
export async function templateListPage({ deps, actor }: Acting, search: string | null, page: number): Promise<Drawn> {
  const found = await findTemplates(deps, { actor, search });
  return templateListMessage(found, { search, page, mayEdit: mayDo(roleOf(actor), 'build-sequence', false).ok });
}

export const templateGone = 'That template is gone: it was deleted meanwhile.';

/** Asks the other managers about a text that concerns many; counting those takes longer than an acknowledgement may. */
export async function askedAboutText({ deps, actor }: Acting, over: TextOver): Promise<MessageAnswer> {
  const asked = await askAboutText(deps, { actor, ...over });
  if (asked.ok) {
    const names = listed(asked.asked.map(({ name }) => named(name)));
    const many = counted(asked.people, 'person has', 'people have');
    return info(
      `*${named(asked.name)}* is not changed yet: ${many} it ahead of them, which takes another manager’s yes. ${names} ${asked.asked.length === 1 ? 'was' : 'were'} asked; it is saved once one of them approves, and you are told.`,
    );
  }
  switch (asked.reason) {
    case 'not-allowed':
      return notAllowed(asked, 'edit a template');
    case 'gone':
      return refused(templateGone);
    case 'changed-meanwhile':
      return refused('Somebody saved it meanwhile: nothing was changed, and nobody was asked. Look at it again.');
  }
}

/** One template, with a contact's data (null: somebody made up); an unknown address is said in it. */
export async function templateView(
  { deps, actor }: Acting,
  templateId: string,
  {
    contactEmail = null,
    notice = null,
  }: { readonly contactEmail?: string | null; readonly notice?: string | null } = {},
): Promise<ModalAnswer | MessageAnswer> {
  if (!isStoredId(templateId)) return refused(templateGone);
  const wanted = await showTemplate(deps, { actor, templateId, contactEmail });
  if (wanted.ok) return modalAnswer(templateModal(wanted.shown, notice), { instead: 'shown' });
  if (wanted.reason === 'gone') return refused(templateGone);
  const madeUp = await showTemplate(deps, { actor, templateId, contactEmail: null });
  const unknown = `Nobody has the address ${wanted.email}.${plainOf(didYouMean(wanted.nearest))}`;
  return madeUp.ok ? modalAnswer(templateModal(madeUp.shown, unknown), { instead: 'shown' }) : refused(templateGone);
}
