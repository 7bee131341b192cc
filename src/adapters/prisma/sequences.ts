import { NewerContent, UnreadableContent } from '../../app/faults.js';
import type { ListedVersion, Sequences, SequenceVersion, StoredSequence } from '../../app/ports/stores/sequences.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import { slugOf } from '../../domain/sequence/slug.js';
import { isOutward } from '../../domain/steps/step.js';
import type { Run, Statement } from '../postgres/statements.js';
import { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { inTurns } from './in-turns.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { literally } from './literally.js';
import { listedRow, publishedOf } from './newer.js';
import { selected } from './selected.js';

/** `newer`: ids of versions that only a newer program can read. */
type VersionCache = Map<string, SequenceVersion> & {
  keep(version: SequenceVersion): void;
  readonly newer: Set<string>;
};

/** Parsed versions by id: they never change. Bounded, the oldest read goes first. */
export function versionCache(limit = 500): VersionCache {
  const versions = new Map<string, SequenceVersion>();
  return Object.assign(versions, {
    newer: new Set<string>(),
    keep(version: SequenceVersion) {
      versions.set(version.id, version);
      const oldest = versions.keys().next().value;
      if (versions.size > limit && oldest !== undefined) versions.delete(oldest);
    },
  });
}

type SequenceRow = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['sequence']['findUnique']>>>,
  keyof StoredSequence
>;

const sequenceColumns: { readonly [K in keyof SequenceRow]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  slug: 'slug',
  name: 'name',
  currentVersionId: 'current_version_id',
  pausedAt: 'paused_at',
  archivedAt: 'archived_at',
};
const sequencesWhere = (name: string, rest: string): Statement => ({
  name,
  text: `SELECT ${selected(sequenceColumns)} FROM sequences WHERE ${rest}`,
});
const sequencesByIds = sequencesWhere('sequences-by-ids', 'id = ANY($1::uuid[])');
const sequenceBySlug = sequencesWhere('sequence-by-slug', 'workspace_id = $1::uuid AND slug = $2');
const sequencesOf = sequencesWhere(
  'sequences-of-workspace',
  'workspace_id = $1::uuid AND archived_at IS NULL ORDER BY name, id',
);
const lockSequence = sequencesWhere('lock-sequence', 'id = $1::uuid FOR UPDATE');
const lockFreeSequence = sequencesWhere('lock-free-sequence', 'id = $1::uuid FOR UPDATE SKIP LOCKED');
const holdSequence = sequencesWhere('hold-sequence', 'id = $1::uuid FOR SHARE');

function sequenceOf(row: SequenceRow): StoredSequence {
  if (row.currentVersionId === null) throw new Error(`sequence ${row.id} has no current version`);
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    slug: row.slug,
    name: row.name,
    currentVersionId: row.currentVersionId,
    pausedAt: fromNullable(row.pausedAt),
    archivedAt: fromNullable(row.archivedAt),
  };
}

const versionColumns = 'id, sequence_id, number, definition, published_at, published_by_id';
/** What {@link versionValues} answers, and of the sequence: name, slug, when its split tests are looked at; then the rest of it. */
const createWithVersion: Statement = {
  name: 'create-sequence',
  text: `
    WITH created AS (
      INSERT INTO sequences (id, current_version_id, name, slug, promotion_due_at, workspace_id, paused_at, archived_at, created_at)
      VALUES ($2::uuid, $1::uuid, $7, $8, $9::timestamptz, $10::uuid, $11::timestamptz, $12::timestamptz, $5::timestamptz))
    INSERT INTO sequence_versions (${versionColumns}) VALUES ($1::uuid, $2::uuid, $3, $4::jsonb, $5::timestamptz, $6::uuid)`,
};
const addNextVersion: Statement = {
  name: 'add-sequence-version',
  text: `
    WITH added AS (
      INSERT INTO sequence_versions (${versionColumns}) VALUES ($1::uuid, $2::uuid, $3, $4::jsonb, $5::timestamptz, $6::uuid))
    UPDATE sequences SET current_version_id = $1::uuid, name = $7, slug = $8, promotion_due_at = $9::timestamptz
    WHERE id = $2::uuid`,
};

function versionValues({ id, sequenceId, number, definition, publishedAt, publishedById }: SequenceVersion) {
  const file = JSON.stringify(toSequenceFile(definition));
  return [id, sequenceId, number, file, publishedAt.toJSDate(), publishedById];
}

/** A day after it was published, where a split test of it is to end by itself. */
function promotionDueAt({ definition, publishedAt }: SequenceVersion): Date | null {
  const ends = definition.steps.some((step) => isOutward(step) && step.promoteAfter !== null);
  return ends ? publishedAt.plus({ days: 1 }).toJSDate() : null;
}

/** Sequences and their published versions. */
export function sequencesTable(client: Prisma.TransactionClient, run: Run, cache: VersionCache): Sequences {
  const found = async (statement: Statement, values: readonly unknown[]) =>
    (await run<SequenceRow>(statement, values)).map(sequenceOf);
  const one = async (statement: Statement, values: readonly unknown[]) => (await found(statement, values))[0] ?? null;
  const readVersion = (row: NonNullable<Awaited<ReturnType<typeof client.sequenceVersion.findUnique>>>) => {
    try {
      const definition = publishedOf(`version ${row.id}`, parseSequence(row.definition));
      const version = { ...row, definition, publishedAt: fromColumn(row.publishedAt) };
      cache.keep(version);
      return version;
    } catch (error) {
      if (error instanceof NewerContent) cache.newer.add(row.id);
      throw error;
    }
  };
  /** What cannot be read stands in the place of what the version says. */
  const listedVersion = (row: Parameters<typeof readVersion>[0]): ListedVersion => {
    const read = cache.get(row.id) ?? listedRow(readVersion)(row);
    if (!(read instanceof UnreadableContent)) return read;
    return { ...row, definition: read, publishedAt: fromColumn(row.publishedAt) };
  };
  return {
    byId: (id) => one(sequencesByIds, [[id]]),
    byIds: async (ids) => inOrder(ids, await found(sequencesByIds, [ids])),
    byName: async (workspaceId, name) => {
      const bySlug = await one(sequenceBySlug, [workspaceId, slugOf(name)]);
      if (bySlug !== null) return bySlug;
      // A name without a Latin letter has no slug of its own.
      const same = { equals: literally(name.trim()), mode: 'insensitive' as const };
      const row = await client.sequence.findFirst({ where: { workspaceId, name: same }, orderBy: { id: 'asc' } });
      return row === null ? null : sequenceOf(row);
    },
    all: (workspaceId) => found(sequencesOf, [workspaceId]),
    slugs: async (workspaceId) =>
      (await client.sequence.findMany({ where: { workspaceId }, select: { slug: true } })).map(({ slug }) => slug),
    counts: async (workspaceId) => {
      const rows = await client.$queryRaw<
        { sequence_id: string; active: number; paused: number; completed: number; exited: number }[]
      >`
        SELECT sequence_id,
               count(*) FILTER (WHERE status = 'active' AND paused_at IS NULL)::int AS active,
               count(*) FILTER (WHERE status = 'active' AND paused_at IS NOT NULL)::int AS paused,
               count(*) FILTER (WHERE status = 'completed')::int AS completed,
               count(*) FILTER (WHERE status = 'exited')::int AS exited
        FROM enrollments WHERE workspace_id = ${workspaceId}::uuid GROUP BY sequence_id`;
      return new Map(rows.map(({ sequence_id, ...counts }) => [sequence_id, counts]));
    },
    create: async ({ name, slug, workspaceId, pausedAt, archivedAt }, version) => {
      const rest = [workspaceId, toNullable(pausedAt), toNullable(archivedAt)];
      await run(createWithVersion, [...versionValues(version), name, slug, promotionDueAt(version), ...rest]);
    },
    addVersion: async (version, slug) => {
      const { name } = version.definition;
      await run(addNextVersion, [...versionValues(version), name, slug, promotionDueAt(version)]);
    },
    version: async (id) => {
      const cached = cache.get(id);
      if (cached !== undefined) return cached;
      const row = await client.sequenceVersion.findUnique({ where: { id } });
      return row === null ? null : readVersion(row);
    },
    versions: async (sequenceId) => {
      const rows = await client.sequenceVersion.findMany({ where: { sequenceId }, orderBy: { number: 'desc' } });
      return rows.map(listedVersion);
    },
    takeDuePromotions: async (now, next, limit) => {
      const isDue = Prisma.sql`s.promotion_due_at <= ${now.toJSDate()} AND s.archived_at IS NULL`;
      const taken = await client.$queryRaw<{ id: string }[]>`
        WITH turns AS (${inTurns(Prisma.sql`
          SELECT s.id, s.promotion_due_at AS at FROM sequences AS s WHERE s.workspace_id = w.id AND ${isDue}
          ORDER BY s.promotion_due_at, s.id LIMIT ${limit}`)})
        UPDATE sequences SET promotion_due_at = ${next.toJSDate()} WHERE id IN (
          SELECT s.id FROM sequences AS s JOIN turns AS t ON t.id = s.id WHERE ${isDue}
          ORDER BY t.turn, t.at, t.id LIMIT ${limit} FOR NO KEY UPDATE OF s SKIP LOCKED) RETURNING id`;
      return taken.map(({ id }) => id).sort();
    },
    nextPromotionAt: async () => {
      const where = { promotionDueAt: { not: null }, archivedAt: null };
      const row = await client.sequence.findFirst({ where, orderBy: { promotionDueAt: 'asc' } });
      return fromNullable(row?.promotionDueAt ?? null);
    },
    lock: (id) => one(lockSequence, [id]),
    hold: (id) => one(holdSequence, [id]),
    lockFree: (id) => one(lockFreeSequence, [id]),
    setPaused: async (id, pausedAt) => {
      await client.sequence.update({ where: { id }, data: { pausedAt: toNullable(pausedAt) } });
    },
  };
}
