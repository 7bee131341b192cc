import type { Sequences, SequenceVersion, StoredSequence } from '../../app/ports/stores/sequences.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import { slugOf } from '../../domain/sequence/slug.js';
import { isOutward } from '../../domain/steps/step.js';
import type { Run, Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { literally } from './literally.js';
import { selected } from './selected.js';

/** Parsed versions by id: they never change. Bounded, the oldest read goes first. */
export function versionCache(limit = 500): Map<string, SequenceVersion> & { keep(version: SequenceVersion): void } {
  const versions = new Map<string, SequenceVersion>();
  return Object.assign(versions, {
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

const columns: { readonly [K in keyof SequenceRow]: string } = {
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
  text: `SELECT ${selected(columns)} FROM sequences WHERE ${rest}`,
});
const sequencesByIds = sequencesWhere('sequences-by-ids', 'id = ANY($1::uuid[])');
const sequenceBySlug = sequencesWhere('sequence-by-slug', 'workspace_id = $1::uuid AND slug = $2');
const sequencesOf = sequencesWhere(
  'sequences-of-workspace',
  'workspace_id = $1::uuid AND archived_at IS NULL ORDER BY name, id',
);
const lockSequence = sequencesWhere('lock-sequence', 'id = $1::uuid FOR UPDATE');
const lockFreeSequence = sequencesWhere('lock-free-sequence', 'id = $1::uuid FOR UPDATE SKIP LOCKED');

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

/** A day after it was published, where a split test of it is to end by itself. */
function promotionDueAt({ definition, publishedAt }: SequenceVersion): Date | null {
  const ends = definition.steps.some((step) => isOutward(step) && step.promoteAfter !== null);
  return ends ? publishedAt.plus({ days: 1 }).toJSDate() : null;
}

/** Sequences and their published versions. */
export function sequencesTable(
  client: Prisma.TransactionClient,
  run: Run,
  cache: ReturnType<typeof versionCache>,
): Sequences {
  const found = async (statement: Statement, values: readonly unknown[]) =>
    (await run<SequenceRow>(statement, values)).map(sequenceOf);
  const one = async (statement: Statement, values: readonly unknown[]) => (await found(statement, values))[0] ?? null;
  const insertVersion = (version: SequenceVersion) =>
    client.sequenceVersion.create({
      data: {
        ...version,
        definition: toSequenceFile(version.definition) as Prisma.InputJsonObject,
        publishedAt: version.publishedAt.toJSDate(),
      },
    });
  const readVersion = (row: NonNullable<Awaited<ReturnType<typeof client.sequenceVersion.findUnique>>>) => {
    const parsed = parseSequence(row.definition);
    if (!parsed.ok) throw new Error(`version ${row.id} cannot be read: ${JSON.stringify(parsed.problems)}`);
    const version = { ...row, definition: parsed.sequence, publishedAt: fromColumn(row.publishedAt) };
    cache.keep(version);
    return version;
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
    create: async (sequence, version) => {
      const { currentVersionId, pausedAt, archivedAt, ...rest } = sequence;
      const createdAt = version.publishedAt.toJSDate();
      await client.sequence.create({
        data: {
          ...{ ...rest, pausedAt: toNullable(pausedAt), archivedAt: toNullable(archivedAt), createdAt },
          promotionDueAt: promotionDueAt(version),
        },
      });
      await insertVersion(version);
      await client.sequence.update({ where: { id: sequence.id }, data: { currentVersionId } });
    },
    addVersion: async (version, slug) => {
      await insertVersion(version);
      await client.sequence.update({
        where: { id: version.sequenceId },
        data: {
          ...{ currentVersionId: version.id, name: version.definition.name, slug },
          promotionDueAt: promotionDueAt(version),
        },
      });
    },
    version: async (id) => {
      const cached = cache.get(id);
      if (cached !== undefined) return cached;
      const row = await client.sequenceVersion.findUnique({ where: { id } });
      return row === null ? null : readVersion(row);
    },
    versions: async (sequenceId) => {
      const rows = await client.sequenceVersion.findMany({ where: { sequenceId }, orderBy: { number: 'desc' } });
      return rows.map((row) => cache.get(row.id) ?? readVersion(row));
    },
    takeDuePromotions: async (now, next) => {
      const taken = await client.$queryRaw<{ id: string }[]>`
        UPDATE sequences SET promotion_due_at = ${next.toJSDate()} WHERE id IN (
          SELECT id FROM sequences WHERE promotion_due_at <= ${now.toJSDate()} AND archived_at IS NULL
          ORDER BY promotion_due_at, id FOR NO KEY UPDATE SKIP LOCKED) RETURNING id`;
      return taken.map(({ id }) => id).sort();
    },
    nextPromotionAt: async () => {
      const where = { promotionDueAt: { not: null }, archivedAt: null };
      const row = await client.sequence.findFirst({ where, orderBy: { promotionDueAt: 'asc' } });
      return fromNullable(row?.promotionDueAt ?? null);
    },
    lock: (id) => one(lockSequence, [id]),
    lockFree: (id) => one(lockFreeSequence, [id]),
    setPaused: async (id, pausedAt) => {
      await client.sequence.update({ where: { id }, data: { pausedAt: toNullable(pausedAt) } });
    },
  };
}
