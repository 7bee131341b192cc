import type { Deliveries } from '../../app/ports/deliveries.js';
import type { SendingOutcome } from '../../app/ports/sending-outcome.js';
import type { Delivery } from '../../domain/fulfillment/delivery.js';
import type { RuleEvent } from '../../domain/fulfillment/rule-event.js';
import { createMemoryProvider, type MemoryProvider } from './provider.js';

type TakenDelivery = { readonly delivery: Delivery | RuleEvent; readonly url: string };

export interface MemoryDeliveries extends Deliveries, MemoryProvider<TakenDelivery, SendingOutcome> {}

/** Keeps what it is handed, an id once, for tests of use cases. */
export function createMemoryDeliveries(): MemoryDeliveries {
  const { taken, answerNext, hand } = createMemoryProvider<TakenDelivery, SendingOutcome>((nth) => `memory-${nth}`);
  const take = async (delivery: Delivery | RuleEvent, url: string): Promise<SendingOutcome> => {
    if (taken.some((one) => one.delivery.id === delivery.id)) return { kind: 'accepted', providerMessageId: null };
    const outcome = hand({ delivery, url });
    return outcome.kind === 'accepted' ? { kind: 'accepted', providerMessageId: null } : outcome;
  };
  return {
    taken,
    answerNext,
    mayBePlain: false,
    deliver: take,
    tell: take,
    secretOf: (listId) => `whsec_${Buffer.from(`memory ${listId ?? 'rules'}`).toString('base64')}`,
  };
}
