import type { ClaimedMail, FiringDeps } from './fireDue.js';
import { giveBack } from './recoverLapsed.js';
import { type Sent, settleMails } from './settleMails.js';

/**
 * Sends claimed mails, a bounded number of requests at once. Just before its request a mail becomes `sending`, on
 * condition that the claim is still held: a worker that slept past its lease, or whose mail was taken back by a person
 * meanwhile, finds that out there. Results are settled as they come, those that wait together in one transaction.
 */
export async function sendMails(deps: FiringDeps, mails: readonly ClaimedMail[]): Promise<void> {
  const waiting = [...mails];
  // A database connection that broke is no reason to forget answers: once more, on another one.
  const settle = oneAtATime<Sent>((sent) => settleMails(deps, sent).catch(() => settleMails(deps, sent)));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (deps.stopping()) {
        waiting.unshift(next);
        return;
      }
      const held = await deps.store.read.executions.beginSending([next.claim.id], deps);
      if (held.length === 0) continue;
      const outcome = await deps.mailer.send(next.mail);
      await settle({ claim: next.claim, outcome });
    }
  };
  // Not Promise.all: one lane's fault must not leave the requests of the others without anybody who waits for them.
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(deps.concurrency, mails.length) }, lane));
  if (waiting.length > 0) {
    await giveBack(
      deps,
      waiting.map(({ claim }) => claim.id),
    );
  }
  const fault = lanes.find((one) => one.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
}

/** Collects what arrives while `work` is busy and hands it over together; each caller waits for its own. */
function oneAtATime<T>(work: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let collecting: { readonly items: T[]; readonly done: Promise<void> } | null = null;
  let busy: Promise<unknown> = Promise.resolve();
  return (item) => {
    if (collecting === null) {
      const items: T[] = [];
      const done = busy.then(() => {
        collecting = null;
        return work(items);
      });
      busy = done.catch(() => undefined);
      collecting = { items, done };
    }
    collecting.items.push(item);
    return collecting.done;
  };
}
