import { type SendingOutcome, withheld } from '../../app/ports/sending-outcome.js';
import { notLet, type RestAnswer } from './request.js';

/** What a request without an answer means, for something that was being sent. */
export function outcomeOfSilence(
  provider: string,
  silence: Extract<RestAnswer, { kind: 'none' }>,
): Extract<SendingOutcome, { kind: 'deferred' | 'unknown' }> {
  if (silence.code === notLet) return withheld;
  return silence.left
    ? { kind: 'unknown', reason: `The connection to ${provider} broke before its answer (${silence.code})` }
    : {
        kind: 'deferred',
        reason: `${provider} cannot be reached (${silence.code})`,
        retryAfterMs: null,
        cause: 'moment',
      };
}

/** An answer's body as JSON; null where it is none. */
export function jsonOf(body: string | null): unknown {
  try {
    // Of an empty one, which is what a mail that was taken is answered with, a fault would be made first.
    return body === null || body === '' ? null : JSON.parse(body);
  } catch {
    return null;
  }
}

/** A provider's own words as they may stand in a reason: one line, without addresses and numbers of people. */
export function presentable(words: string): string {
  return words
    .replace(/\S+@\S+/g, '…')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
