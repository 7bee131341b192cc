import type { Problem } from '../../domain/sequence/problems.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { TemplateRow } from '../ports/stores/sequences.js';
import { knownFields } from '../sequences/checkTexts.js';
import { peopleAhead } from '../sequences/peopleAhead.js';
import { askManagers, type Reopened } from '../sequences/publishRequests.js';
import { publishLimitMs } from '../sequences/publishSequence.js';
import { releaseForTexts, saveTemplate, templateProblems } from '../sequences/saveTemplate.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { brokenUses } from './brokenUses.js';

/** A text that is to be stored over a version of one. */
export interface TextOver {
  readonly text: StoredTemplate;
  readonly templateId: string;
  readonly version: number;
}

export type AskedAboutText =
  | { readonly ok: true; readonly name: string; readonly people: number; readonly asked: readonly Member[] }
  | NonNullable<ReturnType<typeof refusal>>
  /** Somebody else saved it meanwhile. */
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly now: TemplateRow }
  | { readonly ok: false; readonly reason: 'gone' };

/**
 * Asks the other managers in Slack to allow that a stored text is written anew, where `editTemplate` found that it concerns many.
 * Whoever allows it (`decideRequest`) has it saved, in the name of who asked.
 */
export async function askAboutText(
  {
    store,
    clock,
    ids,
    settings,
    poke,
  }: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> & {
    readonly settings: Pick<AppDeps['settings'], 'admins'>;
  },
  { actor, text, templateId, version }: { readonly actor: Member } & TextOver,
): Promise<AskedAboutText> {
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const now = await clock.now();
  const outcome = await store.transact(
    async (tables): Promise<AskedAboutText> => {
      const workspace = await tables.workspaces.lock(actor.workspaceId);
      const row = await tables.templates.byId(templateId);
      if (workspace === null || row === null || row.workspaceId !== workspace.id) return { ok: false, reason: 'gone' };
      if (row.version !== version) return { ok: false, reason: 'changed-meanwhile', now: row };
      const asked = await whoMayAllow(tables, actor, settings);
      const { numbers } = await peopleAhead(tables, workspace, { of: 'text', name: row.name }, now);
      const subject = { of: 'text', templateId, text } as const;
      const about = { subject, revision: version, finished: 'continue', numbers } as const;
      await askManagers({ tables, ids, now }, actor, { ...about, name: row.name, asked });
      return { ok: true, name: row.name, people: numbers.affected, asked };
    },
    { limitMs: publishLimitMs },
  );
  poke();
  return outcome;
}

/** What saving a text that was asked about would do now; null where it was saved otherwise since, or has a mistake by now. */
export async function reopenText(
  context: Parameters<typeof saveTemplate>[0],
  asker: Member,
  { text, templateId, version }: TextOver,
): Promise<Reopened | null> {
  const { tables, now } = context;
  const { workspaceId } = asker;
  const workspace = await tables.workspaces.lock(workspaceId);
  const row = await tables.templates.byId(templateId);
  if (workspace === null || row?.version !== version || refusal(asker, 'build-sequence', false) !== null) return null;
  if ((await problemsOf(tables, text, row)).length > 0) return null;
  return {
    numbers: (await peopleAhead(tables, workspace, { of: 'text', name: row.name }, now)).numbers,
    version: version + 1,
    carryOut: async () => {
      await saveTemplate(context, { workspaceId, template: text, savedById: asker.id });
      await releaseForTexts(context, workspaceId);
    },
  };
}

/** What is wrong with a text that is to be stored over one that is there, in itself or for the sequences that call it. */
export async function problemsOf(tables: Tables, text: StoredTemplate, over: TemplateRow): Promise<Problem[]> {
  const { workspaceId } = over;
  const own = templateProblems(text, over, await knownFields(tables, workspaceId));
  return own.length > 0 ? own : [...(await brokenUses(tables, workspaceId, text))];
}
