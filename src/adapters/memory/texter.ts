import type { DateTime } from 'luxon';
import type { Clock } from '../../app/ports/clock.js';
import { withheld } from '../../app/ports/sending-outcome.js';
import type { SendingNumber, Text, Texter, TextOutcome } from '../../app/ports/texter.js';
import { createMemoryProvider, type MemoryProvider } from './provider.js';

type TakenText = Text & { readonly takenAt: DateTime };

export interface MemoryTexter extends Texter, MemoryProvider<TakenText, TextOutcome> {}

const idOf = (nth: number) => `memory-text-${nth}`;

/** A texter that keeps its texts, for tests of use cases. */
export function createMemoryTexter(options: {
  readonly clock: Clock;
  readonly numbers?: readonly SendingNumber[];
}): MemoryTexter {
  const { taken, answerNext, hand } = createMemoryProvider<TakenText, TextOutcome>(idOf);
  return {
    taken,
    answerNext,
    async send(text, mayLeave) {
      if ((await mayLeave?.()) === false) return withheld;
      return hand({ ...text, takenAt: await options.clock.now() });
    },
    async seen({ from, to, since, until }) {
      const seen = taken.map(({ body, takenAt, ...text }, index) => ({
        ...text,
        shown: { providerMessageId: idOf(index + 1), body, createdAt: takenAt },
      }));
      const between = seen.filter(
        (text) =>
          text.from === from && text.to === to && text.shown.createdAt >= since && text.shown.createdAt <= until,
      );
      return { ok: true, found: between.map(({ shown }) => shown) };
    },
    async numbers() {
      return { ok: true, found: options.numbers ?? [] };
    },
  };
}
