import type { DateTime } from 'luxon';
import type { StepId } from '../steps/step-kind.js';
import type { AnchorKind, Trace } from '../timing/trace.js';

/**
 * The complete state of one enrollment in a step sequence, as far as time goes. Changed only by the transitions of this
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
  /** How many records (fired or skipped) each passed step has; 0 for one that was jumped over. */
  readonly passed: Readonly<Record<StepId, number>>;
  /** The next firing; null while a pausing task is open and when there is none. */
  readonly pending: Pending | null;
  /** The pausing task that the cadence waits for. */
  readonly openTask: OpenTask | null;
  readonly pausedSince: DateTime | null;
  readonly exited: Exit | null;
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
  readonly trace: Trace;
}

export interface OpenTask {
  readonly stepId: StepId;
  readonly occurrence: number;
  /** When it appeared. */
  readonly since: DateTime;
}

export interface Exit {
  /** An event's type (`reply`, `meeting-booked`, `unsubscribe`, `bounce`), or a person's word. */
  readonly reason: string;
  readonly at: DateTime;
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
  | { readonly state: 'exited'; readonly reason: string; readonly at: DateTime }
  | { readonly state: 'completed'; readonly at: DateTime }
  | { readonly state: 'waiting'; readonly step: StepId; readonly since: DateTime }
  | { readonly state: 'paused'; readonly at: DateTime }
  | { readonly state: 'running'; readonly next: DateTime };

export function stateOf(progress: Progress): EnrollmentState {
  const { exited, openTask, pausedSince, pending, anchor } = progress;
  if (exited) return { state: 'exited', reason: exited.reason, at: exited.at };
  if (openTask) return { state: 'waiting', step: openTask.stepId, since: openTask.since };
  if (!pending) return { state: 'completed', at: anchor.at };
  if (pausedSince) return { state: 'paused', at: pausedSince };
  return { state: 'running', next: pending.dueAt };
}

/** When the next step may fire, UTC; null while nothing may (paused, waiting for a task, completed, exited). */
export function dueAt(progress: Progress): DateTime | null {
  const { exited, pausedSince, pending } = progress;
  return exited || pausedSince || !pending ? null : pending.dueAt;
}

/** The time that is put aside while the enrollment is paused, UTC; null when nothing is held. */
export function heldDueAt(progress: Progress): DateTime | null {
  const { exited, pausedSince, pending } = progress;
  return !exited && pausedSince && pending ? pending.dueAt : null;
}
