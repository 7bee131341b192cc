import { createWebhookDeliveries } from '../adapters/webhook/deliveries.js';
import type { Deliveries } from '../app/ports/deliveries.js';
import type { Config } from '../config.js';
import { PARCELS_PATH } from '../sandbox/parcels/receiver.js';

type DeliveringConfig = Pick<Config, 'webhookReach' | 'slack'>;

/**
 * Deliveries to webhooks, signed with keys that are made of the program's own secret. In the sandbox nothing leaves this
 * machine: its own receiver takes them all, and is told where each was to go. `timeoutMs`: the longest that a request takes.
 */
export function composeDelivering(
  config: DeliveringConfig,
  localUrl: string,
  secret: Buffer,
  timeoutMs: number,
): Deliveries {
  const { slack, webhookReach: reach } = config;
  if (slack.mode !== 'sandbox') return createWebhookDeliveries({ secret, reach, timeoutMs });
  const receiver = createWebhookDeliveries({ secret, reach: 'any', timeoutMs });
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
