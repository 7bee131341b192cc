import { createHmac } from 'node:crypto';
import { type Answer, type Provider, type StandIn, type StandInOptions, startStandIn } from './stand-in.js';

/** A delivery as the stand-in received it. */
export interface TakenDelivery {
  readonly id: string;
  readonly body: unknown;
}

export type WebhookStandIn = StandIn<TakenDelivery>;

/** How far a receiver lets the time of a signature be from its own. */
const toleranceSeconds = 300;

/**
 * A receiver of webhooks as docs/fulfillment.md tells people to write one: it checks signature and time, and takes an id
 * once. `secret` is what it was given for the list of this id; null: for what rules tell.
 */
export function startWebhookStandIn(
  options: StandInOptions & {
    readonly secret: (listId: string | null) => string;
  },
): Promise<WebhookStandIn> {
  const receiver: Provider<TakenDelivery> = {
    shelf: 'deliveries',
    isSending: ({ method, path }) => method === 'POST' && path === '/hook',
    take: ({ body, headers }, taken) => {
      const { data } = JSON.parse(body) as { readonly data: { readonly list?: { readonly id: string } } };
      const problem = problemOf(options.secret(data.list?.id ?? null), headers, body);
      if (problem !== null) return { things: [], answer: { status: 401, body: { problem } } };
      const id = String(headers['webhook-id']);
      const answer: Answer = { status: 204 };
      const isNew = !taken.some((one) => one.id === id);
      return { things: isNew ? [{ id, body: JSON.parse(body) }] : [], answer };
    },
    errorBody: () => ({}),
  };
  return startStandIn(receiver, options);
}

/** What is wrong with a request by Standard Webhooks, "Verifying signatures"; null where nothing is. */
export function problemOf(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  now = Date.now() / 1000,
): string | null {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers;
  if (Math.abs(now - Number(time)) > toleranceSeconds) return 'too old';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`;
  return String(signatures).split(' ').includes(expected) ? null : 'not signed';
}
