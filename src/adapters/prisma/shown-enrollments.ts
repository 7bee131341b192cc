import type { DueBefore, Enrollments, ShownState } from '../../app/ports/stores/enrollments.js';
import { Prisma } from './generated/client.js';

/**
 * The state that people are shown, from the columns beside `progress`: as `stateOf` has it, completed and waiting before
 * paused, and what needs a person before both.
 */
const state = Prisma.sql`CASE
  WHEN status <> 'active' THEN status
  WHEN hold IS NOT NULL THEN 'held'
  WHEN next_step_id IS NULL THEN 'waiting'
  WHEN paused_at IS NOT NULL THEN 'paused'
  ELSE 'running' END`;

/** The next step's time; of one that is paused, not when its pause ends. */
const nextAt = Prisma.sql`coalesce(held_due_at, due_at)`;

/** Lists of enrollments for people. */
export function shownEnrollments(
  client: Prisma.TransactionClient,
): Pick<Enrollments, 'countByState' | 'inState' | 'dueBefore'> {
  return {
    countByState: async (workspaceId, ownerId) => {
      const rows = await client.$queryRaw<{ state: ShownState; count: number }[]>`
        SELECT ${state} AS state, count(*)::int AS count FROM enrollments
        WHERE workspace_id = ${workspaceId}::uuid AND owner_id = ${ownerId}::uuid GROUP BY 1`;
      return new Map(rows.map((row) => [row.state, row.count]));
    },
    inState: async (workspaceId, ownerId, wanted, { limit, offset }) => {
      const found = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM enrollments
        WHERE workspace_id = ${workspaceId}::uuid AND owner_id = ${ownerId}::uuid AND ${state} = ${wanted}
        ORDER BY ended_at DESC NULLS FIRST, ${nextAt}, updated_at DESC, id LIMIT ${limit} OFFSET ${offset}`;
      return found.map(({ id }) => id);
    },
    dueBefore: async (question) => {
      const where = dueBeforeOf(question);
      const [counted] = await client.$queryRaw<{ total: number }[]>`
        SELECT count(*)::int AS total FROM enrollments WHERE ${where}`;
      const found = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM enrollments WHERE ${where} ORDER BY ${nextAt}, id LIMIT ${question.limit}`;
      return { total: counted?.total ?? 0, first: found.map(({ id }) => id) };
    },
  };
}

function dueBeforeOf({ workspaceId, ownerId, before, pausedFrom }: DueBefore): Prisma.Sql {
  const owner = ownerId === null ? Prisma.empty : Prisma.sql`AND owner_id = ${ownerId}::uuid`;
  return Prisma.sql`workspace_id = ${workspaceId}::uuid ${owner} AND status = 'active' AND next_step_id IS NOT NULL
    AND ${nextAt} < ${before.toJSDate()} AND (paused_at IS NULL OR ${nextAt} >= ${pausedFrom.toJSDate()})`;
}
