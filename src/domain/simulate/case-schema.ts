import { z } from 'zod';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { line } from '../sequence/text-schema.js';
import { delayGrids, isZone } from '../timing/plan.js';
import { isDateTimeText } from './date-time-text.js';

/** The JSON that `simulate` takes, but for the steps within, which are read by the sequence's own rules. */

const zone = z.string({ error: coded('notZoneName') }).refine(isZone, coded('notZoneName'));

const dateTime = z.string({ error: coded('notDateTime') }).refine(isDateTimeText, coded('notDateTime'));

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const fieldValue = z.union([scalar, z.array(scalar)], {
  error: coded('notValue', 'true, false, null or a list'),
});
const stepList = z.array(z.unknown(), { error: coded('notList', 'steps') });

const at = { at: dateTime };
const stepOf = { ...at, step: line() };

/** What every event has. */
export const eventTimeSchema = z.object(at);

/** One table: an event's type and its keys. */
export const eventSchemas = {
  reply: strictObject({ ...at, type: z.literal('reply'), step: line().optional() }),
  'meeting-booked': strictObject({ ...at, type: z.literal('meeting-booked') }),
  unsubscribe: strictObject({ ...at, type: z.literal('unsubscribe') }),
  bounce: strictObject({ ...at, type: z.literal('bounce') }),
  open: strictObject({ ...stepOf, type: z.literal('open') }),
  click: strictObject({ ...stepOf, type: z.literal('click') }),
  'task-done': strictObject({ ...stepOf, type: z.literal('task-done'), outcome: line().optional() }),
  pause: strictObject({ ...at, type: z.literal('pause') }),
  resume: strictObject({
    ...at,
    type: z.literal('resume'),
    policy: z.enum(['keep', 'shift', 'skip'], { error: coded('notOneOf', ['keep', 'shift', 'skip']) }).optional(),
    /** Where a resume that spreads many puts this one. */
    spreadTo: dateTime.optional(),
  }).refine(
    ({ policy, spreadTo }) => policy === undefined || spreadTo === undefined,
    coded('excluding', '"policy" and "spreadTo"'),
  ),
  append: strictObject({ ...at, type: z.literal('append'), steps: stepList }),
  publish: strictObject({ ...at, type: z.literal('publish'), steps: stepList }),
  field: strictObject({ ...at, type: z.literal('field'), name: line(), value: fieldValue }),
  tag: strictObject({ ...at, type: z.literal('tag'), tag: line() }),
};
export type EventType = keyof typeof eventSchemas;
export type EventFile = { [T in EventType]: z.infer<(typeof eventSchemas)[T]> }[EventType];

export const eventTypes = Object.keys(eventSchemas);

export function isEventType(value: unknown): value is EventType {
  return typeof value === 'string' && Object.hasOwn(eventSchemas, value);
}

const wholeNumber = z
  .number({ error: coded('notWhole', 1) })
  .int(coded('notWhole', 1))
  .min(1, coded('notWhole', 1));

export const caseSchema = strictObject({
  sequence: z.record(z.string(), z.unknown(), { error: coded('notSequence') }),
  accountZone: zone,
  enrolledAt: dateTime,
  contact: strictObject({
    zone: zone.optional(),
    fields: z.record(z.string(), fieldValue, { error: coded('notFields') }).optional(),
    tags: z.array(line(), { error: coded('notList', 'tags') }).optional(),
  }).optional(),
  delayGrid: z.literal([...delayGrids], { error: coded('notOneOf', delayGrids.map(String)) }).optional(),
  limit: wholeNumber.optional(),
  until: dateTime.optional(),
  events: z.array(z.unknown(), { error: coded('notList', 'events') }).optional(),
});
export type CaseFile = z.infer<typeof caseSchema>;
