import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { isCalendarDate } from './calendar-date.js';
import { strictObject } from './strict-object.js';
import { line } from './text-schema.js';
import type { DateWhen, Duration, Repeat, When } from './when.js';
import { formatDuration, parseDuration, weekdays } from './when.js';

export const wallTimeSchema = z
  .string({ error: coded('notTime', '09:30') })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, coded('noSuchTime', '23:59'));

export const calendarDate = z
  .string({ error: coded('notDate') })
  .refine(isCalendarDate, coded('noSuchDate'))
  .meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const daysSchema = z
  .number({ error: coded('notWhole', 0) })
  .int(coded('notWhole', 0))
  .min(0, coded('notWhole', 0))
  .max(sequenceLimits.days, coded('tooLarge', sequenceLimits.days));

export const weekdaysSchema = z
  .array(z.enum(weekdays, { error: coded('notOneOf', weekdays) }), { error: coded('notList', 'weekdays') })
  .min(1, coded('noWeekday'));

function durationSchema(units: readonly Duration['unit'][], least: number, others: readonly string[] = []) {
  const forms = [...units.map((unit) => `"N ${unit}"`), ...others.map((other) => `"${other}"`)].join(' or ');
  const accepts = (text: string) => {
    if (others.includes(text)) return true;
    const duration = parseDuration(text);
    if (duration === null || !units.includes(duration.unit)) return false;
    return duration.amount >= least && duration.amount <= sequenceLimits[duration.unit];
  };
  const message = coded('notDuration', least > 0 ? `${forms}, N at least ${least}` : forms);
  const names = units.map((unit) => unit.slice(0, -1)).join('|');
  const pattern = `^(${[`\\d+ (${names})s?`, ...others].join('|')})$`;
  return z.string({ error: message }).refine(accepts, message).meta({ pattern });
}

export const whenSchema = z.union(
  [
    z.literal('immediately'),
    strictObject({
      days: daysSchema.optional(),
      at: wallTimeSchema.optional(),
      delay: durationSchema(['minutes', 'hours'], 0, ['none']).optional(),
      weekdays: weekdaysSchema.optional(),
    }),
  ],
  { error: coded('notWhen') },
);
export type WhenFile = z.infer<typeof whenSchema>;

const offsetMessage = coded('notOffset');

/** The `when` of a step in a date sequence. What excludes each other in it is checked apart. */
export const dateWhenSchema = strictObject({
  date: calendarDate.optional(),
  event: line().optional(),
  offset: z
    .string({ error: offsetMessage })
    .refine((text) => Math.abs(offsetDays(text) ?? Number.NaN) <= sequenceLimits.days, offsetMessage)
    .meta({ pattern: '^-?\\d+ days?$' })
    .optional(),
  at: wallTimeSchema.optional(),
  annually: z.boolean({ error: coded('notEither', 'true', 'false') }).optional(),
});
export type DateWhenFile = z.infer<typeof dateWhenSchema>;

/** Reads "-7 days"; null where it is anything else. */
function offsetDays(text: string): number | null {
  const match = /^(-?\d{1,9}) days?$/.exec(text);
  return match ? Number(match[1]) : null;
}

/** What a delay step waits for. */
export const waitSchema = durationSchema(['minutes', 'hours', 'days'], 0);

export const repeatSchema = strictObject({
  every: durationSchema(['hours', 'days'], 1),
  times: z
    .number({ error: coded('notWhole', 1) })
    .int(coded('notWhole', 1))
    .min(1, coded('notWhole', 1))
    .max(sequenceLimits.times, coded('tooLarge', sequenceLimits.times))
    .optional(),
});
export type RepeatFile = z.infer<typeof repeatSchema>;

/** A text that its schema has let through. */
export function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (parsed === null) throw new RangeError(`not a duration: ${text}`);
  return parsed;
}

export function whenFromFile(file: WhenFile | DateWhenFile | undefined): When | null {
  if (file === undefined) return null;
  if (file === 'immediately') return { form: 'delay', days: 0, delay: null, weekdays: null };
  return isDateWhen(file) ? dateFromFile(file) : stepFromFile(file);
}

function isDateWhen(file: Exclude<WhenFile | DateWhenFile, string>): file is DateWhenFile {
  return 'date' in file || 'event' in file;
}

function stepFromFile(file: Exclude<WhenFile, string>): When {
  const days = file.days ?? 0;
  const chosen = file.weekdays ? weekdays.filter((day) => file.weekdays?.includes(day)) : null;
  if (file.delay === undefined) return { form: 'at', days, at: file.at ?? null, weekdays: chosen };
  return { form: 'delay', days, delay: file.delay === 'none' ? null : duration(file.delay), weekdays: chosen };
}

function dateFromFile({ date, event, offset, at, annually }: DateWhenFile): When {
  const on = date === undefined ? { event: event ?? '', offsetDays: offsetDays(offset ?? '0 days') ?? 0 } : { date };
  return { form: 'date', on, at: at ?? null, annually: annually ?? false };
}

export function whenToFile(when: When): WhenFile | DateWhenFile {
  if (when.form === 'date') return dateToFile(when);
  const days = when.weekdays ? { weekdays: [...when.weekdays] } : {};
  if (when.form === 'at') return { days: when.days, ...(when.at === null ? {} : { at: when.at }), ...days };
  if (when.delay === null && when.days === 0 && when.weekdays === null) return 'immediately';
  return { days: when.days, delay: when.delay === null ? 'none' : formatDuration(when.delay), ...days };
}

function dateToFile({ on, at, annually }: DateWhen): DateWhenFile {
  const offset = 'offsetDays' in on && on.offsetDays !== 0 ? { offset: formatOffset(on.offsetDays) } : {};
  return {
    ...('date' in on ? { date: on.date } : { event: on.event, ...offset }),
    ...(at === null ? {} : { at }),
    ...(annually ? { annually } : {}),
  };
}

function formatOffset(days: number): string {
  return `${days} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
}

export function repeatFromFile(file: RepeatFile | undefined): Repeat | null {
  return file === undefined ? null : { every: duration(file.every), times: file.times ?? null };
}

export function repeatToFile(repeat: Repeat): RepeatFile {
  return { every: formatDuration(repeat.every), ...(repeat.times === null ? {} : { times: repeat.times }) };
}
