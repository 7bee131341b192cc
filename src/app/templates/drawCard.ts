import { cardSvg } from '../../domain/postcard/draw-card.js';
import type { AppDeps } from '../deps.js';
import type { Pictures } from '../ports/pictures.js';
import { showTemplate } from './showTemplate.js';

/**
 * The picture of a stored card as a PNG, by a signed link; null where the link is none, its template is gone or changed
 * since, or it cannot be rendered.
 */
export async function drawCard(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings'> & { readonly pictures: Pictures },
  { token }: { readonly token: string },
): Promise<Uint8Array | null> {
  const { read } = deps.store;
  const card = deps.settings.cardLinks.read(token);
  const actor = card === null ? null : await read.members.byId(card.memberId);
  if (card === null || actor === null) return null;
  const contact = card.contactId === null ? null : await read.contacts.byId(card.contactId);
  if (card.contactId !== null && contact?.workspaceId !== actor.workspaceId) return null;
  const contactEmail = contact?.email ?? null;
  const wanted = await showTemplate(deps, { actor, templateId: card.templateId, contactEmail });
  if (!wanted.ok || wanted.shown.version !== card.version) return null;
  const { template, preview } = wanted.shown;
  if (template.kind !== 'postcard' || preview === null) return null;
  const side = (key: string) => preview.find((part) => part.key === key)?.text ?? '';
  return deps.pictures.toPng(cardSvg(template.content.size, { front: side('front'), back: side('back') }));
}
