import type { EnrollmentState, StepRecord } from '../../../../src/domain/enrollment/progress.js';
import type { Trace } from '../../../../src/domain/timing/trace.js';

/** What became of somebody, in a form that both sides can be brought to. */
export interface Told {
  readonly records: readonly (StepRecord & { readonly trace: Trace | null })[];
  readonly end: string;
}

export function tellEnd(state: EnrollmentState): string {
  return JSON.stringify(state);
}

/** A line for each record, in order of time, and the end. */
export function linesOf({ records, end }: Told): string[] {
  const lines = records.map(({ at, stepId, occurrence, outcome, reason, trace }) => {
    return `${at.toUTC().toISO()} ${stepId} ${occurrence} ${outcome} ${reason} ${inOneOrder(trace)}`;
  });
  return [...lines.sort(), end];
}

/** Keys in the order of the alphabet: the database has its own. */
function inOneOrder(trace: Trace | null): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort());
  return JSON.stringify(trace, sorted);
}
