import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import { refuse } from '../../domain/refusal.js';
import type { Problem } from '../../domain/sequence/problems.js';
import { checkTemplate } from '../../domain/template/check-template.js';
import { lengthProblem } from '../../domain/template/least-length.js';
import { partsOf, type StoredTemplate } from '../../domain/template/stored-template.js';
import { audit } from '../audit.js';
import { lockHeld, releaseFilled } from '../contacts/fillHeld.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import { type KnownNames, knownFields } from './checkTexts.js';

export type SavedTemplate =
  | { readonly ok: true; readonly kind: 'created' | 'changed' | 'unchanged' }
  /** Unknown variables, another kind of that name; paths as in the file (`email.subject`, `kind`). */
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
  const { name } = template;
  const customFields = input.customFields ?? (await knownFields(tables, workspaceId));
  const before = await tables.templates.byName(workspaceId, name);
  const problems = templateProblems(template, before, customFields);
  if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
  if (before !== null && isDeepStrictEqual(before.content, template.content)) return { ok: true, kind: 'unchanged' };
  await tables.templates.save({ ...template, workspaceId }, { id: ids.next(), savedAt: now, savedById });
  const by = { workspaceId, id: savedById };
  await audit({ tables, ids, now }, by, { action: 'template.save', subject: name, detail: null });
  return { ok: true, kind: before === null ? 'created' : 'changed' };
}

/** What is wrong with a text that is to be stored over the one of its name (null: none has it). Paths as in the file. */
export function templateProblems(
  template: StoredTemplate,
  before: Pick<StoredTemplate, 'kind'> | null,
  customFields: KnownNames['customFields'],
): Problem[] {
  const { name, kind } = template;
  const problems: Problem[] = partsOf(template).flatMap(({ key, text }) => {
    const check = checkTemplate(text, { customFields });
    const tooLong = lengthProblem(text, kind);
    const found = check.ok ? (tooLong ?? []) : check.problems;
    return [found].flat().map(({ code, message }) => ({ path: `${kind}.${key}`, code, message }));
  });
  // Steps of the old kind may call it.
  if (before !== null && before.kind !== kind)
    problems.push({ path: 'kind', ...refuse('otherKind', name, before.kind) });
  return problems;
}

/** Lets go what waits for a field that the stored texts need no longer. Answers how many; poke after the commit. */
export async function releaseForTexts(
  { tables, now }: { readonly tables: Tables; readonly now: DateTime },
  workspaceId: string,
): Promise<number> {
  return releaseFilled(tables, await lockHeld(tables, workspaceId), now);
}
