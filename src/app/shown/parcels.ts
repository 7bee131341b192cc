import type { DateTime } from 'luxon';
import { deliverToText, type FulfillmentList } from '../../domain/fulfillment/list.js';
import type { ListDelivery } from '../ports/stores/parcels.js';
import { dayNames } from './dayNames.js';
import type { ShownVersion } from './versions.js';

/** A fulfillment list among the others. */
export interface ShownListLine {
  readonly id: string;
  readonly list: FulfillmentList;
  /** When it is delivered next; null while nothing waits on it. */
  readonly dueAt: DateTime | null;
  /** Lines that wait for that. */
  readonly waiting: number;
  /** How many sequences put people on it. */
  readonly usedIn: number;
}

/** A fulfillment list with what waits on it and what became of it. */
export interface ShownList extends Omit<ShownListLine, 'usedIn'> {
  readonly version: number;
  /** Names of the sequences that put people on it. */
  readonly usedIn: readonly string[];
  /** One line about sequences that may use it and cannot be read here; null where there are none. */
  readonly unread: string | null;
  /** The first that wait. */
  readonly lines: readonly { readonly item: string; readonly quantity: number; readonly contact: string }[];
  /** The newest first. */
  readonly deliveries: readonly ListDelivery[];
  readonly versions: readonly ShownVersion[];
  readonly mayEdit: boolean;
  /** The zone of whoever looks. */
  readonly reader: string;
}

/** `2 × Mug, Card`. */
export function itemsText({ items }: Pick<FulfillmentList, 'items'>): string {
  return items.map(({ item, quantity }) => (quantity === 1 ? item : `${quantity} × ${item}`)).join(', ');
}

/** `pack@example.com, Monday, Thursday at 17:00`. */
export function deliveryText(list: Pick<FulfillmentList, 'to' | 'days' | 'at'>): string {
  return `${deliverToText(list.to)}, ${scheduleText(list)}`;
}

/** `Monday, Thursday at 17:00`, on the account's clock. */
export function scheduleText({ days, at }: Pick<FulfillmentList, 'days' | 'at'>): string {
  return `${days.length === 7 ? 'Every day' : days.map((day) => dayNames[day]).join(', ')} at ${at}`;
}
