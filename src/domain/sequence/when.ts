/** The words of time that a sequence is written in. All of them are plain JSON. */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** `HH:mm`, 00:00 to 23:59; a window's `to` may be 24:00. */
export type WallTime = string;

export interface Duration {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'days';
}

interface WhenBase {
  /** Whole days from the anchor, from 0. */
  readonly days: number;
  /** Only on these weekdays, in the week's order; null: on all. */
  readonly weekdays: readonly Weekday[] | null;
}

/** At a wall time; `at: null` is the sequence's default time. */
export interface AtWhen extends WhenBase {
  readonly form: 'at';
  readonly at: WallTime | null;
}

/** Some time after the anchor, rounded up to the grid; `delay: null` is `delay: none`, which is not rounded. */
export interface DelayWhen extends WhenBase {
  readonly form: 'delay';
  readonly delay: Duration | null;
}

/** On a date, in a date sequence. */
export interface DateWhen {
  readonly form: 'date';
  readonly on: FixedDate | ContactDate;
  /** Null: the sequence's default time. */
  readonly at: WallTime | null;
  readonly annually: boolean;
}

export interface FixedDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** A date field of the contact. */
export interface ContactDate {
  readonly event: string;
  /** Days after it; before it where negative. */
  readonly offsetDays: number;
}

export type When = AtWhen | DelayWhen | DateWhen;

/** `times` counts the first firing too; null: until the enrollment ends. */
export interface Repeat {
  readonly every: Duration;
  readonly times: number | null;
}

/** Minutes since midnight. */
export function minutesOfWallTime(time: WallTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function wallTimeOfMinutes(minutes: number): WallTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Reads "3 days", "1 hour", "45 minutes"; null when it is none of these. */
export function parseDuration(text: string): Duration | null {
  const match = /^(\d{1,9}) (minute|hour|day)s?$/.exec(text);
  if (!match) return null;
  const unit = match[2] === 'minute' ? 'minutes' : match[2] === 'hour' ? 'hours' : 'days';
  return { amount: Number(match[1]), unit };
}

/** "3 days", "1 hour". */
export function formatDuration({ amount, unit }: Duration): string {
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}
