import type { DateTime } from 'luxon';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import { refuse } from '../../domain/refusal.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { slugOf, uniqueSlug } from '../../domain/sequence/slug.js';
import { audit } from '../audit.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import type { Carried } from './availability.js';
import { checkSteps } from './checkSteps.js';
import { type KnownNames, knownNames } from './checkTexts.js';
import { takeOverEnrollments } from './takeOverEnrollments.js';

export interface Publication {
  readonly workspaceId: string;
  /** Parsed, so without problems of its own. */
  readonly definition: Sequence;
  /** Null: an import. */
  readonly publishedById: string | null;
  /** `new`: its name must be free. An id: a further version of that sequence, which takes the definition's name. */
  readonly as: 'new' | { readonly sequenceId: string };
  /** What becomes of those at the end to whom steps come new; unless given, they go on. */
  readonly finished?: FinishedChoice;
  /** Where more is known than what is stored: an import brings contacts too. */
  readonly customFields?: KnownNames['customFields'];
  /** Names and slugs of sequences that are published together with it. */
  readonly alsoNamed?: readonly string[];
}

export type PublishedSequence =
  | {
      readonly ok: true;
      readonly kind: 'created' | 'new-version' | 'unchanged';
      readonly sequence: StoredSequence;
      readonly version: number;
      /** Open enrollments that were taken over into the new version. */
      readonly takenOver: number;
    }
  | { readonly ok: false; readonly reason: 'name-taken'; readonly sequence: StoredSequence }
  /** It has been archived, or is gone. */
  | { readonly ok: false; readonly reason: 'gone' }
  /** Texts with unknown variables, templates that are not stored; a sequence without steps. Paths as in the file. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] };

/** How long a publishing may take, and so hold the sequence (milliseconds): 100,000 enrollments take half of it. */
export const publishLimitMs = 120_000;

/**
 * Publishes a sequence in the transaction it is given: all open enrollments are in the new version when it commits, or
 * none (scheduling.md, "Editing a live sequence"). The same definition again changes nothing. Poke after the commit.
 */
export async function publishSequence(
  context: {
    readonly tables: Tables;
    readonly ids: Ids;
    readonly now: DateTime;
    /** Asked for before the transaction. */
    readonly carried: Carried;
  },
  publication: Publication,
): Promise<PublishedSequence> {
  const refused = await publicationRefused(context, publication);
  if (refused !== null) return refused;
  const { as } = publication;
  return as === 'new' ? create(context, publication) : addVersion(context, publication, as.sequenceId);
}

/** Why this cannot be published, whoever is in it; null where it can. Holds off others that publish. */
export async function publicationRefused(
  { tables, carried }: { readonly tables: Tables; readonly carried: Carried },
  publication: Publication,
): Promise<Extract<PublishedSequence, { ok: false }> | null> {
  const { workspaceId, definition, as } = publication;
  // One at a time, so that two with one name do not both find it free, and no text goes that a step calls.
  await tables.workspaces.lock(workspaceId);
  const stored = await knownNames(tables, workspaceId, carried);
  const known = {
    ...stored,
    // Its own name counts, and in an import those of the others.
    sequences: [...stored.sequences, definition.name, slugOf(definition.name), ...(publication.alsoNamed ?? [])],
    customFields: publication.customFields ?? stored.customFields,
  };
  const problems =
    definition.steps.length === 0
      ? [{ path: 'steps', ...refuse('noSteps') }]
      : checkSteps(definition.steps, ['steps'], known);
  if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
  const sameName = await tables.sequences.byName(workspaceId, definition.name);
  const isTaken = sameName !== null && (as === 'new' || sameName.id !== as.sequenceId);
  return isTaken ? { ok: false, reason: 'name-taken', sequence: sameName } : null;
}

type Context = Parameters<typeof publishSequence>[0];

async function create(context: Context, publication: Publication): Promise<PublishedSequence> {
  const { tables, ids, now } = context;
  const { workspaceId, definition, publishedById } = publication;
  const versionId = ids.next();
  const sequence: StoredSequence = {
    id: ids.next(),
    workspaceId,
    slug: await freeSlug(tables, workspaceId, definition.name),
    name: definition.name,
    currentVersionId: versionId,
    pausedAt: null,
    archivedAt: null,
  };
  const version = { id: versionId, sequenceId: sequence.id, number: 1, definition, publishedAt: now, publishedById };
  await tables.sequences.create(sequence, version);
  await note(context, publication, 1, 0);
  return { ok: true, kind: 'created', sequence, version: 1, takenOver: 0 };
}

async function addVersion(context: Context, publication: Publication, sequenceId: string): Promise<PublishedSequence> {
  const { tables, ids, now } = context;
  const { workspaceId, definition, publishedById } = publication;
  const sequence = await tables.sequences.lock(sequenceId);
  const before = sequence === null ? null : await tables.sequences.version(sequence.currentVersionId);
  if (sequence === null || before === null || sequence.workspaceId !== workspaceId || sequence.archivedAt !== null) {
    return { ok: false, reason: 'gone' };
  }
  if (before.definition.type !== definition.type) {
    const why = refuse('otherType', sequence.name, before.definition.type);
    return { ok: false, reason: 'invalid', problems: [{ path: 'type', ...why }] };
  }
  if (isSame(before.definition, definition)) {
    return { ok: true, kind: 'unchanged', sequence, version: before.number, takenOver: 0 };
  }
  const number = before.number + 1;
  const version: SequenceVersion = {
    id: ids.next(),
    sequenceId,
    number,
    definition,
    publishedAt: now,
    publishedById,
  };
  const isRenamed = definition.name !== sequence.name;
  const slug = isRenamed ? await freeSlug(tables, workspaceId, definition.name, sequence.slug) : sequence.slug;
  await tables.sequences.addVersion(version, slug);
  const takenOver = await takeOverEnrollments(context, sequence, version, publication.finished ?? 'continue');
  await note(context, publication, number, takenOver);
  const named = { ...sequence, slug, name: definition.name, currentVersionId: version.id };
  return { ok: true, kind: 'new-version', sequence: named, version: number, takenOver };
}

/** Whether two mean the same, as files. */
export function isSame(one: Sequence, other: Sequence): boolean {
  return JSON.stringify(toSequenceFile(one)) === JSON.stringify(toSequenceFile(other));
}

/** The name's slug, numbered where another sequence has it; a name without a Latin letter has none of its own. */
async function freeSlug(tables: Tables, workspaceId: string, name: string, own?: string): Promise<string> {
  const taken = new Set(await tables.sequences.slugs(workspaceId));
  if (own !== undefined) taken.delete(own);
  return uniqueSlug(slugOf(name) || 'sequence', taken);
}

async function note(
  context: Context,
  { workspaceId, definition, publishedById: id }: Publication,
  version: number,
  takenOver: number,
): Promise<void> {
  const detail = { version, takenOver };
  await audit(context, { workspaceId, id }, { action: 'publish', subject: definition.name, detail });
}
