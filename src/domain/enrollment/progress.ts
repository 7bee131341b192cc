import type { DateTime } from 'luxon';
import type { StepId } from '../steps/step-kind.js';
import type { AnchorKind, Trace } from '../timing/trace.js';
import type { Answers } from './answers.js';

/**
 * The complete state of one enrollment, but for what is known of its contact. Changed only by the transitions of this
 * folder, each of which gives back a new one. All instants are UTC and whole minutes.
 */
export interface Progress {
  /** The last step that fired or was skipped; null: the start. */
  readonly place: StepId | null;
  readonly anchor: Anchor;
  /** When the step before was really over; earlier or later than a planned anchor. */
  readonly overAt: DateTime;
  /** When the last outward step fired. */
  readonly lastOutwardAt: DateTime | null;
  /** Which that was: a reply that names no step answers it. */
  readonly lastOutwardStep: StepId | null;
  /** How many records (fired or skipped) each passed step has; 0 for one that was jumped over. */
  readonly passed: Readonly<Record<StepId, number>>;
  /** The next firing; null while a pausing task is open and when there is none. */
  readonly pending: Pending | null;
  /** The pausing task that the cadence waits for. */
  readonly openTask: OpenTask | null;
  readonly pausedSince: DateTime | null;
  readonly exited: Exit | null;
  readonly answers: Answers;
  /** In a date sequence, how each step stands, `pending` being the first of their times; null in a step sequence. */
  readonly dates: Readonly<Record<StepId, DateStanding>> | null;
}

/** A step of a date sequence for one enrollment: it stands apart from all others. */
export interface DateStanding {
  /** The date that it was computed from, `YYYY-MM-DD`; null where there is none. */
  readonly from: string | null;
  /** It waits for the contact to have such a date. */
  readonly isWaiting: boolean;
  readonly pending: Pending | null;
  /** The year of the date that is pending, or was skipped as past; null where there is none. */
  readonly year: number | null;
  /** The last year that it is over for, an annual step; any other is over for good. Null: not over yet. */
  readonly overFor: number | null;
  readonly firedAt: DateTime | null;
  /** Recorded as past, and not pending since. */
  readonly isPast: boolean;
}

/** What the next step's days and delays count from. */
export interface Anchor {
  readonly at: DateTime;
  readonly of: AnchorKind;
  /** The step that left it; null for the enrollment. */
  readonly step: StepId | null;
}

export interface Pending {
  readonly stepId: StepId;
  /** Counts the records of the step from 1. */
  readonly occurrence: number;
  /** Before weekdays and window. */
  readonly plannedAt: DateTime;
  readonly dueAt: DateTime;
  /** An edit set this time, or a resume (or being late) changed it: it counts as fired even with `count: planned`. */
  readonly reset: boolean;
  /** The target of a goto: it stays next wherever an edit puts it. */
  readonly jumpedTo: boolean;
  readonly trace: Trace;
}

export interface OpenTask {
  readonly stepId: StepId;
  readonly occurrence: number;
  /** When it appeared. */
  readonly since: DateTime;
}

export interface Exit {
  /** An event's type (`reply`, `meeting-booked`, `unsubscribe`, `bounce`), a step's word, or a person's. */
  readonly reason: string;
  readonly at: DateTime;
  /** The sequence that the contact was moved to, by name. */
  readonly movedTo: string | null;
}

/** What a transition writes into the ledger of an enrollment. */
export interface StepRecord {
  readonly stepId: StepId;
  readonly occurrence: number;
  /** The minute of firing, or in which it was skipped. UTC. */
  readonly at: DateTime;
  readonly outcome: 'fired' | 'skipped';
  /** Why it was skipped; null for a fired one. */
  readonly reason: string | null;
}

export interface Transition {
  readonly progress: Progress;
  readonly records: readonly StepRecord[];
}

/** The one state that an enrollment is in, for people: completed and waiting come before paused. */
export type EnrollmentState =
  | { readonly state: 'exited'; readonly reason: string; readonly at: DateTime; readonly movedTo: string | null }
  /** `at`: the anchor that the next step would have; null in a date sequence, whose steps have none. */
  | { readonly state: 'completed'; readonly at: DateTime | null }
  | { readonly state: 'waiting'; readonly step: StepId; readonly since: DateTime }
  /** Only dates that the contact does not have are left. */
  | { readonly state: 'waiting-for-date' }
  | { readonly state: 'paused'; readonly at: DateTime }
  | { readonly state: 'running'; readonly next: DateTime };

export function stateOf(progress: Progress): EnrollmentState {
  const { exited, openTask, pausedSince, pending, anchor, dates } = progress;
  if (exited) return { state: 'exited', ...exited };
  if (openTask) return { state: 'waiting', step: openTask.stepId, since: openTask.since };
  if (!pending && dates && Object.values(dates).some(({ isWaiting }) => isWaiting))
    return { state: 'waiting-for-date' };
  if (!pending) return { state: 'completed', at: dates ? null : anchor.at };
  if (pausedSince) return { state: 'paused', at: pausedSince };
  return { state: 'running', next: pending.dueAt };
}

/** When the next step may fire, UTC; null while nothing may (paused, waiting for a task, completed, exited). */
export function dueAt(progress: Progress): DateTime | null {
  const { exited, pausedSince, pending } = progress;
  return exited || pausedSince || !pending ? null : pending.dueAt;
}
