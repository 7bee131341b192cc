import type { DateTime } from 'luxon';
import type { StepId } from '../steps/step-kind.js';

/** An instant in a trace: ISO in UTC to the minute, `2026-03-02T23:30Z`. */
export type TraceTime = string;

/** What an anchor was: the moment from which a step's days and delays count. */
export const anchorKinds = ['enrolled', 'fired', 'planned', 'done', 'skipped', 'published'] as const;
export type AnchorKind = (typeof anchorKinds)[number];

/**
 * How a time came about, first to last: what it counts from, what the step's rule made of that, and each move after.
 * Plain JSON; `explainTrace` turns it into sentences.
 */
export type Trace = readonly TraceMove[];

export type TraceMove =
  | { readonly rule: 'anchor'; readonly of: AnchorKind; readonly step: StepId | null; readonly at: TraceTime }
  /** The step's own rule, before anything moved it. */
  | { readonly rule: 'base'; readonly by: BaseRule; readonly to: TraceTime }
  | { readonly rule: MoveRule; readonly from: TraceTime; readonly to: TraceTime; readonly note?: string };

/** What made the base: the step's `when` or `for`, or its `repeat`. */
export type BaseRule =
  | { readonly form: 'at'; readonly days: number; readonly at: string; readonly isDefault?: true }
  | { readonly form: 'delay'; readonly days: number; readonly minutes: number }
  | { readonly form: 'repeat-days'; readonly days: number; readonly at: string | null }
  | { readonly form: 'repeat-hours'; readonly hours: number }
  /** A date of its own, or the contact's (`event`: the field), with the days before or after it. */
  | {
      readonly form: 'date';
      readonly date: string;
      readonly event: string | null;
      readonly offsetDays: number;
      readonly at: string;
      readonly annually: boolean;
    };

/**
 * - `grid`: up to the grid of the zone's clock (`note`: minutes);
 * - `weekdays`: the step's weekdays; `window-days`, `window-skip`, `holiday` (`note`: its name), `window-from`, `window-to`: the window;
 * - `overtaken`: with `count: planned`, before the step before was really over;
 * - `same-date`: with `count: planned`, not on the date of the outward step before;
 * - `edit-immediate`, `edit-past-at`, `edit-past-delay`, `edit-ahead`: set when an edit was published (`note`: when);
 * - `resume-keep`, `resume-shift`, `resume-spread`: set by a resume (`note`: when); `wall-time`: up to the step's own wall time;
 * - `late`: the worker was down (`note`: minutes late).
 */
export const moveRules = [
  'grid',
  'weekdays',
  'window-days',
  'window-skip',
  'holiday',
  'window-from',
  'window-to',
  'overtaken',
  'same-date',
  'edit-immediate',
  'edit-past-at',
  'edit-past-delay',
  'edit-ahead',
  'resume-keep',
  'resume-shift',
  'resume-spread',
  'wall-time',
  'late',
] as const;
export type MoveRule = (typeof moveRules)[number];

/** To the minute; instants of the domain have no seconds. */
export function traceTime(instant: DateTime): TraceTime {
  return `${new Date(instant.toMillis()).toISOString().slice(0, 16)}Z`;
}
