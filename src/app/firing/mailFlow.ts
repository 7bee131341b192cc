import { claimDue } from './claimDue.js';
import type { ClaimedMail, FiringDeps } from './fireDue.js';
import { giveBack } from './giveBack.js';
import { oneAtATime } from './oneAtATime.js';
import { createProviderGate } from './providerGate.js';
import { type Sent, settleMails } from './settleMails.js';

/** Enrollments that one claim takes while no mail may leave: what is not a mail goes on. */
const claimSize = 200;

/** Mails on their way: claims what is due as requests end, and keeps a bounded number of requests open. */
export interface MailFlow {
  /**
   * Claims and decides what is due and begins what it may; does not wait for requests that it began. Answers how many
   * enrollments were decided since it was asked last. Rejects for faults of the database.
   */
  run(): Promise<number>;
  /** What is under way; null when nothing is. Gives back what was not begun when the program stops. */
  underWay(): Promise<void> | null;
}

export interface FlowEvents {
  /** Results were committed: something else may be due now. */
  readonly onSettled: () => void;
  /** A fault of the database behind a run's back; what it left is found again by its lease. */
  readonly onFault: (error: unknown) => void;
}

/**
 * The one place that decides how many requests are open: `concurrency` at the most, fewer while the provider fails
 * (providerGate.ts). It claims for the free ones and as many again, which wait for the next to end: for one request's
 * time at the longest, which is shorter than their lease. One that hangs holds up nobody while others are free.
 */
export function createMailFlow(deps: FiringDeps, events: FlowEvents): MailFlow {
  const { concurrency } = deps;
  const gate = createProviderGate(concurrency);
  const ready: ClaimedMail[] = [];
  const work = new Set<Promise<void>>();
  let open = 0;
  let decided = 0;
  let filling: Promise<void> | null = null;
  let again = false;
  let faulted = false;
  // A database connection that broke is no reason to forget answers: once more, on another one.
  const settle = oneAtATime<Sent>((sent) => settleMails(deps, sent).catch(() => settleMails(deps, sent)));

  /**
   * Just before its request a mail becomes `sending`, on condition that the claim is still held: a worker that slept past
   * its lease, or whose mail was taken back by a person meanwhile, finds that out here.
   */
  const send = async ({ claim, mail }: ClaimedMail) => {
    const begun = gate.begin();
    try {
      const [row] = await deps.store.read.executions.beginSending([claim.id], deps).catch((error: unknown) => {
        gate.forgo(begun);
        throw error;
      });
      if (row === undefined) return gate.forgo(begun);
      const outcome = await deps.mailer.send(mail);
      gate.answered(begun, outcome);
      await settle({ claim, attempt: row.attempt, outcome });
      events.onSettled();
    } finally {
      // Only now: what is not settled is still a request that nobody knows the end of.
      open -= 1;
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
  const begin = () => {
    while (ready.length > 0 && !deps.stopping() && !faulted && gate.room(open) > 0) {
      const next = ready.shift();
      if (next === undefined) return;
      open += 1;
      track(send(next).catch(fail).finally(refill));
    }
  };
  const refill = () => {
    begin();
    // After a fault the next run begins anew; this only hands back what nobody waits for.
    if (!faulted || ready.length > 0) track(fill());
  };

  /** How many enrollments to claim now. */
  const wanted = (isShut: boolean): number => {
    if (isShut) return claimSize;
    if (gate.isTrying()) return ready.length === 0 ? gate.room(open) : 0;
    const free = 2 * concurrency - open - ready.length;
    return ready.length === 0 || 2 * free >= concurrency ? free : 0;
  };
  const fillOnce = async () => {
    for (;;) {
      if (deps.stopping() || faulted) return handBack();
      const now = await deps.clock.now();
      const shut = gate.shutAt(now);
      if (shut !== null) await handBack();
      const limit = wanted(shut !== null);
      if (limit <= 0) return;
      const claimed = await claimDue(deps, { now, limit, shut });
      decided += claimed.enrollments;
      gate.postponed(claimed.postponed);
      ready.push(...claimed.mails);
      begin();
      if (claimed.enrollments === 0) return;
    }
  };
  const handBack = async () => {
    const waiting = ready.splice(0);
    if (waiting.length === 0) return;
    await giveBack(
      deps,
      waiting.map(({ claim }) => claim.id),
    );
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
      await fill();
      const count = decided - told;
      told = decided;
      return count;
    },
    underWay: () => {
      if (ready.length > 0 && deps.stopping()) track(fill());
      return work.size === 0 ? null : Promise.all(work).then(() => undefined);
    },
  };
}
