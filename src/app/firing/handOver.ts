import { type AnyOutcome, withheld } from '../ports/sending-outcome.js';
import type { StartStopwatch } from '../ports/timers.js';
import type { BegunItem, Sender, SentItem } from './sender.js';
import type { SendingLedger } from './sendingLedger.js';

export interface HandedOver<Item> {
  /** To be settled: what was still this worker's. */
  readonly sent: readonly SentItem<Item>[];
  /** What the provider made of it; null where it was not asked. */
  readonly answered: readonly AnyOutcome[] | null;
}

/**
 * Hands over what shares a request. That it begins is written down when it stands on its connection but for its last byte: a
 * worker that dies before has let nothing leave and left nobody in doubt, and one that slept past its lease finds that out and
 * takes it back. Rejects for faults of the database.
 */
export function createHandOver<Item>(
  { startStopwatch }: { readonly startStopwatch: StartStopwatch },
  sender: Pick<Sender<Item>, 'begin' | 'send' | 'leaveWithinMs'>,
  ledger: Pick<SendingLedger<Item>, 'begin'>,
): (items: readonly Item[]) => Promise<HandedOver<Item>> {
  return async (items) => {
    let begun: readonly BegunItem<Item>[] = [];
    let takenMs = () => 0;
    let asked: Promise<boolean> | null = null;
    const isLate = () => takenMs() > sender.leaveWithinMs;
    const ask = async () => {
      takenMs = startStopwatch();
      begun = await ledger.begin(items);
      return begun.length === items.length && !isLate();
    };
    const outcomes = await sender.send(items, () => {
      asked ??= ask();
      // What is wrong with the database is told below, to whom it concerns.
      return asked.catch(() => false);
    });
    if (asked === null) {
      begun = await sender.begin([items], { neverLeft: whyNeverLeft(outcomes) });
      return handedOver(items, begun, outcomes);
    }
    const left = await asked;
    if (left) return handedOver(items, begun, outcomes);
    if (begun.length === 0) return { sent: [], answered: null };
    if (isLate()) return { sent: begun.map((one) => ({ ...one, outcome: withheld })), answered: null };
    // Somebody took one of them back at the last moment: the others leave without it.
    const others = begun.map(({ item }) => item);
    return handedOver(others, begun, await sender.send(others, async () => !isLate()));
  };
}

const nothingSaid: AnyOutcome = { kind: 'unknown', reason: 'nothing was said of it' };

function handedOver<Item>(
  items: readonly Item[],
  begun: readonly BegunItem<Item>[],
  outcomes: readonly AnyOutcome[],
): HandedOver<Item> {
  const outcomeOf = new Map<Item, AnyOutcome | undefined>();
  for (const [index, item] of items.entries()) outcomeOf.set(item, outcomes[index]);
  const sent: SentItem<Item>[] = [];
  for (const { item, attempt, requestId } of begun) {
    sent.push({ item, attempt, requestId, outcome: outcomeOf.get(item) ?? nothingSaid });
  }
  return { sent, answered: begun.length === 0 ? null : outcomes };
}

/** Undefined where one of them may have left. */
function whyNeverLeft(outcomes: readonly AnyOutcome[]): string | undefined {
  const reasons = outcomes.map((one) => (one.kind === 'accepted' || one.kind === 'unknown' ? null : one.reason));
  return reasons.includes(null) ? undefined : (reasons[0] ?? undefined);
}
