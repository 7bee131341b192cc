import type { Delivery } from '../../domain/fulfillment/delivery.js';
import type { RuleEvent } from '../../domain/fulfillment/rule-event.js';
import type { SendingOutcome } from './sending-outcome.js';

/**
 * Hands deliveries of fulfillment lists, and what rules tell, to web addresses, signed (docs/fulfillment.md). Never rejects for what the
 * receiver or the network did: that is an outcome.
 *
 * Receivers take an id once, so a delivery whose outcome is unknown is handed over again under the same id.
 */
export interface Deliveries {
  /** Addresses without encryption may be called, and those of private networks. */
  readonly mayBePlain: boolean;
  deliver(delivery: Delivery, url: string): Promise<SendingOutcome>;
  tell(event: RuleEvent, url: string): Promise<SendingOutcome>;
  /** What the receiver of a list checks signatures with, to be shown to an admin: `whsec_...`; null: what rules tell. */
  secretOf(listId: string | null): string;
}
