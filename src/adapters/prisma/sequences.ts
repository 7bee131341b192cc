import { NewerContent } from '../../app/faults.js';
import type { Sequences, SequenceVersion, StoredSequence } from '../../app/ports/stores/sequences.js';
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
import { isOfNewer } from './newer.js';
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
const holdSequence: Statement = {
  name: 'hold-sequence',
  text: `SELECT ${selected(sequenceColumns)} FROM sequences WHERE id = $1::uuid FOR SHARE`,
};

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
export function sequencesTable(client: Prisma.TransactionClient, run: Run, cache: VersionCache): Sequences {
  const found = (row: SequenceRow | null) => (row === null ? null : sequenceOf(row));
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
    if (!parsed.ok && isOfNewer(parsed.problems)) {
      cache.newer.add(row.id);
      throw new NewerContent(`version ${row.id} was published by a newer version of the program`);
    }
    if (!parsed.ok) throw new Error(`version ${row.id} cannot be read: ${JSON.stringify(parsed.problems)}`);
    const version = { ...row, definition: parsed.sequence, publishedAt: fromColumn(row.publishedAt) };
    cache.keep(version);
    return version;
  };
  return {
    byId: async (id) => found(await client.sequence.findUnique({ where: { id } })),
    byIds: async (ids) => {
      const rows = await client.sequence.findMany({ where: { id: { in: [...ids] } } });
      return inOrder(ids, rows).map(sequenceOf);
    },
    byName: async (workspaceId, name) => {
      const slug = slugOf(name);
      const bySlug = await client.sequence.findUnique({ where: { workspaceId_slug: { workspaceId, slug } } });
      // A name without a Latin letter has no slug of its own.
      const same = { equals: literally(name.trim()), mode: 'insensitive' as const };
      return found(
        bySlug ?? (await client.sequence.findFirst({ where: { workspaceId, name: same }, orderBy: { id: 'asc' } })),
      );
    },
    all: async (workspaceId) => {
      const where = { workspaceId, archivedAt: null };
      return (await client.sequence.findMany({ where, orderBy: [{ name: 'asc' }, { id: 'asc' }] })).map(sequenceOf);
    },
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
    lock: async (id) => {
      await client.$queryRaw`SELECT id FROM sequences WHERE id = ${id}::uuid FOR UPDATE`;
      return found(await client.sequence.findUnique({ where: { id } }));
    },
    hold: async (id) => found((await run<SequenceRow>(holdSequence, [id]))[0] ?? null),
    lockFree: async (id) => {
      const held = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM sequences WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
      return held.length === 0 ? null : found(await client.sequence.findUnique({ where: { id } }));
    },
    setPaused: async (id, pausedAt) => {
      await client.sequence.update({ where: { id }, data: { pausedAt: toNullable(pausedAt) } });
    },
  };
}
