import type { Execution, Executions, Lease } from '../../app/ports/stores/executions.js';
import { claimColumns, idsOf, type Occurrence } from './execution-row.js';
import { Prisma } from './generated/client.js';

type InHand = Pick<
  Executions,
  'claim' | 'beginSending' | 'settle' | 'lapsed' | 'giveUp' | 'giveBack' | 'putOff' | 'nextLapseMs'
>;

/** Rows of the ledger in workers' hands. Leases are the database's raw time; everything else is given. */
export function executionClaims(
  client: Prisma.TransactionClient,
  byIds: (ids: readonly string[]) => Promise<Execution[]>,
): InHand {
  const rowsOf = (rows: readonly { readonly id: string }[]) => byIds(rows.map(({ id }) => id));
  return {
    claim: async (claims, lease) => {
      if (claims.length === 0) return [];
      const rows = JSON.stringify(claims.map(claimColumns));
      const held = await client.$queryRaw<Occurrence[]>`
        INSERT INTO executions AS x (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, variant, state,
          planned_at, due_at, summary, trace, claimed_by, lease_until, sequence_id)
        SELECT v.id, v.workspace_id, v.enrollment_id, v.step_id, v.step_name, v.kind, v.occurrence, v.variant, 'claimed',
          v.planned_at, v.due_at, v.summary, v.trace, ${lease.worker}, ${leaseEnd(lease)}, e.sequence_id
        FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, workspace_id uuid, enrollment_id uuid, step_id text,
          step_name text, kind text, occurrence int, variant text, planned_at timestamptz, due_at timestamptz,
          summary jsonb, trace jsonb) JOIN enrollments e ON e.id = v.enrollment_id
        ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
          state = 'claimed', reason = NULL, step_name = excluded.step_name, kind = excluded.kind,
          variant = excluded.variant,
          planned_at = excluded.planned_at, due_at = excluded.due_at, summary = excluded.summary,
          trace = excluded.trace, claimed_by = excluded.claimed_by, lease_until = excluded.lease_until,
          look_up_at = NULL
        WHERE x.state IN ('cancelled', 'deferred') OR (x.state = 'claimed' AND x.lease_until < clock_timestamp())
        RETURNING id, enrollment_id, step_id, occurrence`;
      const ids = idsOf(held);
      return claims.flatMap((claim) => {
        const id = ids(claim);
        return id === undefined ? [] : { ...claim, id };
      });
    },
    beginSending: (ids, lease) => client.$queryRaw`
      UPDATE executions SET state = 'sending', attempts = attempts + 1, lease_until = ${leaseEnd(lease)}
      WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND claimed_by = ${lease.worker}
        AND lease_until > clock_timestamp()
      RETURNING id, attempts AS attempt`,
    settle: async (settlements) => {
      const rows = JSON.stringify(
        settlements.map((settlement) => ({
          id: settlement.id,
          attempt: settlement.attempt,
          state: settlement.state,
          reason: settlement.reason,
          fired_at: settlement.firedAt,
          settled_at: settlement.settledAt,
          message_id: settlement.providerMessageId,
          look_up_at: settlement.lookUpAt,
        })),
      );
      const settled = await client.$queryRaw<{ id: string }[]>`
        WITH v AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, attempt int, state text,
                     reason text, fired_at timestamptz, settled_at timestamptz, message_id text,
                     look_up_at timestamptz)),
        settled AS (
          UPDATE executions AS x SET state = v.state, reason = v.reason, fired_at = v.fired_at,
            settled_at = CASE WHEN v.state = 'deferred' THEN NULL ELSE v.settled_at END,
            provider_message_id = v.message_id, look_up_at = v.look_up_at, lease_until = NULL
          FROM v WHERE x.id = v.id AND CASE WHEN v.attempt IS NULL THEN x.state = 'uncertain'
            ELSE x.state IN ('sending', 'uncertain') AND x.attempts = v.attempt END
          RETURNING x.id),
        logged AS (
          INSERT INTO execution_attempts (id, execution_id, number, at, outcome, reason)
          SELECT gen_random_uuid(), x.id, coalesce(v.attempt, x.attempts), v.settled_at, v.state, v.reason
          FROM v JOIN executions AS x ON x.id = v.id
          WHERE v.attempt IS NOT NULL OR x.id IN (SELECT id FROM settled) ON CONFLICT DO NOTHING)
        SELECT id FROM settled`;
      return settled.map(({ id }) => id);
    },
    lapsed: async (limit) => {
      const lapsed = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM executions WHERE state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
        ORDER BY lease_until LIMIT ${limit}`;
      return rowsOf(lapsed);
    },
    giveUp: async (ids, reason, at, lookUps) => {
      const taken = await client.$queryRaw<{ id: string }[]>`
        UPDATE executions SET lease_until = NULL,
          state = CASE state WHEN 'sending' THEN 'uncertain' ELSE 'cancelled' END,
          reason = CASE state WHEN 'sending' THEN ${reason} END,
          settled_at = CASE state WHEN 'sending' THEN ${at.toJSDate()}::timestamptz END,
          look_up_at = CASE state WHEN 'sending' THEN (
            SELECT l.at FROM jsonb_to_recordset(${JSON.stringify(lookUps)}::jsonb) AS l(kind text, at timestamptz)
            WHERE l.kind = executions.kind) END
        WHERE id = ANY(${[...ids]}::uuid[]) AND state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
        RETURNING id`;
      return rowsOf(taken);
    },
    giveBack: async (ids, worker) => {
      const taken = await client.$queryRaw<{ id: string }[]>`
        UPDATE executions SET state = 'cancelled', reason = NULL, lease_until = NULL
        WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND claimed_by = ${worker}
        RETURNING id`;
      return rowsOf(taken);
    },
    putOff: async (ids, worker, reason, at) => {
      await client.$executeRaw`
        WITH taken AS (
          UPDATE executions SET state = 'deferred', reason = ${reason}, lease_until = NULL
          WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND claimed_by = ${worker}
          RETURNING id, attempts)
        INSERT INTO execution_attempts (id, execution_id, number, at, outcome, reason)
        SELECT gen_random_uuid(), id, attempts, ${at.toJSDate()}, 'deferred', ${reason} FROM taken ON CONFLICT DO NOTHING`;
    },
    nextLapseMs: async () => {
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        SELECT greatest(0, ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000))::float8 AS ms FROM executions
        WHERE state IN ('claimed', 'sending') AND lease_until IS NOT NULL ORDER BY lease_until LIMIT 1`;
      return row === undefined ? null : row.ms;
    },
  };
}

function leaseEnd(lease: Lease): Prisma.Sql {
  return Prisma.sql`clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond'`;
}
