import type { Deliveries } from '../../app/ports/deliveries.js';
import type { Delivery } from '../../domain/fulfillment/delivery.js';
import { secretFor } from './signature.js';
import { signedPost } from './signed-post.js';

export interface WebhookOptions {
  /** The program's own; each list's is made of it. */
  readonly secret: Buffer;
  /** `public`: the internet only; `any`: this machine and its private networks too. */
  readonly reach: 'public' | 'any';
  /** How long a request may stay without an answer; 30 s unless told. */
  readonly timeoutMs?: number;
}

/** Deliveries as signed JSON to web addresses. */
export function createWebhookDeliveries(options: WebhookOptions): Deliveries {
  return {
    deliver: (delivery, url) =>
      signedPost({
        url,
        id: delivery.id,
        secret: secretFor(options.secret, delivery.list.id),
        payload: payload(delivery),
        reach: options.reach,
        timeoutMs: options.timeoutMs ?? 30_000,
      }),
    secretOf: (listId) => secretFor(options.secret, listId),
  };
}

/** The body of a request, of which docs/fulfillment.md tells receivers. */
function payload({ id, list, closedAt, lines }: Delivery) {
  return {
    type: 'fulfillment.delivery',
    timestamp: closedAt.toUTC().toISO(),
    data: {
      id,
      // Named one by one: who hands over a whole list or contact does not hand out all that is known of them.
      list: { id: list.id, name: list.name },
      lines: lines.map(({ id: line, item, quantity, address, contact: { name, company, email, phone } }) => ({
        id: line,
        item,
        quantity,
        contact: { name, company, email, phone },
        address,
      })),
    },
  };
}
