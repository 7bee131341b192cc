import type { NextAnswer } from '../contracts/sending.js';
import type { Behaviour } from '../support/stand-in.js';

/** What a stand-in is told to do for what a contract suite asks of it, but for a refusal in the provider's own words. */
export const lossAndThrottling: Readonly<Record<Exclude<NextAnswer, 'refuse'>, Behaviour>> = {
  'throttle-for-7s': { answer: 429, headers: { 'retry-after': '7' }, times: 1 },
  'lose-taken': { answer: 'reset', taken: true, times: 1 },
  'lose-untaken': { answer: 'reset', times: 1 },
};
