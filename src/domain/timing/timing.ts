import type { Sequence } from '../sequence/sequence.js';
import type { Duration, Repeat, Weekday, When } from '../sequence/when.js';
import { minutesOfWallTime, weekdays } from '../sequence/when.js';
import type { DelayStep } from '../steps/delay.js';
import type { Step, StepOfKind } from '../steps/step.js';
import type { StepKind } from '../steps/step-kind.js';

/** When a step fires, with everything that was left out filled in (scheduling.md, "Step sequences"). */
export type Timing = AtTiming | DelayTiming;

interface TimingBase {
  readonly days: number;
  /** Null: all. */
  readonly weekdays: readonly Weekday[] | null;
}

export interface AtTiming extends TimingBase {
  readonly form: 'at';
  /** Minutes since midnight. */
  readonly at: number;
  /** The sequence's default time, rather than the step's own. */
  readonly isDefault: boolean;
}

export interface DelayTiming extends TimingBase {
  readonly form: 'delay';
  readonly minutes: number;
  /** Rounded up to the grid; not so for `none` and for days of a delay step. */
  readonly toGrid: boolean;
}

const immediately: DelayTiming = { form: 'delay', days: 0, minutes: 0, toGrid: false, weekdays: null };

type TimingRule<S extends Step> = (step: S, sequence: Sequence, before: Step | undefined) => Timing;

const timings: { readonly [K in StepKind]: TimingRule<StepOfKind[K]> } = {
  email: usualTiming,
  sms: usualTiming,
  task: usualTiming,
  postcard: usualTiming,
  fulfillment: usualTiming,
  rule: usualTiming,
  delay: waitTiming,
  branch: promptTiming,
  exit: promptTiming,
};

/** The timing of the step at `index`. */
export function timingOf(sequence: Sequence, index: number): Timing {
  const step = sequence.steps[index];
  if (!step) throw new RangeError(`no step at ${index}`);
  return timingOfKind(step.kind, step, sequence, sequence.steps[index - 1]);
}

function timingOfKind<K extends StepKind>(kind: K, step: StepOfKind[K], sequence: Sequence, before: Step | undefined) {
  return timings[kind](step, sequence, before);
}

/** Without a `when`: at the default time, after a delay step at once. */
function usualTiming({ when }: { readonly when: When | null }, sequence: Sequence, before: Step | undefined): Timing {
  if (when !== null) return givenTiming(when, sequence);
  return before?.kind === 'delay' ? immediately : atTiming(0, null, null, sequence);
}

/** Without a `when`: at once. */
function promptTiming({ when }: { readonly when: When | null }, sequence: Sequence): Timing {
  return when === null ? immediately : givenTiming(when, sequence);
}

function givenTiming(when: When, sequence: Sequence): Timing {
  // Of a date, what counts from an anchor is its wall time alone, as after a pause.
  if (when.form === 'date') return atTiming(0, when.at, null, sequence);
  const chosen = when.weekdays?.length === weekdays.length ? null : when.weekdays;
  if (when.form === 'at') return atTiming(when.days, when.at, chosen, sequence);
  const { days, delay } = when;
  return {
    form: 'delay',
    days,
    minutes: delay ? minutesOfDuration(delay) : 0,
    toGrid: delay !== null,
    weekdays: chosen,
  };
}

function atTiming(days: number, at: string | null, chosen: readonly Weekday[] | null, sequence: Sequence): AtTiming {
  const minutes = minutesOfWallTime(at ?? sequence.defaultTime);
  return { form: 'at', days, at: minutes, isDefault: at === null, weekdays: chosen };
}

/** `for: "N days"` is `{days: N, delay: none}`; hours and minutes are that delay. */
function waitTiming(step: DelayStep): Timing {
  if (step.for.unit === 'days') return { ...immediately, days: step.for.amount };
  return { ...immediately, minutes: minutesOfDuration(step.for), toGrid: true };
}

function minutesOfDuration({ amount, unit }: Duration): number {
  return unit === 'minutes' ? amount : unit === 'hours' ? amount * 60 : amount * 1440;
}

/** `{days: 0, delay: none}`. */
export function isImmediate(timing: Timing): boolean {
  return timing.form === 'delay' && timing.days === 0 && timing.minutes === 0 && !timing.toGrid;
}

/** Whether two timings mean the same, however they were written: 60 minutes is 1 hour. */
export function sameTiming(one: Timing, other: Timing): boolean {
  if (one.days !== other.days || one.weekdays?.join() !== other.weekdays?.join()) return false;
  if (one.form === 'at') return other.form === 'at' && one.at === other.at;
  return other.form === 'delay' && one.minutes === other.minutes && one.toGrid === other.toGrid;
}

/** Whether two repeats mean the same. */
export function sameRepeat(one: Repeat | null, other: Repeat | null): boolean {
  if (one === null || other === null) return one === other;
  return one.times === other.times && one.every.amount === other.every.amount && one.every.unit === other.every.unit;
}
