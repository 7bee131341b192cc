import type { Clock } from '../ports/clock.js';
import type { StartStopwatch } from '../ports/timers.js';
import { createHandOver } from './handOver.js';
import { oneAtATime } from './oneAtATime.js';
import { createProviderGate } from './providerGate.js';
import { createReadyItems } from './readyItems.js';
import type { Sender, SentItem } from './sender.js';
import { createSendingLedger } from './sendingLedger.js';
import { createUntoldAnswers } from './untoldAnswers.js';

/** How much one claim takes while nothing may leave. */
const claimSize = 200;

/**
 * In rounds of all requests: the most that is in hand, and the least and the most that one claim takes; and how many claims run at
 * once while there is more. Where requests carry many, a round is soon over: one claim is decided as the database works for another.
 */
const oneEach = { inHand: 2, least: 0.5, most: 2, claims: 1 };
const manyEach = { inHand: 12, least: 4, most: 4, claims: 2 };

/** Things on their way: claims what is due as requests end, and keeps a bounded number of requests open. */
export interface SendingFlow {
  /**
   * Claims and decides what is due and begins what it may; does not wait for requests that it began. Answers how many
   * were decided since it was asked last. Rejects for faults of the database.
   */
  run(): Promise<number>;
  /** What is under way; null when nothing is. Gives back what was not begun when the program stops. */
  underWay(): Promise<void> | null;
}

export interface FlowEvents {
  /** Results were committed; `mayBeDue`: something else may fall due by them within the next minutes. */
  readonly onSettled: (mayBeDue: boolean) => void;
  /** A fault of the database behind a run's back; what it left is found again by its lease. */
  readonly onFault: (error: unknown) => void;
}

/** What every flow of a program has in common. */
export interface FlowDeps {
  readonly clock: Clock;
  readonly startStopwatch: StartStopwatch;
  /** Set when the program stops: nothing new is begun, what was claimed and not begun is given back. */
  readonly stopping: () => boolean;
  /** How long an answer waits for those of other open requests, to be settled with them; absent: it does not. */
  readonly moment?: () => Promise<void>;
}

/**
 * The one place that decides how many requests are open: `concurrency` at the most, fewer while the provider fails
 * (providerGate.ts). What it claims beside those waits for the next to end, and what waits for longer than its lease is claimed
 * anew; the fewer claims, the less each step costs. A request whose answer is kept gives its place to the next and is settled
 * behind it; until then it counts as in hand. One that hangs holds up nobody while others are free. A request begins with what is due
 * longest, and takes what else may share it of what is ready; it waits for nothing to fill it.
 */
export function createSendingFlow<Item>(deps: FlowDeps, sender: Sender<Item>, events: FlowEvents): SendingFlow {
  const { concurrency } = sender;
  const capacity = concurrency * sender.most;
  const rounds = sender.most > 1 ? manyEach : oneEach;
  const gate = createProviderGate(concurrency);
  const ready = createReadyItems(sender);
  const work = new Set<Promise<void>>();
  let open = 0;
  let sending = 0;
  let settling = 0;
  let claiming = 0;
  let decided = 0;
  let filling: Promise<void> | null = null;
  let again = false;
  let faulted = false;
  let unanswered = 0;
  let allAnswered = () => {};
  // What was begun together is answered nearly at once: settled one by one it would wait longer for its commits.
  const gather = () => {
    if (unanswered === 0 || deps.moment === undefined) return null;
    const answers = new Promise<void>((resolve) => {
      allAnswered = resolve;
    });
    return Promise.race([answers, deps.moment()]);
  };
  // A database connection that broke is no reason to forget answers: once more, on another one.
  const settle = oneAtATime<SentItem<Item>, boolean>(
    (sent) => sender.settle(sent).catch(() => sender.settle(sent)),
    gather,
  );

  const untold = createUntoldAnswers(settle, { startStopwatch: deps.startStopwatch, leaseMs: sender.leaseMs });
  const ledger = createSendingLedger(sender);
  const handOver = createHandOver(deps, sender, ledger);
  const answerOf = async (items: readonly Item[]) => {
    unanswered += 1;
    try {
      return await handOver(items);
    } finally {
      unanswered -= 1;
      if (unanswered === 0) allAnswered();
    }
  };
  const send = async (items: readonly Item[]) => {
    const started = gate.begin();
    let leave = () => {
      open -= 1;
      sending -= items.length;
    };
    try {
      await sender.turn?.(items.length);
      if (sender.turn !== undefined && deps.stopping()) {
        gate.forgo(started);
        return await sender.giveBack(items);
      }
      const { sent, answered } = await answerOf(items).catch((error: unknown) => {
        gate.forgo(started);
        throw error;
      });
      if (answered === null) gate.forgo(started);
      else gate.answered(started, answered);
      if (sent.length === 0) return;
      const acceptance = sender.acceptanceOf?.(sent) ?? null;
      if (acceptance === null) return events.onSettled(await untold.tell(sent));
      const kept = ledger.keep(acceptance);
      // The next one's beginning is committed with that, or after it: never are more in doubt.
      leave();
      settling += items.length;
      leave = () => {
        settling -= items.length;
      };
      refill();
      // What could be neither kept nor settled is kept with what begins next.
      const told = () => ledger.settled(acceptance);
      if (!(await kept)) return events.onSettled(await untold.tell(sent, told));
      events.onSettled(await settle(sent.map((one) => ({ ...one, isKept: true }))));
    } finally {
      // Only now: what is neither kept nor settled is still a request that nobody knows the end of.
      leave();
    }
  };
  const fail = (error: unknown) => {
    faulted = true;
    events.onFault(error);
  };
  const track = (under: Promise<void>) => {
    const tracked = under.catch(fail).finally(() => work.delete(tracked));
    work.add(tracked);
  };
  const beginReady = () => {
    while (ready.count() > 0 && !deps.stopping() && !faulted && gate.room(open + untold.count()) > 0) {
      const items = ready.take(sender.most);
      open += 1;
      sending += items.length;
      track(send(items).catch(fail).finally(refill));
    }
  };
  const refill = () => {
    beginReady();
    // After a fault the next run begins anew; this only hands back what nobody waits for.
    if (!faulted || ready.count() > 0) track(fill());
  };

  /** How many to claim now. */
  const wanted = (isShut: boolean): number => {
    if (isShut) return claimSize;
    if (gate.isTrying()) return ready.count() + claiming === 0 ? gate.room(open + untold.count()) : 0;
    const inHand = claiming + sending + settling + ready.count();
    // Of what falls due at one minute the first leaves while the rest is decided.
    if (inHand === 0) return 2 * capacity;
    const free = rounds.inHand * capacity - inHand;
    const isDry = ready.count() + claiming === 0;
    return isDry || free >= rounds.least * capacity ? Math.min(free, rounds.most * capacity) : 0;
  };
  /** Answers whether there may be more to claim now. */
  const claim = async (): Promise<boolean> => {
    if (!gate.isShut() && wanted(false) <= 0) return false;
    const now = await deps.clock.now();
    const shut = gate.shutAt(now);
    if (shut !== null) await handBack();
    const limit = wanted(shut !== null);
    if (limit <= 0) return false;
    claiming += limit;
    const claimed = await sender.claim({ now, limit, shut }).finally(() => {
      claiming -= limit;
    });
    decided += claimed.decided;
    gate.postponed(claimed.postponed);
    ready.add(claimed.ready);
    beginReady();
    return claimed.mayBeMore;
  };
  const claimOn = async () => {
    for (let more = true; more; more = await claim()) if (deps.stopping() || faulted) return handBack();
  };
  const fillOnce = async () => {
    if (deps.stopping() || faulted) return handBack();
    if (await claim()) await Promise.all(Array.from({ length: rounds.claims }, claimOn));
  };
  const handBack = async () => {
    const waiting = ready.takeAll();
    if (waiting.length > 0) await sender.giveBack(waiting);
  };
  /** Never two at once; asked for meanwhile, it looks once more. */
  const fill = (): Promise<void> => {
    again = true;
    filling ??= (async () => {
      try {
        while (again) {
          again = false;
          await fillOnce();
        }
      } finally {
        filling = null;
      }
    })();
    return filling;
  };
  let told = 0;
  return {
    run: async () => {
      faulted = false;
      await untold.tellAgain(events);
      // Places may be free again.
      beginReady();
      await fill();
      const count = decided - told;
      told = decided;
      return count;
    },
    underWay: () => {
      if (ready.count() > 0 && deps.stopping()) track(fill());
      return work.size === 0 ? null : Promise.all(work).then(() => undefined);
    },
  };
}
