import type { Deliveries } from '../../app/ports/deliveries.js';
import type { SendingOutcome } from '../../app/ports/sending-outcome.js';
import type { Delivery } from '../../domain/fulfillment/delivery.js';
import { createMemoryProvider, type MemoryProvider } from './provider.js';

type TakenDelivery = { readonly delivery: Delivery; readonly url: string };

export interface MemoryDeliveries extends Deliveries, MemoryProvider<TakenDelivery, SendingOutcome> {}

/** Keeps what it is handed, an id once, for tests of use cases. */
export function createMemoryDeliveries(): MemoryDeliveries {
  const { taken, answerNext, hand } = createMemoryProvider<TakenDelivery, SendingOutcome>((nth) => `memory-${nth}`);
  return {
    taken,
    answerNext,
    async deliver(delivery, url) {
      if (taken.some((one) => one.delivery.id === delivery.id)) return { kind: 'accepted', providerMessageId: null };
      const outcome = hand({ delivery, url });
      return outcome.kind === 'accepted' ? { kind: 'accepted', providerMessageId: null } : outcome;
    },
    secretOf: (listId) => `whsec_${Buffer.from(`memory ${listId}`).toString('base64')}`,
  };
}
