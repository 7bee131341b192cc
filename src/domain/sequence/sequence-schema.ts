import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { isHolidayCode } from '../timing/holidays.js';
import type { Reenroll, Window } from './sequence.js';
import { exitEvents, sequenceTypes } from './sequence.js';
import { strictObject } from './strict-object.js';
import { line, templateText } from './text-schema.js';
import { weekdays } from './when.js';
import { calendarDate, wallTimeSchema, weekdaysSchema } from './when-schema.js';

export const windowSchema = strictObject({
  days: weekdaysSchema.optional(),
  from: wallTimeSchema.optional(),
  to: z
    .string({ error: coded('notTime', '17:00') })
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, coded('noSuchTime', '24:00'))
    .optional(),
  skip: z
    .array(calendarDate, { error: coded('notList', 'dates') })
    .max(sequenceLimits.skippedDates, coded('tooMany', sequenceLimits.skippedDates, 'dates'))
    .optional(),
  holidays: z
    .string({ error: coded('notCountry') })
    .refine(isHolidayCode, coded('notCountry'))
    .optional(),
});
export type WindowFile = z.infer<typeof windowSchema>;

/** Everything of a sequence file but its steps, which are read one by one so that all errors come at once. */
export const sequenceSchema = strictObject({
  name: line(sequenceLimits.nameLength),
  description: templateText
    .max(sequenceLimits.descriptionLength, coded('tooLong', sequenceLimits.descriptionLength))
    .optional(),
  type: z.enum(sequenceTypes, { error: coded('notEither', 'step', 'date') }).optional(),
  zone: z.enum(['account', 'contact'], { error: coded('notEither', 'account', 'contact') }).optional(),
  count: z.enum(['fired', 'planned'], { error: coded('notEither', 'fired', 'planned') }).optional(),
  reenroll: z
    .string({ error: coded('notReenroll') })
    .regex(/^(never|always|after \d{1,5} days?)$/, coded('notReenroll'))
    .optional(),
  defaultTime: wallTimeSchema.optional(),
  window: windowSchema.optional(),
  exitOn: z
    .array(z.enum(exitEvents, { error: coded('notOneOf', exitEvents) }), {
      error: coded('notList', 'events'),
    })
    .optional(),
  steps: z
    .array(z.unknown(), { error: coded('notList', 'steps') })
    .max(sequenceLimits.steps, coded('tooMany', sequenceLimits.steps, 'steps')),
});

export function windowFromFile(file: WindowFile | undefined): Window | null {
  if (file === undefined) return null;
  return {
    days: file.days ? weekdays.filter((day) => file.days?.includes(day)) : null,
    from: file.from ?? '00:00',
    to: file.to ?? '24:00',
    skip: [...new Set(file.skip)].sort(),
    holidays: file.holidays ?? null,
  };
}

export function windowToFile(window: Window): WindowFile {
  return {
    ...(window.days ? { days: [...window.days] } : {}),
    from: window.from,
    to: window.to,
    ...(window.skip.length > 0 ? { skip: [...window.skip] } : {}),
    ...(window.holidays === null ? {} : { holidays: window.holidays }),
  };
}

export function reenrollFromFile(text: string | undefined): Reenroll {
  if (text === undefined || text === 'never') return { rule: 'never' };
  if (text === 'always') return { rule: 'always' };
  return { rule: 'after', days: Number(text.split(' ')[1]) };
}

export function reenrollToFile(reenroll: Reenroll): string {
  return reenroll.rule === 'after' ? `after ${reenroll.days} ${reenroll.days === 1 ? 'day' : 'days'}` : reenroll.rule;
}
