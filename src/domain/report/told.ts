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

/** What only mail providers' events tell, and calendars. */
const heard: Readonly<Record<OutwardKind | 'gone', readonly Count[]>> = {
  email: ['delivered', 'opened', 'clicked', 'bounced', 'meetings'],
  sms: ['meetings'],
  task: ['meetings'],
  postcard: ['meetings'],
  fulfillment: ['meetings'],
  gone: ['opened', 'clicked', 'meetings'],
};

/**
 * Whether a count can be other than 0; of a step that is gone, whose kind is not known (null), any can. `hearsOfMails`: whether
 * it comes back to the program what became of mails, and that a meeting was booked.
 */
export function isTold(kind: OutwardKind | null, count: Count, hearsOfMails: boolean): boolean {
  if (!hearsOfMails && heard[kind ?? 'gone'].includes(count)) return false;
  return kind === null || told[kind].includes(count);
}
