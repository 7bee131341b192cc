import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../../domain/access.js';
import { refuse } from '../../domain/refusal.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import { parseTemplateFile } from '../../domain/template/template-file.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import type { TemplateRow } from '../ports/stores/sequences.js';
import { releaseForTexts, saveTemplate } from '../sequences/saveTemplate.js';
import { problemsOf, type TextOver } from './askAboutText.js';
import { brokenUses } from './brokenUses.js';
import { textOfMany } from './textOfMany.js';

export type EditedTemplate =
  | { readonly ok: true; readonly kind: 'created' | 'changed' | 'unchanged'; readonly template: TemplateRow }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** Paths as in the template file. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] }
  /** Somebody else saved it meanwhile: `now` is what it says. */
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly now: TemplateRow }
  /** It changes what more people get than one manager decides about: `askAboutText` asks the others. */
  | ({ readonly ok: false; readonly reason: 'needs-yes' } & TextOver)
  /** It was deleted, or has no such version. */
  | { readonly ok: false; readonly reason: 'gone' };

type EditDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> & {
  readonly settings: Pick<AppDeps['settings'], 'admins'>;
};

/**
 * Saves a template that somebody wrote, in the form of its file. `over`: the template and the version that they saw;
 * null: a new one, whose name must be free. Mails that waited for a field of the old text are let go.
 */
export async function editTemplate(
  deps: EditDeps,
  input: {
    readonly actor: Member;
    readonly file: Readonly<Record<string, unknown>>;
    readonly over: { readonly templateId: string; readonly version: number } | null;
  },
): Promise<EditedTemplate> {
  const { actor, over } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const parsed = parseTemplateFile(input.file);
  if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
  const [template] = parsed.templates;
  if (template === undefined) throw new Error('a template that was read is there');
  return save(deps, actor, template, over);
}

/** An older version becomes the newest one. */
export async function restoreTemplate(
  deps: EditDeps,
  input: { readonly actor: Member; readonly templateId: string; readonly number: number },
): Promise<EditedTemplate> {
  const { actor, templateId } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const row = await deps.store.read.templates.byId(templateId);
  const versions = row?.workspaceId === actor.workspaceId ? await deps.store.read.templates.versions(templateId) : [];
  const wanted = versions.find(({ number }) => number === input.number);
  if (row === null || wanted === undefined) return { ok: false, reason: 'gone' };
  return save(deps, actor, wanted.template, { templateId, version: row.version });
}

async function save(
  { store, clock, ids, poke, settings }: EditDeps,
  actor: Member,
  template: StoredTemplate,
  over: { readonly templateId: string; readonly version: number } | null,
): Promise<EditedTemplate> {
  const { workspaceId } = actor;
  const now = await clock.now();
  const stored = over === null ? null : await store.read.templates.byName(workspaceId, template.name);
  if (over !== null && stored?.id === over.templateId && !isDeepStrictEqual(stored.content, template.content)) {
    const problems = await problemsOf(store.read, template, stored);
    if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
    const isSeen = stored.version === over.version;
    const many = isSeen ? await textOfMany(store.read, settings, { actor, name: template.name, now }) : null;
    if (many !== null) return { ok: false, reason: 'needs-yes', text: template, ...over };
  }
  const edited = await store.transact(async (tables): Promise<EditedTemplate> => {
    await tables.workspaces.lock(workspaceId);
    const before = await tables.templates.byName(workspaceId, template.name);
    if (over === null && before !== null) {
      const taken = { path: 'template', ...refuse('templateTaken', template.name) };
      return { ok: false, reason: 'invalid', problems: [taken] };
    }
    if (over !== null && before?.id !== over.templateId) return { ok: false, reason: 'gone' };
    if (over !== null && before !== null && before.version !== over.version) {
      return { ok: false, reason: 'changed-meanwhile', now: before };
    }
    const broken = await brokenUses(tables, workspaceId, template);
    if (broken.length > 0) return { ok: false, reason: 'invalid', problems: broken };
    const context = { tables, ids, now };
    const saved = await saveTemplate(context, { workspaceId, template, savedById: actor.id });
    if (!saved.ok) return saved;
    if (saved.kind === 'changed') await releaseForTexts(context, workspaceId);
    const row = await tables.templates.byName(workspaceId, template.name);
    if (row === null) throw new Error(`${template.name} was saved and is not there`);
    return { ok: true, kind: saved.kind, template: row };
  });
  if (edited.ok && edited.kind === 'changed') poke();
  return edited;
}
