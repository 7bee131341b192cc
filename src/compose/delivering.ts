import type { RequestEnds } from '../adapters/rest/request.js';
import { createWebhookDeliveries } from '../adapters/webhook/deliveries.js';
import type { Deliveries } from '../app/ports/deliveries.js';
import type { Config } from '../config.js';
import { PARCELS_PATH } from '../sandbox/parcels/receiver.js';

type DeliveringConfig = Pick<Config, 'webhookReach' | 'slack'>;

/**
 * Deliveries to webhooks, signed with keys that are made of the program's own secret. In the sandbox nothing leaves this
 * machine: its own receiver takes them all, and is told where each was to go.
 */
export function composeDelivering(
  config: DeliveringConfig,
  localUrl: string,
  secret: Buffer,
  ends: RequestEnds,
): Deliveries {
  const { slack, webhookReach: reach } = config;
  if (slack.mode !== 'sandbox') return createWebhookDeliveries({ secret, reach, ...ends });
  const receiver = createWebhookDeliveries({ secret, reach: 'any', ...ends });
  const instead = (url: string) => `${localUrl}${PARCELS_PATH}?to=${encodeURIComponent(url)}`;
  return {
    mayBePlain: mayBePlain(config),
    deliver: (delivery, url) => receiver.deliver(delivery, instead(url)),
    tell: (event, url) => receiver.tell(event, instead(url)),
    secretOf: receiver.secretOf,
  };
}

/** Whether webhooks without encryption are taken here. */
export function mayBePlain({ webhookReach }: Pick<Config, 'webhookReach'>): boolean {
  return webhookReach === 'any';
}
