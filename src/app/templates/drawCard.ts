import { displayName } from '../../domain/contact/contact.js';
import { postalAddressOf } from '../../domain/contact/postal-address.js';
import { cardSvg } from '../../domain/postcard/draw-card.js';
import { type CardContent, renderCard } from '../../domain/postcard/render-card.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { AppDeps } from '../deps.js';
import type { LookedAtCard } from '../ports/card-links.js';
import type { Pictures } from '../ports/pictures.js';
import type { StoredContact } from '../ports/stores/people.js';
import { readPreview } from './readPreview.js';

/**
 * The picture of a stored card as a PNG, by a signed link; null where the link is none, its template is gone or changed
 * since, or it cannot be rendered.
 */
export async function drawCard(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings'> & { readonly pictures: Pictures },
  { token }: { readonly token: string },
): Promise<Uint8Array | null> {
  const card = deps.settings.cardLinks.read(token);
  return card === null ? null : pictureOfCard(deps, card);
}

/** The same of a card that somebody looks at. */
export async function pictureOfCard(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'> & { readonly pictures: Pictures },
  card: LookedAtCard,
): Promise<Uint8Array | null> {
  const { read } = deps.store;
  const actor = await read.members.byId(card.memberId);
  if (actor === null) return null;
  const contact = card.contactId === null ? null : await read.contacts.byId(card.contactId);
  if (card.contactId !== null && contact?.workspaceId !== actor.workspaceId) return null;
  const contactEmail = contact?.email ?? null;
  const found = await readPreview(deps, { actor, templateId: card.templateId, contactEmail });
  if (!found.ok || found.row.version !== card.version || found.row.kind !== 'postcard') return null;
  const { content } = found.row;
  const sides = renderedOrNull(content, found.data);
  return sides === null
    ? null
    : deps.pictures.toPng(cardSvg(content.size, { ...sides, to: addressLines(found.contact) }));
}

function renderedOrNull(content: CardContent, data: TemplateData) {
  try {
    return renderCard(content, data);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return null;
  }
}

/** As on an envelope; what is not known of it is left out. */
function addressLines(contact: StoredContact): string[] {
  const read = postalAddressOf(contact);
  const name = displayName(contact);
  if (!read.ok) return [name, 'No address yet'];
  const { line1, line2, city, state, zip } = read.address;
  const place = [city, [state, zip].filter((part) => part).join(' ')].filter((part) => part).join(', ');
  return [name, line1, line2, place].flatMap((line) => line || []);
}
