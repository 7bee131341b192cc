import type { Late } from '../ports/stores/digest-figures.js';
import { counted } from '../shown/counted.js';
import { shortened } from '../shown/shortened.js';
import { lengthOf } from './wording.js';

/** Steps that were late for one reason: how many, by how much, and why. */
export function lateLine(late: Late): string {
  const by = lengthOf(late.longestMinutes);
  const what = late.left
    ? `${counted(late.count, 'step', 'steps')} left late, by up to ${by}`
    : `${counted(late.count, 'step has', 'steps have')} not left yet, late by up to ${by}`;
  return `${what}: ${reasons[late.why](late)}`;
}

const reasons: { readonly [W in Late['why']]: (late: Late) => string } = {
  refused: ({ reason }) => `not taken by the provider at first${quoted(reason)}`,
  failed: ({ reason }) => `tried again after a failure${quoted(reason)}`,
  uncertain: ({ reason }) => `for a while nobody knew whether it was sent${quoted(reason)}`,
  'blank-field': () => 'held until a blank merge field was filled in',
  'sending-limit': ({ left }) =>
    left
      ? 'their sender had sent as many mails as it may'
      : 'their sender has sent as many mails as it may, they wait their turn',
  'no-worker': ({ left }) => (left ? 'no worker was there when it was due' : 'no worker has taken it yet'),
};

function quoted(reason: string | null): string {
  return reason ? ` (${shortened(reason, 120)})` : '';
}
