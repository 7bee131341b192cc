import type { ProgramSettings } from '../deps.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Log } from '../ports/log.js';
import type { Mail, Mailer } from '../ports/mailer.js';
import type { Store } from '../ports/store.js';
import type { Claim } from '../ports/stores/executions.js';
import { createMailFlow } from './mailFlow.js';
import type { MailSettings } from './prepareMail.js';

/** What firing needs. */
export interface FiringDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly mailer: Mailer;
  readonly settings: MailSettings & Pick<ProgramSettings, 'admins'>;
  readonly log: Log;
  /** This process, in leases. */
  readonly worker: string;
  /** How long a claim and a request may take; longer than the mailer's timeout (milliseconds, the database's raw time). */
  readonly leaseMs: number;
  /** Requests to the mail provider open at once. */
  readonly concurrency: number;
  /** Set when the program stops: nothing new is begun, what was claimed and not begun is given back. */
  readonly stopping: () => boolean;
}

/** A mail whose claim is written. */
export interface ClaimedMail {
  readonly claim: Claim;
  readonly mail: Mail;
}

/**
 * Fires what is due: claims, sends, settles, until nothing is due any more and nothing is under way (architecture,
 * "Firing"). Answers how many enrollments were decided. Rejects for faults of the database, when the requests that were
 * open have ended; what is claimed by then is found again by its lease. A program that runs keeps one {@link
 * createMailFlow} instead, which remembers how the provider does.
 */
export async function fireDue(deps: FiringDeps): Promise<number> {
  const faults: unknown[] = [];
  const flow = createMailFlow(deps, { onSettled: () => {}, onFault: (fault) => faults.push(fault) });
  const run = () =>
    flow.run().catch((fault: unknown) => {
      faults.push(fault);
      return 0;
    });
  let decided = 0;
  for (let count = await run(); ; count = await run()) {
    decided += count;
    for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
    if (faults.length > 0) throw faults[0];
    if (count === 0) return decided;
  }
}
