import type { SendingOutcome } from '../../../src/app/ports/sending-outcome.js';
import type { NextAnswer } from '../../contracts/sending.js';

/** What a provider in memory is told to answer for what a contract suite asks of it. */
export const memoryOutcomes: Readonly<Record<NextAnswer, SendingOutcome>> = {
  refuse: { kind: 'refused', reason: 'a bad address' },
  'throttle-for-7s': { kind: 'deferred', reason: 'too many at once', retryAfterMs: 7000, cause: 'moment' },
  'lose-taken': { kind: 'unknown', reason: 'no answer came' },
  'lose-untaken': { kind: 'unknown', reason: 'no answer came' },
};
