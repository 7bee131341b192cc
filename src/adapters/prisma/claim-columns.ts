import type { Claim } from '../../app/ports/stores/executions.js';
import { areSameInstant, createDifferentRows, type Telling } from './different-rows.js';
import { toNullable } from './instants.js';

const noTrace = {};

/**
 * What the statement of claims takes: what many rows have in common, each once; then of each row its id, its enrollment, which of
 * the first it is to be, and what leaves. Whatever is due at one time by one step differs in that alone, and PostgreSQL takes longer
 * to read a claim's JSON than to write its row.
 */
export function claimedOnce(claims: readonly Claim[]): unknown[] {
  const rows = createDifferentRows(telling);
  const [ids, enrollmentIds, written]: [string[], string[], number[]] = [[], [], []];
  const summaries: Claim['summary'][] = [];
  for (const claim of claims) {
    ids.push(claim.id);
    enrollmentIds.push(claim.enrollmentId);
    written.push(rows.nthOf(claim));
    summaries.push(claim.summary);
  }
  return [rows.asJson(), ids, enrollmentIds, written, JSON.stringify(summaries)];
}

const telling: Telling<Claim> = {
  commonOf: ({ trace }) => trace ?? noTrace,
  areAlike: areAlikeBesideTrace,
  columnsOf: sharedColumns,
};

function sharedColumns(claim: Claim) {
  return {
    workspace_id: claim.workspaceId,
    sequence_id: claim.sequenceId,
    step_id: claim.stepId,
    step_name: claim.stepName,
    kind: claim.kind,
    occurrence: claim.occurrence,
    variant: claim.variant,
    planned_at: toNullable(claim.plannedAt),
    due_at: claim.dueAt.toJSDate(),
    trace: claim.trace,
  };
}

/** In everything that {@link sharedColumns} are made of beside the trace. */
function areAlikeBesideTrace(one: Claim, other: Claim): boolean {
  return (
    one.stepId === other.stepId &&
    one.stepName === other.stepName &&
    one.kind === other.kind &&
    one.occurrence === other.occurrence &&
    one.variant === other.variant &&
    one.workspaceId === other.workspaceId &&
    one.sequenceId === other.sequenceId &&
    areSameInstant(one.plannedAt, other.plannedAt) &&
    areSameInstant(one.dueAt, other.dueAt)
  );
}
