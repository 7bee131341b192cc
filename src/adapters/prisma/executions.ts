import type { Claim, Execution, ExecutionState, Executions, Lease } from '../../app/ports/stores/enrollments.js';
import type { Trace } from '../../domain/timing/trace.js';
import { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['execution']['findUnique']>>>;

/** The ledger. Leases are the database's raw time; everything else is given. */
export function executionsTable(client: Prisma.TransactionClient): Executions {
  const byIds = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    return (await client.execution.findMany({ where: { id: { in: [...ids] } } })).map(executionOf);
  };
  return {
    claim: async (claims, lease) => {
      if (claims.length === 0) return [];
      const rows = JSON.stringify(claims.map(claimColumns));
      const held = await client.$queryRaw<Occurrence[]>`
        INSERT INTO executions AS x (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, state,
          planned_at, due_at, summary, trace, claimed_by, lease_until)
        SELECT v.id, v.workspace_id, v.enrollment_id, v.step_id, v.step_name, v.kind, v.occurrence, 'claimed',
          v.planned_at, v.due_at, v.summary, v.trace, ${lease.worker}, ${leaseEnd(lease)}
        FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, workspace_id uuid, enrollment_id uuid, step_id text,
          step_name text, kind text, occurrence int, planned_at timestamptz, due_at timestamptz, summary jsonb,
          trace jsonb)
        ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
          state = 'claimed', reason = NULL, step_name = excluded.step_name, kind = excluded.kind,
          planned_at = excluded.planned_at, due_at = excluded.due_at, summary = excluded.summary,
          trace = excluded.trace, claimed_by = excluded.claimed_by, lease_until = excluded.lease_until
        WHERE x.state IN ('cancelled', 'deferred') OR (x.state = 'claimed' AND x.lease_until < clock_timestamp())
        RETURNING id, enrollment_id, step_id, occurrence`;
      const ids = idsOf(held);
      return claims.flatMap((claim) => {
        const id = ids(claim);
        return id === undefined ? [] : { ...claim, id };
      });
    },
    beginSending: async (ids, lease) => {
      const rows = await client.$queryRaw<{ id: string }[]>`
        UPDATE executions SET state = 'sending', attempts = attempts + 1, lease_until = ${leaseEnd(lease)}
        WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND claimed_by = ${lease.worker}
          AND lease_until > clock_timestamp()
        RETURNING id`;
      return rows.map(({ id }) => id);
    },
    settle: async (settlements) => {
      const rows = JSON.stringify(
        settlements.map((settlement) => ({
          id: settlement.id,
          state: settlement.state,
          reason: settlement.reason,
          fired_at: settlement.firedAt,
          settled_at: settlement.settledAt,
          message_id: settlement.providerMessageId,
        })),
      );
      const settled = await client.$queryRaw<{ id: string }[]>`
        WITH v AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, state text, reason text,
                     fired_at timestamptz, settled_at timestamptz, message_id text)),
        settled AS (
          UPDATE executions AS x SET state = v.state, reason = v.reason, fired_at = v.fired_at,
            settled_at = CASE WHEN v.state = 'deferred' THEN NULL ELSE v.settled_at END,
            provider_message_id = v.message_id, lease_until = NULL
          FROM v WHERE x.id = v.id AND x.state IN ('sending', 'uncertain')
          RETURNING x.id, x.attempts),
        logged AS (
          INSERT INTO execution_attempts (id, execution_id, number, at, outcome, reason)
          SELECT gen_random_uuid(), s.id, s.attempts, v.settled_at, v.state, v.reason
          FROM settled s JOIN v ON v.id = s.id ON CONFLICT DO NOTHING)
        SELECT id FROM settled`;
      return settled.map(({ id }) => id);
    },
    lapsed: async (limit) => {
      const lapsed = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM executions WHERE state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
        ORDER BY lease_until LIMIT ${limit}`;
      return byIds(lapsed.map(({ id }) => id));
    },
    nextLapseMs: async () => {
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        SELECT greatest(0, ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000))::float8 AS ms FROM executions
        WHERE state IN ('claimed', 'sending') AND lease_until IS NOT NULL ORDER BY lease_until LIMIT 1`;
      return row === undefined ? null : row.ms;
    },
    byIds,
    byId: async (id) => (await byIds([id]))[0] ?? null,
    ofEnrollment: async (enrollmentId) => {
      const rows = await client.execution.findMany({ where: { enrollmentId } });
      return rows.map(executionOf).sort((a, b) => momentOf(a) - momentOf(b) || (a.id < b.id ? -1 : 1));
    },
    firedBetween: async ({ workspaceId, ownerId, kinds, from, to, limit }) => {
      const where = {
        workspaceId,
        state: 'fired',
        kind: { in: [...kinds] },
        settledAt: { gte: from.toJSDate(), lt: to.toJSDate() },
        ...(ownerId === null ? {} : { enrollment: { ownerId } }),
      };
      const rows = await client.execution.findMany({ where, orderBy: { settledAt: 'asc' }, take: limit });
      const total = rows.length < limit ? rows.length : await client.execution.count({ where });
      return { total, first: rows.map(executionOf) };
    },
    record: async (executions) => {
      if (executions.length === 0) return new Map();
      const rows = JSON.stringify(executions.map(rowColumns));
      const stored = await client.$queryRaw<Occurrence[]>`
        INSERT INTO executions AS x (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, state, reason,
          planned_at, due_at, fired_at, settled_at, summary, trace)
        SELECT v.id, v.workspace_id, v.enrollment_id, v.step_id, v.step_name, v.kind, v.occurrence, v.state, v.reason,
          v.planned_at, v.due_at, v.fired_at, v.settled_at, v.summary, v.trace
        FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, workspace_id uuid, enrollment_id uuid, step_id text,
          step_name text, kind text, occurrence int, state text, reason text, planned_at timestamptz,
          due_at timestamptz, fired_at timestamptz, settled_at timestamptz, summary jsonb, trace jsonb)
        ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
          state = excluded.state, reason = excluded.reason, fired_at = excluded.fired_at,
          settled_at = excluded.settled_at, lease_until = NULL
        WHERE x.state IN ('cancelled', 'deferred', 'failed')
        RETURNING id, enrollment_id, step_id, occurrence`;
      const ids = idsOf(stored);
      return new Map(executions.map((execution) => [execution.id, ids(execution) ?? execution.id]));
    },
    release: async (id, state, reason, at) => {
      const settledAt = state === 'cancelled' ? null : at.toJSDate();
      const firedAt = state === 'fired' ? at.startOf('minute').toJSDate() : null;
      await client.execution.update({ where: { id }, data: { state, reason, settledAt, firedAt, leaseUntil: null } });
    },
    cancelUnsent: async (enrollmentId) => {
      await client.execution.updateMany({
        where: { enrollmentId, state: { in: ['claimed', 'deferred'] } },
        data: { state: 'cancelled', leaseUntil: null },
      });
      return { sending: (await client.execution.count({ where: { enrollmentId, state: 'sending' } })) > 0 };
    },
    cancelUnsentOf: async (enrollmentIds) => {
      const enrollmentId = { in: [...enrollmentIds] };
      await client.execution.updateMany({
        where: { enrollmentId, state: { in: ['claimed', 'deferred'] } },
        data: { state: 'cancelled', leaseUntil: null },
      });
      return (await client.execution.findMany({ where: { enrollmentId, state: 'sending' } })).map(executionOf);
    },
  };
}

interface Occurrence {
  readonly id: string;
  readonly enrollment_id: string;
  readonly step_id: string;
  readonly occurrence: number;
}

/** Finds the stored row's id for an occurrence of a step. */
function idsOf(rows: readonly Occurrence[]) {
  const ids = new Map(rows.map((row) => [`${row.enrollment_id} ${row.step_id} ${row.occurrence}`, row.id]));
  return (of: Pick<Execution, 'enrollmentId' | 'stepId' | 'occurrence'>) =>
    ids.get(`${of.enrollmentId} ${of.stepId} ${of.occurrence}`);
}

function momentOf(execution: Execution): number {
  return (execution.settledAt ?? execution.dueAt).toMillis();
}

function leaseEnd(lease: Lease): Prisma.Sql {
  return Prisma.sql`clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond'`;
}

function claimColumns(claim: Claim) {
  return {
    id: claim.id,
    workspace_id: claim.workspaceId,
    enrollment_id: claim.enrollmentId,
    step_id: claim.stepId,
    step_name: claim.stepName,
    kind: claim.kind,
    occurrence: claim.occurrence,
    planned_at: claim.plannedAt,
    due_at: claim.dueAt,
    summary: claim.summary,
    trace: claim.trace,
  };
}

function rowColumns(execution: Execution) {
  return {
    ...claimColumns(execution),
    state: execution.state,
    reason: execution.reason,
    fired_at: execution.firedAt,
    settled_at: execution.settledAt,
  };
}

function executionOf(row: Row): Execution {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    enrollmentId: row.enrollmentId,
    stepId: row.stepId,
    stepName: row.stepName,
    kind: row.kind,
    occurrence: row.occurrence,
    state: row.state as ExecutionState,
    reason: row.reason,
    plannedAt: fromNullable(row.plannedAt),
    dueAt: fromColumn(row.dueAt),
    firedAt: fromNullable(row.firedAt),
    settledAt: fromNullable(row.settledAt),
    attempts: row.attempts,
    providerMessageId: row.providerMessageId,
    summary: row.summary as Execution['summary'],
    trace: row.trace as Trace | null,
  };
}
