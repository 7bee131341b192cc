import type { CarriedKind } from '../../domain/steps/lane.js';
import { type Measures, measuredOutcome } from '../ports/measures.js';
import type { Sender } from './sender.js';

/** How a program is watched: whom it tells, and the steady clock that durations are read from (milliseconds). */
export interface Watched {
  readonly measures: Measures;
  readonly monotonicMs: () => number;
}

/** A sender that tells how long its claims, requests and settlements took, and what they came to. */
export function measuredSender<Item>(
  lane: CarriedKind,
  sender: Sender<Item>,
  { measures, monotonicMs }: Watched,
): Sender<Item> {
  const since = (startedMs: number) => (monotonicMs() - startedMs) / 1000;
  return {
    ...sender,
    claim: async (asked) => {
      const startedMs = monotonicMs();
      measures.shut(lane, asked.shut !== null);
      const claimed = await sender.claim(asked);
      // Of looks that found nothing there are many, and they say nothing of how long a claim takes.
      if (claimed.decided > 0) measures.claimed(lane, since(startedMs), claimed.decided);
      return claimed;
    },
    send: async (items, mayLeave) => {
      const startedMs = monotonicMs();
      measures.requestBegins(lane);
      const outcomes = await sender.send(items, mayLeave);
      measures.requestEnds(lane, since(startedMs), outcomes.map(measuredOutcome));
      return outcomes;
    },
    settle: async (sent) => {
      const startedMs = monotonicMs();
      const mayBeDue = await sender.settle(sent);
      measures.settled(lane, since(startedMs));
      return mayBeDue;
    },
  };
}
