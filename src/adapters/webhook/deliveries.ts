import type { Deliveries } from '../../app/ports/deliveries.js';
import type { SendingOutcome } from '../../app/ports/sending-outcome.js';
import type { Delivery } from '../../domain/fulfillment/delivery.js';
import { retryAfterMs } from '../rest/headers.js';
import { outcomeOfSilence } from '../rest/outcome.js';
import { type RestAnswer, restRequest } from '../rest/request.js';
import { isPublic, literalAddress, lookupPublic, notPublic } from './public-address.js';
import { secretFor, signedHeaders } from './signature.js';

export interface WebhookOptions {
  /** The program's own; each list's is made of it. */
  readonly secret: Buffer;
  /** `public`: the internet only; `any`: this machine and its private networks too. */
  readonly reach: 'public' | 'any';
  /** How long a request may stay without an answer; 30 s unless told. */
  readonly timeoutMs?: number;
}

/** Deliveries as signed JSON to web addresses. The time of the signature is the real one, also in the sandbox. */
export function createWebhookDeliveries(options: WebhookOptions): Deliveries {
  return {
    async deliver(delivery, url) {
      const literal = literalAddress(url);
      if (options.reach === 'public' && literal !== null && !isPublic(literal)) return outOfReach;
      const body = JSON.stringify(payload(delivery));
      const secret = secretFor(options.secret, delivery.list.id);
      const timestamp = Math.floor(Date.now() / 1000);
      const answer = await restRequest({
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Drumbeat',
          ...signedHeaders({ secret, id: delivery.id, timestamp, body }),
        },
        body,
        timeoutMs: options.timeoutMs ?? 30_000,
        ...(options.reach === 'public' && { lookup: lookupPublic }),
      });
      return outcomeOf(answer);
    },
    secretOf: (listId) => secretFor(options.secret, listId),
  };
}

const outOfReach: SendingOutcome = {
  kind: 'refused',
  reason: 'The webhook leads to a private network; give it a public address',
};

/** The body of a request, of which docs/fulfillment.md tells receivers. */
function payload({ id, list, closedAt, lines }: Delivery) {
  return {
    type: 'fulfillment.delivery',
    timestamp: closedAt.toUTC().toISO(),
    data: {
      id,
      list,
      // Named one by one: who hands over a whole contact does not hand out all that is known of them.
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

/** What became of a request (architecture, "What a failed request means"; Standard Webhooks, "Delivery success"). */
function outcomeOf(answer: RestAnswer): SendingOutcome {
  if (answer.kind === 'none') {
    return answer.code === notPublic ? outOfReach : outcomeOfSilence('The webhook', answer);
  }
  const { status, headers } = answer;
  const deferred = (reason: string): SendingOutcome => ({
    kind: 'deferred',
    reason,
    retryAfterMs: retryAfterMs(headers),
  });
  if (status >= 200 && status < 300) return { kind: 'accepted', providerMessageId: null };
  if (status === 429) return deferred('The webhook asks to slow down (429)');
  if (status === 408 || status >= 500) return { kind: 'unknown', reason: `The webhook failed (${status})` };
  if (status === 410) return { kind: 'refused', reason: 'The webhook takes no more deliveries (410)' };
  if ([400, 413, 415, 422].includes(status)) {
    return { kind: 'refused', reason: `The webhook refused the delivery (${status})` };
  }
  const redirected = status >= 300 && status < 400;
  const hint = redirected ? 'give the address that it leads to' : "check its address and the list's secret there";
  return deferred(`The webhook answered ${status}: ${hint}`);
}
