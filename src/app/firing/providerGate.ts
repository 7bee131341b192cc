import type { DateTime } from 'luxon';
import type { AnyOutcome } from '../ports/sending-outcome.js';
import { backOff } from './backOff.js';

/** Unanswered requests in a row after which a provider counts as failing. */
const unknownsToShut = 3;

/** Why and until when no request is begun. */
export interface Shut {
  readonly reason: string;
  readonly opensAt: DateTime;
}

/** Decides how many requests to a provider may be open, from what the last ones came to. */
export interface ProviderGate {
  /** Whether {@link shutAt} has to be asked. */
  isShut(): boolean;
  /** Looks at the program's time: since when it is shut is known from here. Null while requests may be begun. */
  shutAt(now: DateTime): Shut | null;
  /** So many were put off until it opens: what comes later opens a moment later for, and keeps its place. */
  postponed(count: number): void;
  /** How many requests may be begun beside those that are open. */
  room(open: number): number;
  /** Whether one request is tried, or to be tried, to see whether the provider is back. */
  isTrying(): boolean;
  /** A request is begun: what its answer is told with. */
  begin(): number;
  /** It was not begun after all: its row had been taken away. */
  forgo(begun: number): void;
  /** What became of what the request carried: the worst that says something of the provider counts. */
  answered(begun: number, outcomes: readonly AnyOutcome[]): void;
}

interface Closed {
  readonly reason: string;
  readonly waitMs: number;
  opensAt: DateTime | null;
  postponed: number;
  state: 'waiting' | 'open-for-one' | 'trying';
}

/**
 * A gate for `concurrency` requests. Each answer in a row of which nobody knows anything takes one of them away, so that
 * an outage makes no more uncertain than `concurrency`, and the third shuts the gate. A provider that is busy, away
 * or refuses the account shuts it at once. It opens for one request after a wait that doubles from 15 seconds to 15
 * minutes, or that the provider named; the answer to that one opens it altogether or shuts it again.
 */
export function createProviderGate(concurrency: number): ProviderGate {
  let closed: Closed | null = null;
  /** Grows whenever the gate is shut: answers to requests from before say nothing new. */
  let wave = 0;
  let unknowns = 0;
  let shutInARow = 0;

  const shut = (reason: string, retryAfterMs: number | null) => {
    shutInARow += 1;
    wave += 1;
    unknowns = 0;
    closed = {
      reason,
      waitMs: retryAfterMs ?? backOff(shutInARow, null),
      opensAt: null,
      postponed: 0,
      state: 'waiting',
    };
  };
  const open = () => {
    closed = null;
    unknowns = 0;
    shutInARow = 0;
  };
  return {
    isShut: () => closed?.state === 'waiting',
    shutAt: (now) => {
      if (closed === null || closed.state !== 'waiting') return null;
      closed.opensAt ??= now.plus({ milliseconds: Math.max(closed.waitMs, 1) });
      if (closed.opensAt <= now) {
        closed.state = 'open-for-one';
        return null;
      }
      return { reason: closed.reason, opensAt: closed.opensAt.plus({ milliseconds: closed.postponed }) };
    },
    postponed: (count) => {
      if (closed !== null) closed.postponed += count;
    },
    room: (requests) => {
      if (closed === null) return Math.max(0, concurrency - requests - unknowns);
      return closed.state === 'open-for-one' && requests < concurrency ? 1 : 0;
    },
    isTrying: () => closed !== null && closed.state !== 'waiting',
    begin: () => {
      if (closed !== null) closed.state = 'trying';
      return wave;
    },
    forgo: (begun) => {
      if (closed?.state === 'trying' && begun === wave) closed.state = 'open-for-one';
    },
    answered: (begun, outcomes) => {
      if (begun !== wave) return;
      const unknown = outcomes.find(isUnknown);
      const away = outcomes.find(isAway);
      if (unknown !== undefined) {
        unknowns += 1;
        if (closed !== null || unknowns >= Math.min(unknownsToShut, concurrency)) shut(unknown.reason, null);
      } else if (away !== undefined) {
        shut(away.reason, away.retryAfterMs);
      } else open();
    },
  };
}

function isUnknown(outcome: AnyOutcome): outcome is Extract<AnyOutcome, { kind: 'unknown' }> {
  return outcome.kind === 'unknown';
}

/** The provider takes nothing from anybody at this moment. */
function isAway(outcome: AnyOutcome): outcome is Extract<AnyOutcome, { kind: 'deferred' }> {
  return outcome.kind === 'deferred' && outcome.cause !== 'sender';
}
