import { mostCounted, type Readings } from '../../app/ports/stores/readings.js';
import { Prisma } from './generated/client.js';

const holds = ['blank-field', 'failed', 'uncertain'];

/** What a watcher asks every few seconds: each count ends at a limit, and its rows are found by an index alone. */
export function readingsTable(client: Prisma.TransactionClient): Readings {
  return {
    queues: async (lanes, now) => {
      const at = now.toJSDate();
      const rows = await client.$queryRaw<{ what: string; which: string; count: number }[]>`
        SELECT 'due' AS what, l.lane AS which, coalesce(sum(${countOf(
          Prisma.sql`FROM enrollments e WHERE e.lane = l.lane AND e.workspace_id = w.id AND e.due_at <= ${at}`,
        )}), 0)::int AS count FROM unnest(${[...lanes]}::text[]) AS l(lane) LEFT JOIN workspaces w ON true GROUP BY l.lane
        UNION ALL
        SELECT 'held', h.hold, sum(${countOf(
          Prisma.sql`FROM enrollments e WHERE e.workspace_id = w.id AND e.hold = h.hold`,
        )})::int FROM workspaces w, unnest(${holds}::text[]) AS h(hold) GROUP BY h.hold
        UNION ALL
        SELECT 'held', 'sending-limit', coalesce(sum(${countOf(
          Prisma.sql`FROM enrollments e WHERE e.workspace_id = m.workspace_id AND e.queued_for = m.address AND e.due_at IS NULL`,
        )}), 0)::int FROM mailboxes m WHERE m.opens_at IS NOT NULL
        UNION ALL
        SELECT 'uncertain', '', coalesce(sum(${countOf(
          Prisma.sql`FROM executions x WHERE x.workspace_id = w.id AND x.state = 'uncertain'`,
        )}), 0)::int FROM workspaces w
        UNION ALL
        SELECT 'in hand', '', ${countOf(
          Prisma.sql`FROM executions x WHERE x.state IN ('claimed', 'sending') AND x.lease_until IS NOT NULL`,
        )}
        UNION ALL
        SELECT 'posts', '', ${countOf(Prisma.sql`FROM posts p WHERE p.due_at <= ${at}`)}`;
      const of = (what: string) =>
        new Map(rows.flatMap((row) => (row.what === what ? [[row.which, row.count] as const] : [])));
      const only = (what: string) => of(what).get('') ?? 0;
      return {
        due: of('due'),
        held: of('held'),
        uncertain: only('uncertain'),
        inHand: only('in hand'),
        posts: only('posts'),
      };
    },
  };
}

function countOf(rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (SELECT ${rows} LIMIT ${mostCounted}) AS found)`;
}
