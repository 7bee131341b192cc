import { z } from 'zod';
import type { AnchorKind, BaseRule, MoveRule, Trace, TraceMove, TraceTime } from './trace.js';
import { anchorKinds, moveRules, traceTime } from './trace.js';
import { fromMinutes } from './wall-clock.js';

/**
 * A trace for storing: tuples, times as minutes since the epoch. A move's `from` is where the entry before it led, so it
 * is not written.
 */
type Entry =
  | ['anchor', AnchorKind, string | null, number]
  | ['at', number, number, string, boolean]
  | ['delay', number, number, number]
  | ['repeat-days', number, number, string | null]
  | ['repeat-hours', number, number]
  | ['date', number, string, string | null, number, string, boolean]
  | [MoveRule, number]
  | [MoveRule, number, string];

const int = Number.isInteger;
const text = (value: unknown) => typeof value === 'string';
const textOrNull = (value: unknown) => value === null || text(value);
const flag = (value: unknown) => typeof value === 'boolean';
const anchorKind = (value: unknown) => anchorKinds.some((kind) => kind === value);

/** What follows the first word of an entry, which says what it is. */
const parts: Readonly<Record<string, readonly ((value: unknown) => boolean)[]>> = {
  anchor: [anchorKind, textOrNull, int],
  at: [int, int, text, flag],
  delay: [int, int, int],
  'repeat-days': [int, int, textOrNull],
  'repeat-hours': [int, int],
  date: [int, text, textOrNull, int, text, flag],
};
const moves = new Set<unknown>(moveRules);

/** By hand: it is asked several times a step, and a union of tuples tries all of them each time. */
function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false;
  const [first, ...rest] = value;
  if (moves.has(first)) return rest.length <= 2 && int(rest[0]) && (rest.length === 1 || text(rest[1]));
  const asked = typeof first === 'string' && Object.hasOwn(parts, first) ? parts[first] : undefined;
  return asked !== undefined && rest.length === asked.length && asked.every((holds, index) => holds(rest[index]));
}

export const traceJsonSchema = z.array(z.custom<Entry>(isEntry, 'no entry of a trace'));
export type TraceJson = Entry[];

export function traceToJson(trace: Trace): TraceJson {
  return trace.map((entry): Entry => {
    if (entry.rule === 'anchor') return ['anchor', entry.of, entry.step, toMinutes(entry.at)];
    if (entry.rule === 'base') return baseToJson(entry.by, toMinutes(entry.to));
    return entry.note === undefined ? [entry.rule, toMinutes(entry.to)] : [entry.rule, toMinutes(entry.to), entry.note];
  });
}

function baseToJson(by: BaseRule, to: number): Entry {
  switch (by.form) {
    case 'at':
      return ['at', to, by.days, by.at, by.isDefault ?? false];
    case 'delay':
      return ['delay', to, by.days, by.minutes];
    case 'repeat-days':
      return ['repeat-days', to, by.days, by.at];
    case 'repeat-hours':
      return ['repeat-hours', to, by.hours];
    case 'date':
      return ['date', to, by.date, by.event, by.offsetDays, by.at, by.annually];
  }
}

export function traceFromJson(json: TraceJson): Trace {
  let before: TraceTime = '';
  return json.map((entry): TraceMove => {
    const move = entryFromJson(entry, before);
    before = move.rule === 'anchor' ? move.at : move.to;
    return move;
  });
}

function entryFromJson(entry: Entry, from: TraceTime): TraceMove {
  switch (entry[0]) {
    case 'anchor':
      return { rule: 'anchor', of: entry[1], step: entry[2], at: toText(entry[3]) };
    case 'at': {
      const [, to, days, at, isDefault] = entry;
      return { rule: 'base', by: { form: 'at', days, at, ...(isDefault ? { isDefault } : {}) }, to: toText(to) };
    }
    case 'delay':
      return { rule: 'base', by: { form: 'delay', days: entry[2], minutes: entry[3] }, to: toText(entry[1]) };
    case 'repeat-days':
      return { rule: 'base', by: { form: 'repeat-days', days: entry[2], at: entry[3] }, to: toText(entry[1]) };
    case 'repeat-hours':
      return { rule: 'base', by: { form: 'repeat-hours', hours: entry[2] }, to: toText(entry[1]) };
    case 'date': {
      const [, to, date, event, offsetDays, at, annually] = entry;
      return { rule: 'base', by: { form: 'date', date, event, offsetDays, at, annually }, to: toText(to) };
    }
    default: {
      const [rule, to, note] = entry;
      return { rule, from, to: toText(to), ...(note === undefined ? {} : { note }) };
    }
  }
}

function toMinutes(time: TraceTime): number {
  return Math.floor(Date.parse(time) / 60_000);
}

function toText(minutes: number): TraceTime {
  return traceTime(fromMinutes(minutes));
}
