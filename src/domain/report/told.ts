import type { OutwardKind } from '../steps/step.js';
import { type Count, counts } from './figures.js';

const everywhere: readonly Count[] = ['reached', 'sent', 'replied', 'meetings', 'unsubscribed'];

/** What anybody tells of a kind of steps: nobody knows who opened a text, or whether a card arrived. */
const told: Readonly<Record<OutwardKind, readonly Count[]>> = {
  email: counts,
  sms: [...everywhere, 'delivered', 'bounced'],
  task: everywhere,
  postcard: everywhere,
  fulfillment: [...everywhere, 'delivered'],
};

/** Whether a count can be other than 0; of a step that is gone, whose kind is not known (null), any can. */
export function isTold(kind: OutwardKind | null, count: Count): boolean {
  return kind === null || told[kind].includes(count);
}
