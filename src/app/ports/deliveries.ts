import type { Delivery } from '../../domain/fulfillment/delivery.js';
import type { SendingOutcome } from './sending-outcome.js';

/**
 * Hands deliveries of fulfillment lists to web addresses, signed (docs/fulfillment.md). Never rejects for what the
 * receiver or the network did: that is an outcome.
 *
 * Receivers take an id once, so a delivery whose outcome is unknown is handed over again under the same id.
 */
export interface Deliveries {
  deliver(delivery: Delivery, url: string): Promise<SendingOutcome>;
  /** What the receiver of a list checks signatures with, to be shown to an admin: `whsec_...`. */
  secretOf(listId: string): string;
}
