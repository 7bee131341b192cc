import type { Deliveries } from '../../app/ports/deliveries.js';
import type { Delivery } from '../../domain/fulfillment/delivery.js';
import type { RuleEvent } from '../../domain/fulfillment/rule-event.js';
import type { RequestEnds } from '../rest/request.js';
import { secretFor } from './signature.js';
import { signedPost } from './signed-post.js';

export interface WebhookOptions extends RequestEnds {
  /** The program's own; each list's is made of it. */
  readonly secret: Buffer;
  /** `public`: the internet only; `any`: this machine and its private networks too. */
  readonly reach: 'public' | 'any';
}

/** In place of a list's id, of which none is called so. */
const rules = 'rules';

/** Deliveries as signed JSON to web addresses. */
export function createWebhookDeliveries(options: WebhookOptions): Deliveries {
  const { reach, timeoutMs, hangUp } = options;
  const ends = { ...(timeoutMs !== undefined && { timeoutMs }), ...(hangUp && { hangUp }) };
  const secretOf = (listId: string | null) => secretFor(options.secret, listId ?? rules);
  const post = (id: string, url: string, listId: string | null, body: unknown) => {
    return signedPost({ url, id, secret: secretOf(listId), payload: body, reach, ends });
  };
  return {
    mayBePlain: reach === 'any',
    deliver: (delivery, url) => post(delivery.id, url, delivery.list.id, payload(delivery)),
    tell: (event, url) => post(event.id, url, null, told(event)),
    secretOf,
  };
}

/** What a rule tells. */
function told({ id, at, sequence, step, contact }: RuleEvent) {
  const { name, company, email, phone, tags, fields } = contact;
  return {
    type: 'rule.fired',
    timestamp: at.toUTC().toISO(),
    data: {
      id,
      sequence: { name: sequence.name },
      step: { id: step.id, name: step.name },
      contact: { name, company, email, phone, tags, fields },
    },
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
