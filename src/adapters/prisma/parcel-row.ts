import { DateTime } from 'luxon';
import { z } from 'zod';
import type { DeliveryLine } from '../../domain/fulfillment/delivery.js';
import type { DeliverTo } from '../../domain/fulfillment/list.js';
import type { RuleEvent } from '../../domain/fulfillment/rule-event.js';
import type { Prisma } from './generated/client.js';

/** What lies in the JSON columns of fulfillment. */

export const toSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mail'), email: z.string() }),
  z.object({ kind: z.literal('webhook'), url: z.string() }),
]) satisfies z.ZodType<DeliverTo>;

const text = z.string().nullable();

export const lineSchema = z.object({
  item: z.string(),
  quantity: z.number(),
  contact: z.object({ name: text, company: text, email: z.string(), phone: text }),
  address: z
    .object({
      name: text,
      company: text,
      line1: z.string(),
      line2: text,
      city: text,
      state: text,
      zip: text,
      country: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<Omit<DeliveryLine, 'id'>>;

export const eventSchema = z.object({
  id: z.string(),
  at: z.iso.datetime().transform((at) => DateTime.fromISO(at, { zone: 'utc' })),
  sequence: z.object({ name: z.string() }),
  step: z.object({ id: z.string(), name: z.string() }),
  contact: z.object({
    name: text,
    company: text,
    email: z.string(),
    phone: text,
    tags: z.array(z.string()),
    fields: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
}) satisfies z.ZodType<RuleEvent, unknown>;

/** For a column of JSON. */
export function jsonOf(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
