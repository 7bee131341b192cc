import type { DateTime } from 'luxon';
import type { EnrollmentState, StepRecord } from '../../../../src/domain/enrollment/progress.js';
import type { Trace } from '../../../../src/domain/timing/trace.js';
import type { Touch } from './words.js';

/** What became of somebody, in a form that both sides can be brought to. */
export interface Told {
  readonly records: readonly (StepRecord & { readonly trace: Trace | null })[];
  readonly end: string;
  /** A line for each thing that got to somebody outside ({@link lineOfTouch}). */
  readonly arrived: readonly string[];
}

export function tellEnd(state: EnrollmentState): string {
  return JSON.stringify(state);
}

/** What got to somebody when: of which step, and where more than one place is possible, where. */
export function lineOfTouch(at: DateTime, touch: Touch): string {
  return `${at.toUTC().toISO()} ${touch.what}${touch.in === null ? '' : ` in ${touch.in}`}`;
}

/** A line for each record, in order of time, the end, and a line for each thing that arrived. */
export function linesOf({ records, end, arrived }: Told): string[] {
  const lines = records.map(({ at, stepId, occurrence, outcome, reason, trace }) => {
    return `${at.toUTC().toISO()} ${stepId} ${occurrence} ${outcome} ${reason} ${inOneOrder(trace)}`;
  });
  return [...lines.sort(), end, ...arrived.toSorted()];
}

/** Keys in the order of the alphabet: the database has its own. */
function inOneOrder(trace: Trace | null): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort());
  return JSON.stringify(trace, sorted);
}
