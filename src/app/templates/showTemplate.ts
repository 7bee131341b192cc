import { mayDo, roleOf } from '../../domain/access.js';
import { cardText } from '../../domain/postcard/card-text.js';
import { cardSides, renderCard } from '../../domain/postcard/render-card.js';
import { blankVariables, renderEmail, renderLine, renderPlain } from '../../domain/template/render-email.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import { partsOf, type StoredTemplate } from '../../domain/template/stored-template.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { AppDeps } from '../deps.js';
import type { UnknownContact } from '../enrollments/target.js';
import type { Member } from '../ports/stores/people.js';
import { readerZone } from '../shown/readerZone.js';
import { type ShownTemplate, shownPicture } from '../shown/templates.js';
import { lengthOf } from '../shown/textLength.js';
import { readPreview } from './readPreview.js';

export type TemplateShown =
  | { readonly ok: true; readonly shown: ShownTemplate }
  | { readonly ok: false; readonly reason: 'gone' }
  | UnknownContact;

/** A stored template with where it is used, its versions, and how it reads for a contact (null: for somebody made up). */
export async function showTemplate(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings'>,
  input: { readonly actor: Member; readonly templateId: string; readonly contactEmail: string | null },
): Promise<TemplateShown> {
  const { actor, contactEmail } = input;
  const { workspaceId } = actor;
  const { read } = deps.store;
  const found = await readPreview(deps, input);
  if (!found.ok) return found;
  const { row, contact, data, uses, unread } = found;
  const names = new Map((await read.members.all(workspaceId)).map(({ id, name }) => [id, name]));
  const versions = await read.templates.versions(row.id);
  const card = { templateId: row.id, version: row.version, memberId: actor.id };
  const contactId = contactEmail === null ? null : contact.id;
  return {
    ok: true,
    shown: {
      id: row.id,
      template: row,
      version: row.version,
      usedIn: uses.map(({ name }) => name),
      unread,
      versions: versions.map(({ number, savedAt, savedById }) => {
        return { number, savedAt, savedBy: savedById === null ? null : (names.get(savedById) ?? null) };
      }),
      contact: contactEmail === null ? null : contact.email,
      ...rendered(row, data),
      picture: row.kind === 'postcard' ? shownPicture(deps.settings.cardLinks, { ...card, contactId }) : null,
      mayEdit: mayDo(roleOf(actor), 'build-sequence', false).ok,
      reader: readerZone(actor, found.workspace),
    },
  };
}

/** The texts as they would reach somebody; what is HTML as its plain text. */
function rendered(
  template: StoredTemplate,
  data: TemplateData,
): Pick<ShownTemplate, 'preview' | 'length' | 'broken' | 'blanks'> {
  try {
    const parts = partsOf(template);
    const blanks = [...new Set(parts.flatMap(({ text }) => blankVariables(text, data)))];
    const preview = textsFor(template, data);
    const length = template.kind === 'sms' ? lengthOf(preview[0]?.text ?? '') : null;
    return { preview, length, broken: null, blanks };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return { preview: null, length: null, broken: error.message, blanks: [] };
  }
}

/** In place of a subject. */
const followsUp = 'Re: the mail before it';

function textsFor(template: StoredTemplate, data: TemplateData): { key: string; text: string }[] {
  if (template.kind === 'email') {
    const { content } = template;
    const { subject, text } = renderEmail({ ...content, subject: content.subject ?? '' }, data);
    return [
      { key: 'subject', text: content.subject === null ? followsUp : subject },
      { key: 'body', text },
    ];
  }
  if (template.kind === 'postcard') {
    const card = renderCard(template.content, data);
    return cardSides.map((key) => ({ key, text: cardText(card[key]) }));
  }
  return partsOf(template).map(({ key, text }) => {
    return { key, text: key === 'title' ? renderLine(text, data) : renderPlain(text, data) };
  });
}
