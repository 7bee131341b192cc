import type { Execution, ExecutionState } from '../../app/ports/stores/executions.js';
import type { Trace } from '../../domain/timing/trace.js';
import type { Statement } from '../postgres/statements.js';
import { isBeingSent } from './execution-statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { selected } from './selected.js';

/** What {@link executionOf} reads. */
export type ExecutionRow = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['execution']['findUnique']>>>,
  keyof Execution
>;

const columns: { readonly [K in keyof ExecutionRow]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  enrollmentId: 'enrollment_id',
  sequenceId: 'sequence_id',
  stepId: 'step_id',
  stepName: 'step_name',
  kind: 'kind',
  occurrence: 'occurrence',
  variant: 'variant',
  state: 'state',
  reason: 'reason',
  plannedAt: 'planned_at',
  dueAt: 'due_at',
  firedAt: 'fired_at',
  settledAt: 'settled_at',
  attempts: 'attempts',
  providerMessageId: 'provider_message_id',
  lookUpAt: 'look_up_at',
  summary: 'summary',
  trace: 'trace',
};

/** What the ledger's row leaves to its request. */
const ofRequests: Partial<typeof columns> = {
  state: `CASE WHEN ${isBeingSent} THEN 'sending' ELSE x.state END`,
  attempts: `x.attempts + (${isBeingSent})::int`,
};

/** Reads rows of the ledger: `rest` says which. */
export function executionsWhere(name: string, rest: string): Statement {
  return { name, text: `SELECT ${selected({ ...columns, ...ofRequests })} FROM executions AS x WHERE ${rest}` };
}

/** What says which row of the ledger it is, beside its id. */
export interface Occurrence {
  readonly id: string;
  readonly enrollment_id: string;
  readonly step_id: string;
  readonly occurrence: number;
}

/** The ids of stored rows by their occurrences, as {@link occurrenceOf} puts these. */
export function idsByOccurrence(rows: readonly Occurrence[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const row of rows) ids.set(`${row.enrollment_id} ${row.step_id} ${row.occurrence}`, row.id);
  return ids;
}

/** Which occurrence of a step it is, for which enrollment. */
export function occurrenceOf(of: Pick<Execution, 'enrollmentId' | 'stepId' | 'occurrence'>): string {
  return `${of.enrollmentId} ${of.stepId} ${of.occurrence}`;
}

/** A row that is over, as `json_to_recordset` reads it. */
export function rowColumns(execution: Execution) {
  return {
    id: execution.id,
    workspace_id: execution.workspaceId,
    enrollment_id: execution.enrollmentId,
    step_id: execution.stepId,
    step_name: execution.stepName,
    kind: execution.kind,
    occurrence: execution.occurrence,
    variant: execution.variant,
    planned_at: toNullable(execution.plannedAt),
    due_at: execution.dueAt.toJSDate(),
    summary: execution.summary,
    trace: execution.trace,
    state: execution.state,
    reason: execution.reason,
    fired_at: toNullable(execution.firedAt),
    settled_at: toNullable(execution.settledAt),
  };
}

/** A stored row of the ledger. */
export function executionOf(row: ExecutionRow): Execution {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    enrollmentId: row.enrollmentId,
    sequenceId: row.sequenceId,
    stepId: row.stepId,
    stepName: row.stepName,
    kind: row.kind,
    occurrence: row.occurrence,
    variant: row.variant,
    state: row.state as ExecutionState,
    reason: row.reason,
    plannedAt: fromNullable(row.plannedAt),
    dueAt: fromColumn(row.dueAt),
    firedAt: fromNullable(row.firedAt),
    settledAt: fromNullable(row.settledAt),
    attempts: row.attempts,
    providerMessageId: row.providerMessageId,
    lookUpAt: fromNullable(row.lookUpAt),
    summary: row.summary as Execution['summary'],
    trace: row.trace as Trace | null,
  };
}
