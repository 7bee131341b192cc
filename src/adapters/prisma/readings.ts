import { type DueLane, mostCounted, type Readings } from '../../app/ports/stores/readings.js';
import { Prisma } from './generated/client.js';

const holds = ['blank-field', 'failed', 'uncertain'];

/** What a watcher asks every few seconds: each count ends at a limit, and its rows are found by an index alone. */
export function readingsTable(client: Prisma.TransactionClient): Readings {
  return {
    queues: async ({ steps, lookUps }, now) => {
      const at = now.toJSDate();
      const rows = await client.$queryRaw<{ what: string; which: string; count: number }[]>`
        SELECT 'due' AS what, l.lane AS which, coalesce(sum(${countOf(
          Prisma.sql`FROM enrollments e WHERE e.lane = l.lane AND e.workspace_id = w.id AND e.due_at <= ${at} AND NOT e.in_hand`,
        )}), 0)::int AS count FROM unnest(${[...steps]}::text[]) AS l(lane) LEFT JOIN workspaces w ON true GROUP BY l.lane
        UNION ALL
        SELECT 'due', 'look-ups: ' || k.kind, coalesce(sum(${countOf(
          Prisma.sql`FROM executions x WHERE x.kind = k.kind AND x.workspace_id = w.id AND x.look_up_at <= ${at}`,
        )}), 0)::int FROM unnest(${[...lookUps]}::text[]) AS k(kind) LEFT JOIN workspaces w ON true GROUP BY k.kind
        UNION ALL
        ${Prisma.join(dueBesideSteps(at), ' UNION ALL ')}
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
          Prisma.sql`FROM executions x WHERE x.state = 'claimed' AND x.lease_until IS NOT NULL`,
        )}`;
      const of = <K extends string>(what: string) =>
        new Map(rows.flatMap((row) => (row.what === what ? [[row.which as K, row.count] as const] : [])));
      const only = (what: string) => of(what).get('') ?? 0;
      return {
        due: of<DueLane>('due'),
        held: of('held'),
        uncertain: only('uncertain'),
        inHand: only('in hand'),
      };
    },
  };
}

/** What a worker does beside steps, and looks up with nobody. */
function dueBesideSteps(at: Date): Prisma.Sql[] {
  const everywhere = (lane: DueLane, rows: Prisma.Sql) => Prisma.sql`SELECT 'due', ${lane}, ${countOf(rows)}`;
  /** Where the workspace comes first in the index. */
  const ofEach = (lane: DueLane, ...rows: Prisma.Sql[]) => {
    const counts = Prisma.join(rows.map(countOf), ' + ');
    return Prisma.sql`SELECT 'due', ${lane}, coalesce(sum(${counts}), 0)::int FROM workspaces w`;
  };
  return [
    everywhere('turns', Prisma.sql`FROM mailboxes m WHERE m.opens_at <= ${at}`),
    everywhere('pauses', Prisma.sql`FROM pause_ends p WHERE p.until <= ${at}`),
    ofEach(
      'deliveries',
      Prisma.sql`FROM fulfillment_lists l WHERE l.workspace_id = w.id AND l.due_at <= ${at}`,
      Prisma.sql`FROM deliveries d WHERE d.workspace_id = w.id AND d.due_at <= ${at}`,
    ),
    everywhere('slack', Prisma.sql`FROM posts p WHERE p.due_at <= ${at}`),
    everywhere('digests', Prisma.sql`FROM digests d WHERE d.due_at <= ${at}`),
    ofEach(
      'promotions',
      Prisma.sql`FROM sequences s WHERE s.workspace_id = w.id AND s.promotion_due_at <= ${at} AND s.archived_at IS NULL`,
    ),
    ofEach(
      'overdue',
      Prisma.sql`FROM tasks t WHERE t.workspace_id = w.id AND t.announce_at <= ${at} AND t.state = 'open'`,
    ),
  ];
}

function countOf(rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (SELECT ${rows} LIMIT ${mostCounted}) AS found)`;
}
