import type { Step } from '../steps/step.js';
import type { WallTime, Weekday } from './when.js';

/**
 * A cadence as it was written (sequence-file.md), parsed: defaults filled in, plain JSON throughout, so it may be stored
 * as it is. Made by `parseSequence`, written back by `toSequenceFile`.
 */
export interface Sequence {
  readonly name: string;
  readonly description: string | null;
  /** Whether steps follow each other, or stand each on a date of its own. */
  readonly type: SequenceType;
  /** Whose clock counts: the account's, or the contact's own where it has one. */
  readonly zone: 'account' | 'contact';
  /** What later steps count from when a step was moved. */
  readonly count: 'fired' | 'planned';
  readonly reenroll: Reenroll;
  readonly defaultTime: WallTime;
  readonly window: Window | null;
  /** Which events end an enrollment; `unsubscribe` and `bounce` always do, named or not. */
  readonly exitOn: readonly ExitEvent[];
  readonly steps: readonly Step[];
}

/** What a sequence says for all of its steps beside what the builder asks at its top. */
export type SequenceSettings = Pick<Sequence, 'description' | 'count' | 'reenroll' | 'window' | 'exitOn'>;

export const sequenceTypes = ['step', 'date'] as const;
export type SequenceType = (typeof sequenceTypes)[number];

/** May a contact that left or finished come in again. */
export type Reenroll = { readonly rule: 'never' | 'always' } | { readonly rule: 'after'; readonly days: number };

export const exitEvents = ['reply', 'meeting-booked', 'unsubscribe', 'bounce'] as const;
export type ExitEvent = (typeof exitEvents)[number];

/** When outward steps may leave: on these dates, and `from <= time < to`. */
export interface Window {
  /** Null: all. */
  readonly days: readonly Weekday[] | null;
  readonly from: WallTime;
  /** Up to 24:00. */
  readonly to: WallTime;
  /** Dates, `YYYY-MM-DD`. */
  readonly skip: readonly string[];
  /** A country or country-region code of date-holidays, whose public holidays are closed. */
  readonly holidays: string | null;
}

export const defaultExitOn: readonly ExitEvent[] = ['reply', 'meeting-booked'];
export const fallbackDefaultTime: WallTime = '10:00';
