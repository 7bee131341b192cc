import type { DateTime } from 'luxon';
import { z } from 'zod';
import { parseEmailAddress } from '../contact/email-address.js';
import { listLimits, sequenceLimits } from '../limits.js';
import { coded, type Refusal, type Refused, refuse } from '../refusal.js';
import { type Problem, zodProblems } from '../sequence/problems.js';
import { strictObject } from '../sequence/strict-object.js';
import { idSchema, line } from '../sequence/text-schema.js';
import { type Weekday, weekdays } from '../sequence/when.js';
import { wallTimeSchema, weekdaysSchema } from '../sequence/when-schema.js';
import { nextAt } from '../timing/next-at.js';
import { parseWebhookAddress } from './webhook-address.js';

export interface ListItem {
  readonly item: string;
  /** From 1. */
  readonly quantity: number;
}

/** Who gets a list's deliveries. */
export type DeliverTo =
  | { readonly kind: 'mail'; readonly email: string }
  | { readonly kind: 'webhook'; readonly url: string };

/** What fulfillment steps put contacts on, by its name. */
export interface FulfillmentList {
  readonly name: string;
  readonly items: readonly ListItem[];
  readonly to: DeliverTo;
  /** In the week's order. */
  readonly days: readonly Weekday[];
  /** HH:mm on the account's clock. */
  readonly at: string;
}

const quantityMessage = coded('notWithin', 1, listLimits.quantity);
const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

const listSchema = strictObject({
  list: idSchema,
  items: z
    .array(
      strictObject({
        item: line(sequenceLimits.nameLength),
        quantity: z.int(quantityMessage).min(1, quantityMessage).max(listLimits.quantity, quantityMessage).default(1),
      }),
      { error: coded('notList', 'items') },
    )
    .min(1, coded('noneInList', 'item'))
    .max(listLimits.items, coded('tooMany', listLimits.items, 'items')),
  deliver: strictObject({
    to: line(),
    days: weekdaysSchema.default([...workdays]),
    at: wallTimeSchema,
  }),
});

export type ListFile =
  | { readonly ok: true; readonly list: FulfillmentList }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a list as its file has it. `mayBePlain`: webhooks without encryption are allowed here. */
export function parseListFile(input: unknown, options: { readonly mayBePlain: boolean }): ListFile {
  const parsed = listSchema.safeParse(input);
  if (!parsed.success) return { ok: false, problems: zodProblems(parsed.error, input, '') };
  const { list: name, items, deliver } = parsed.data;
  const to = readTo(deliver.to, options);
  if ('code' in to) return { ok: false, problems: [{ path: 'deliver.to', ...to }] };
  const days = weekdays.filter((day) => deliver.days.includes(day));
  return { ok: true, list: { name, items, to, days, at: deliver.at } };
}

/** Whether parsed YAML is meant to be a list rather than a sequence. */
export function looksLikeList(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'list' in input && !('steps' in input);
}

/** When a list with something on it is delivered next, strictly after an instant. */
export function nextDeliveryAt({ at, days }: Pick<FulfillmentList, 'at' | 'days'>, zone: string, after: DateTime) {
  const on = days.map((day) => weekdays.indexOf(day));
  return nextAt({ at, zone, isOn: (weekday) => on.includes(weekday) }, after);
}

/** Who gets it, for people: an address never carries a secret. */
export function deliverToText(to: DeliverTo): string {
  return to.kind === 'mail' ? to.email : to.url;
}

/** Why it is refused where it is neither. */
function readTo(text: string, options: { readonly mayBePlain: boolean }): DeliverTo | Refusal {
  if (!text.includes('://')) {
    const mail = parseEmailAddress(text);
    return mail.ok ? { kind: 'mail', email: mail.email } : refuse('notRecipient');
  }
  const address = parseWebhookAddress(text, options);
  return address.ok ? { kind: 'webhook', url: address.url } : clauseOf(address);
}

/** As a clause, without its full stop. */
function clauseOf({ code, reason }: Refused): Refusal {
  return { code, message: reason.replace(/\.$/, '') };
}
