import type { Execution, Executions } from '../../app/ports/stores/executions.js';
import type { Run } from '../postgres/statements.js';
import { executionClaims } from './execution-claims.js';
import { executionLookUps } from './execution-look-ups.js';
import {
  type ExecutionRow,
  executionOf,
  executionsWhere,
  idsByOccurrence,
  type Occurrence,
  occurrenceOf,
  rowColumns,
} from './execution-row.js';
import { cancelHeldRows, holdUnsentRows, recordRows, uncertainRows } from './execution-statements.js';
import type { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';

const rowsByIds = executionsWhere('executions-by-ids', 'id = ANY($1::uuid[])');
const rowsOfEnrollment = executionsWhere('executions-of-enrollment', 'enrollment_id = $1::uuid');

/** The ledger. */
export function executionsTable(client: Prisma.TransactionClient, run: Run): Executions {
  const byIds = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    return inOrder(ids, await run<ExecutionRow>(rowsByIds, [ids])).map(executionOf);
  };
  return {
    ...executionClaims(client, run, byIds),
    ...executionLookUps(client, byIds),
    byIds,
    byId: async (id) => (await byIds([id]))[0] ?? null,
    lastTouch: async (enrollmentIds, kinds, at) => {
      if (enrollmentIds.length === 0) return null;
      const row = await client.execution.findFirst({
        where: {
          enrollmentId: { in: [...enrollmentIds] },
          kind: { in: [...kinds] },
          state: 'fired',
          firedAt: { lte: at.toJSDate() },
        },
        orderBy: [{ firedAt: 'desc' }, { settledAt: 'desc' }, { id: 'desc' }],
      });
      return row === null ? null : executionOf(row);
    },
    ofEnrollment: async (enrollmentId) => {
      const rows = await run<ExecutionRow>(rowsOfEnrollment, [enrollmentId]);
      return rows.map(executionOf).sort((a, b) => momentOf(a) - momentOf(b) || (a.id < b.id ? -1 : 1));
    },
    latestMails: async (enrollmentIds) => {
      const rows = await client.$queryRaw<{ id: string; enrollment_id: string; summary: Execution['summary'] }[]>`
        SELECT DISTINCT ON (enrollment_id) id, enrollment_id, summary FROM executions
        WHERE enrollment_id = ANY(${[...enrollmentIds]}::uuid[]) AND kind = 'email' AND state = 'fired'
        ORDER BY enrollment_id, settled_at DESC, id DESC`;
      return new Map(
        rows.flatMap(({ id, enrollment_id, summary }) =>
          summary?.mail
            ? [[enrollment_id, { executionId: id, subject: summary.subject, ...summary.mail }] as const]
            : [],
        ),
      );
    },
    firedBetween: async ({ workspaceId, ownerId, kinds, from, to, limit }) => {
      const rows = await client.$queryRaw<{ id: string; total: number }[]>`
        SELECT x.id, count(*) OVER ()::int AS total FROM executions x
        WHERE x.workspace_id = ${workspaceId}::uuid AND x.state = 'fired' AND x.kind = ANY(${[...kinds]})
          AND x.settled_at >= ${from.toJSDate()} AND x.settled_at < ${to.toJSDate()}
          AND (${ownerId}::uuid IS NULL OR EXISTS (
            SELECT FROM enrollments e WHERE e.id = x.enrollment_id AND e.owner_id = ${ownerId}::uuid))
        ORDER BY x.settled_at, x.id LIMIT ${limit}`;
      return { total: rows[0]?.total ?? 0, first: await byIds(rows.map(({ id }) => id)) };
    },
    record: async (executions) => {
      if (executions.length === 0) return new Map();
      const rows = JSON.stringify(executions.map(rowColumns));
      const stored = await run<Occurrence>(recordRows, [rows]);
      const ids = idsByOccurrence(stored);
      return new Map(executions.map((execution) => [execution.id, ids.get(occurrenceOf(execution)) ?? execution.id]));
    },
    release: async (id, state, reason, at) => {
      const settledAt = state === 'cancelled' ? null : at.toJSDate();
      const firedAt = state === 'fired' ? at.startOf('minute').toJSDate() : null;
      await client.execution.update({
        where: { id },
        data: { state, reason, settledAt, firedAt, leaseUntil: null, lookUpAt: null },
      });
    },
    cancelUnsentOf: async (enrollmentIds) => {
      if (enrollmentIds.length === 0) return new Set();
      const held = await run<{ id: string; enrollment_id: string }>(holdUnsentRows, [enrollmentIds]);
      if (held.length === 0) return new Set();
      const ids = held.map(({ id }) => id);
      const cancelled = new Set((await run<{ id: string }>(cancelHeldRows, [ids])).map(({ id }) => id));
      return new Set(held.flatMap((row) => (cancelled.has(row.id) ? [] : [row.enrollment_id])));
    },
    forgetFailedOf: async (enrollmentIds) => {
      await client.execution.updateMany({
        where: { enrollmentId: { in: [...enrollmentIds] }, state: 'failed' },
        data: { state: 'cancelled', reason: null, settledAt: null },
      });
    },
    uncertainOf: async (enrollmentIds) => {
      const found = await run<{ id: string }>(uncertainRows, [enrollmentIds]);
      return byIds(found.map(({ id }) => id));
    },
  };
}

function momentOf(execution: Execution): number {
  return (execution.settledAt ?? execution.dueAt).toMillis();
}
