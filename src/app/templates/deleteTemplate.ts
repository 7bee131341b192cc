import type { DateTime } from 'luxon';
import type { Role } from '../../domain/access.js';
import { withTemplate } from '../../domain/sequence/calls.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence, TemplateRow } from '../ports/stores/sequences.js';
import { type Providers, whatIsCarried } from '../sequences/availability.js';
import {
  type ChangeEffect,
  concernedBy,
  type EffectsReview,
  effectsToReview,
  type SeenEffects,
} from '../sequences/changeEffects.js';
import { publicationRefused, publishLimitMs, publishSequence } from '../sequences/publishSequence.js';
import { summarizeEdit } from '../sequences/summarizeEdit.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { templateUses } from './templateUses.js';

export type DeletedTemplate =
  | {
      readonly ok: true;
      readonly name: string;
      /** Sequences that call the other one now. */
      readonly replacedIn: readonly string[];
    }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  | { readonly ok: false; readonly reason: 'gone' }
  /** Sequences call it: it can only be replaced by another of its kind. */
  | { readonly ok: false; readonly reason: 'in-use'; readonly name: string; readonly usedIn: readonly string[] }
  /** People have it ahead of them, and what it does to them was not seen yet. Nothing was changed. */
  | {
      readonly ok: false;
      readonly reason: 'review';
      readonly review: EffectsReview;
      readonly template: TemplateRow;
      readonly replacement: TemplateRow;
    }
  /** It changes what more people get than one manager decides: another one allows it where each sequence is edited. */
  | {
      readonly ok: false;
      readonly reason: 'needs-yes';
      readonly people: number;
      readonly limit: number;
      readonly usedIn: readonly StoredSequence[];
    }
  /** A sequence cannot call the other one, or not be published as it is: why. Nothing was changed. */
  | {
      readonly ok: false;
      readonly reason: 'invalid';
      readonly sequence: StoredSequence;
      readonly problems: readonly Problem[];
    }
  /** The replacement is another kind, or the same. */
  | { readonly ok: false; readonly reason: 'wrong-replacement' };

/**
 * Deletes a template that no sequence calls; with a replacement, every sequence that calls it gets a new version that calls
 * the other one, people keeping their times, and then it goes. In one move, once what it does to people was seen (`seen`).
 */
export async function deleteTemplate(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke' | 'settings'> & Providers,
  input: {
    readonly actor: Member;
    readonly templateId: string;
    readonly replacementId: string | null;
    readonly seen?: SeenEffects | null;
  },
): Promise<DeletedTemplate> {
  const { store, clock, ids, poke } = deps;
  const { actor, templateId, replacementId } = input;
  const { workspaceId } = actor;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const carried = await whatIsCarried(deps);
  const now = await clock.now();
  const outcome = await store.transact(
    async (tables): Promise<DeletedTemplate> => {
      // Nobody publishes a step that calls it in between.
      const workspace = await tables.workspaces.lock(workspaceId);
      const template = await own(tables, workspaceId, templateId);
      if (workspace === null || template === null) return { ok: false, reason: 'gone' };
      const users = (await templateUses(tables, workspaceId)).get(template.name) ?? [];
      const usedIn = users.map(({ name }) => name);
      if (users.length > 0 && replacementId === null) {
        return { ok: false, reason: 'in-use', name: template.name, usedIn };
      }
      const replacement = replacementId === null ? null : await own(tables, workspaceId, replacementId);
      if (replacementId !== null && (replacement?.kind !== template.kind || replacement.id === template.id)) {
        return { ok: false, reason: 'wrong-replacement' };
      }
      const edits = replacement === null ? [] : await editsFor(tables, users, template.name, replacement.name);
      const publications = edits.map(({ version: { sequenceId }, definition }) => {
        return { workspaceId, definition, publishedById: actor.id, as: { sequenceId } };
      });
      // All of them before the first is published: what was done would stay done.
      for (const publication of publications) {
        const why = await publicationRefused({ tables, carried }, publication);
        const sequence = users.find(({ id }) => id === publication.as.sequenceId);
        if (why?.reason !== 'invalid' || sequence === undefined) continue;
        return { ok: false, reason: 'invalid', sequence, problems: why.problems };
      }
      if (replacement !== null) {
        const effects = await effectsOf(tables, workspace, edits, now);
        const { approvalLimit: limit } = workspace;
        const isAskable = (await whoMayAllow(tables, actor, deps.settings)).length > 0;
        const people = effects.reduce((sum, effect) => sum + concernedBy(effect), 0);
        if (isAskable && people > limit) return { ok: false, reason: 'needs-yes', people, limit, usedIn: users };
        const what = [template, replacement].map(({ id, version }) => `${id}/${version}`);
        const versions = edits.map(({ version }) => version.id);
        const { seen = null } = input;
        const review = effectsToReview(effects, { what: [...what, ...versions], seen, limit, isAskable });
        if (review !== null) return { ok: false, reason: 'review', review, template, replacement };
      }
      for (const publication of publications) {
        const published = await publishSequence({ tables, ids, now, carried }, publication);
        if (!published.ok) throw new Error(`a replaced template is refused: ${JSON.stringify(published)}`);
      }
      await tables.templates.delete(template.id);
      const detail = replacement === null ? null : { replacedBy: replacement.name, in: usedIn };
      await audit({ tables, ids, now }, actor, { action: 'template.delete', subject: template.name, detail });
      return { ok: true, name: template.name, replacedIn: usedIn };
    },
    { limitMs: publishLimitMs },
  );
  if (outcome.ok && outcome.replacedIn.length > 0) poke();
  return outcome;
}

interface Replacing {
  readonly version: SequenceVersion;
  readonly definition: Sequence;
}

/** Each sequence as it is and as it would be; locked, always in the same order. */
async function editsFor(
  tables: Tables,
  users: readonly StoredSequence[],
  from: string,
  to: string,
): Promise<Replacing[]> {
  const edits: Replacing[] = [];
  for (const { id } of [...users].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const sequence = await tables.sequences.lock(id);
    const version = sequence === null ? null : await tables.sequences.version(sequence.currentVersionId);
    if (version === null) throw new Error(`${id} calls a template and is gone`);
    edits.push({ version, definition: withTemplate(version.definition, from, to) });
  }
  return edits;
}

/** What the other text does to whom, in each of the sequences. */
async function effectsOf(
  tables: Tables,
  workspace: Workspace,
  edits: readonly Replacing[],
  now: DateTime,
): Promise<ChangeEffect[]> {
  const effects: ChangeEffect[] = [];
  for (const { version: before, definition: after } of edits) {
    const summary = await summarizeEdit(tables, workspace, before, after, now);
    effects.push({ of: 'sequence', before, after, summary, numbers: summary.numbers });
  }
  return effects;
}

async function own({ templates }: Tables, workspaceId: string, id: string): Promise<TemplateRow | null> {
  const row = await templates.byId(id);
  return row?.workspaceId === workspaceId ? row : null;
}
