import { Prisma } from './generated/client.js';

/**
 * A statement that gives what is due its turn, so that the backlog of one workspace holds up nothing of another: each one's first
 * come before each one's second (`id`, `at`, `turn`). `first` reads of the workspace `w` as many `id` and `at` as may be taken, the
 * longest due first. What a worker has `inHand` still counts: a place that becomes free is for whoever has fewest.
 */
export function inTurns(first: Prisma.Sql, inHand: readonly { readonly workspaceId: string }[] = []): Prisma.Sql {
  const taken: Record<string, number> = {};
  for (const { workspaceId } of inHand) taken[workspaceId] = (taken[workspaceId] ?? 0) + 1;
  return Prisma.sql`
    SELECT h.id, h.at, row_number() OVER (PARTITION BY w.id ORDER BY h.at, h.id)
      + coalesce((${JSON.stringify(taken)}::jsonb->>w.id::text)::int, 0) AS turn
    FROM workspaces AS w, LATERAL (${first}) AS h`;
}

/** When the first falls due of what `first` reads of each workspace `w` (`at`), null where nothing does. */
export async function earliestOf(client: Prisma.TransactionClient, first: Prisma.Sql): Promise<Date | null> {
  const [row] = await client.$queryRaw<{ at: Date }[]>`
    SELECT f.at FROM workspaces AS w, LATERAL (${first}) AS f ORDER BY f.at LIMIT 1`;
  return row?.at ?? null;
}
