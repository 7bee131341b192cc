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
import type { EffectsReview, SeenEffects } from '../sequences/changeEffects.js';
import { judgeStored } from '../sequences/judgeStored.js';
import { releaseForTexts, saveTemplate } from '../sequences/saveTemplate.js';
import { textEffect } from '../sequences/storedEffects.js';
import { problemsOf, type TextOver } from './askAboutText.js';
import { brokenUses } from './brokenUses.js';

export type EditedTemplate =
  | { readonly ok: true; readonly kind: 'created' | 'changed' | 'unchanged'; readonly template: TemplateRow }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** Paths as in the template file. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] }
  /** Somebody else saved it meanwhile: `now` is what it says. */
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly now: TemplateRow }
  /** It changes what more people get than one manager decides about: `askAboutText` asks the others. */
  | ({ readonly ok: false; readonly reason: 'needs-yes' } & TextOver)
  /** People have it ahead of them, and what it does to them was not seen yet. Nothing was changed. */
  | {
      readonly ok: false;
      readonly reason: 'review';
      readonly review: EffectsReview;
      readonly now: TemplateRow;
      /** What it would say. */
      readonly text: StoredTemplate;
    }
  /** It was deleted, or has no such version. */
  | { readonly ok: false; readonly reason: 'gone' };

type EditDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> & {
  readonly settings: Pick<AppDeps['settings'], 'admins'>;
};

/**
 * Saves a template that somebody wrote, in the form of its file. `over`: the template and the version that they saw;
 * null: a new one, whose name must be free. Where people have it ahead of them it is saved once what it does was seen (`seen`).
 * Mails that waited for a field of the old text are let go.
 */
export async function editTemplate(
  deps: EditDeps,
  input: {
    readonly actor: Member;
    readonly file: Readonly<Record<string, unknown>>;
    readonly over: { readonly templateId: string; readonly version: number } | null;
    readonly seen?: SeenEffects | null;
  },
): Promise<EditedTemplate> {
  const { actor, over, seen = null } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const parsed = parseTemplateFile(input.file);
  if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
  const [template] = parsed.templates;
  if (template === undefined) throw new Error('a template that was read is there');
  return save(deps, actor, template, { over, seen });
}

/** An older version becomes the newest one. */
export async function restoreTemplate(
  deps: EditDeps,
  input: {
    readonly actor: Member;
    readonly templateId: string;
    readonly number: number;
    readonly seen?: SeenEffects | null;
  },
): Promise<EditedTemplate> {
  const { actor, templateId, seen = null } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const row = await deps.store.read.templates.byId(templateId);
  const versions = row?.workspaceId === actor.workspaceId ? await deps.store.read.templates.versions(templateId) : [];
  const wanted = versions.find(({ number }) => number === input.number);
  if (row === null || wanted === undefined) return { ok: false, reason: 'gone' };
  return save(deps, actor, wanted.template, { over: { templateId, version: row.version }, seen });
}

async function save(
  { store, clock, ids, poke, settings }: EditDeps,
  actor: Member,
  template: StoredTemplate,
  {
    over,
    seen,
  }: {
    readonly over: { readonly templateId: string; readonly version: number } | null;
    readonly seen: SeenEffects | null;
  },
): Promise<EditedTemplate> {
  const { workspaceId } = actor;
  const now = await clock.now();
  const stored = over === null ? null : await store.read.templates.byName(workspaceId, template.name);
  if (over !== null && stored?.id === over.templateId && !isDeepStrictEqual(stored.content, template.content)) {
    const problems = await problemsOf(store.read, template, stored);
    if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
    if (stored.version === over.version) {
      const judged = await judgeStored(store.read, settings, { actor, seen, what: template, over }, (workspace, most) =>
        textEffect(store.read, workspace, { before: stored, after: template, now, most }),
      );
      if (judged?.needs === 'yes') return { ok: false, reason: 'needs-yes', text: template, ...over };
      if (judged !== null) return { ok: false, reason: 'review', review: judged.review, now: stored, text: template };
    }
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
