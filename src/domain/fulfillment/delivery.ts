import type { DateTime } from 'luxon';
import type { PostalAddress } from '../contact/postal-address.js';

/** One item for one person. */
export interface DeliveryLine {
  /** The ledger's id of the step that put the contact on the list, and what tells its items apart. */
  readonly id: string;
  readonly item: string;
  /** From 1. */
  readonly quantity: number;
  readonly contact: {
    readonly name: string | null;
    readonly company: string | null;
    readonly email: string;
    /** E.164. */
    readonly phone: string | null;
  };
  /** Null where it is not known; the receiver has to find out. */
  readonly address: PostalAddress | null;
}

/** What a fulfillment list hands over at one of its times. */
export interface Delivery {
  /** The same however often this delivery is tried, and never that of another one. */
  readonly id: string;
  readonly list: { readonly id: string; readonly name: string };
  /** When the list was closed for it: later lines are in the next one. */
  readonly closedAt: DateTime;
  readonly lines: readonly DeliveryLine[];
}
