import type { DateTime } from 'luxon';
import type { Problem } from '../../domain/sequence/problems.js';
import { checkTemplate } from '../../domain/template/check-template.js';
import type { StoredTemplate } from '../../domain/template/template-file.js';
import { audit } from '../audit.js';
import { lockHeld, releaseFilled } from '../contacts/fillHeld.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import { type KnownNames, knownFields } from './checkTexts.js';

export type SavedTemplate =
  | { readonly ok: true; readonly kind: 'created' | 'changed' | 'unchanged' }
  /** Unknown variables; paths are `email.subject` and `email.body`. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] };

/**
 * Stores a text under its name in the transaction it is given, over the one that has the name. Steps that call it use the
 * new text from their next firing on; {@link releaseForTexts} afterwards, for mails that waited for a field of the old one.
 */
export async function saveTemplate(
  { tables, ids, now }: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  input: {
    readonly workspaceId: string;
    readonly template: StoredTemplate;
    /** Null: an import. */
    readonly savedById: string | null;
    /** Where they are known already. */
    readonly customFields?: KnownNames['customFields'];
  },
): Promise<SavedTemplate> {
  const { workspaceId, template, savedById } = input;
  const { name, kind, content } = template;
  const customFields = input.customFields ?? (await knownFields(tables, workspaceId));
  const problems = (['subject', 'body'] as const).flatMap((key) => {
    const check = checkTemplate(content[key], { customFields });
    return check.ok ? [] : check.problems.map(({ message }) => ({ path: `email.${key}`, message }));
  });
  if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
  const before = await tables.templates.byName(workspaceId, name);
  const same =
    before !== null && (['subject', 'body', 'format'] as const).every((key) => before.content[key] === content[key]);
  if (same) return { ok: true, kind: 'unchanged' };
  await tables.templates.save({ id: before?.id ?? ids.next(), workspaceId, name, kind, content }, now);
  const by = { workspaceId, id: savedById };
  await audit({ tables, ids, now }, by, { action: 'template.save', subject: name, detail: null });
  return { ok: true, kind: before === null ? 'created' : 'changed' };
}

/** Lets go what waits for a field that the stored texts need no longer. Answers how many; poke after the commit. */
export async function releaseForTexts(
  { tables, now }: { readonly tables: Tables; readonly now: DateTime },
  workspaceId: string,
): Promise<number> {
  return releaseFilled(tables, await lockHeld(tables, workspaceId, 'everybody'), now);
}
