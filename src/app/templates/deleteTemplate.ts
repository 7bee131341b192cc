import type { DateTime } from 'luxon';
import type { Role } from '../../domain/access.js';
import { withTemplate } from '../../domain/sequence/calls.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence, TemplateRow } from '../ports/stores/sequences.js';
import { type Providers, whatIsCarried } from '../sequences/availability.js';
import { peopleConcerned } from '../sequences/peopleConcerned.js';
import { publicationRefused, publishLimitMs, publishSequence } from '../sequences/publishSequence.js';
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
 * the other one, people keeping their times, and then it goes. In one move.
 */
export async function deleteTemplate(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke' | 'settings'> & Providers,
  input: { readonly actor: Member; readonly templateId: string; readonly replacementId: string | null },
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
      await tables.workspaces.lock(workspaceId);
      const template = await own(tables, workspaceId, templateId);
      if (template === null) return { ok: false, reason: 'gone' };
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
      const tooMany = await tooManyFor(tables, actor, deps.settings, edits, now);
      if (tooMany !== null) return { ok: false, reason: 'needs-yes', ...tooMany, usedIn: users };
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

/** How many get another text than they would have, where that takes a second manager and there is one. */
async function tooManyFor(
  tables: Tables,
  actor: Member,
  settings: AppDeps['settings'],
  edits: readonly Replacing[],
  now: DateTime,
): Promise<{ readonly people: number; readonly limit: number } | null> {
  const workspace = await tables.workspaces.byId(actor.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${actor.workspaceId}`);
  if (edits.length === 0 || (await whoMayAllow(tables, actor, settings)).length === 0) return null;
  let people = 0;
  for (const { version, definition } of edits) {
    people += await peopleConcerned(tables, workspace, version, definition, now);
  }
  const limit = workspace.approvalLimit;
  return people > limit ? { people, limit } : null;
}

async function own({ templates }: Tables, workspaceId: string, id: string): Promise<TemplateRow | null> {
  const row = await templates.byId(id);
  return row?.workspaceId === workspaceId ? row : null;
}
