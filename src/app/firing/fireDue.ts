import type { ProgramSettings } from '../deps.js';
import type { Clock } from '../ports/clock.js';
import type { Deliveries } from '../ports/deliveries.js';
import type { Ids } from '../ports/ids.js';
import type { Log } from '../ports/log.js';
import type { Mailer } from '../ports/mailer.js';
import type { Postcards } from '../ports/postcards.js';
import type { Store } from '../ports/store.js';
import type { Texter } from '../ports/texter.js';
import type { LetOthers, StartStopwatch } from '../ports/timers.js';
import type { Pacing } from './pacedSender.js';
import type { MailSettings } from './prepareMail.js';
import { createStepLanes } from './stepLanes.js';

/** What firing needs. */
export interface FiringDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly mailer: Mailer;
  /** Null: no provider for texts is configured. */
  readonly texter: Texter | null;
  /** Null: no provider for postcards is configured. */
  readonly postcards: Postcards | null;
  readonly deliveries: Deliveries;
  readonly settings: MailSettings & Pick<ProgramSettings, 'admins'>;
  readonly log: Log;
  /** This process, in leases. */
  readonly worker: string;
  /** How long a claim, and what is being sent, is this worker's (milliseconds, the database's raw time). */
  readonly leaseMs: number;
  /** The longest that handing over takes, which providers' adapters keep to (milliseconds); less than the lease. */
  readonly requestMs: number;
  readonly startStopwatch: StartStopwatch;
  /** Requests to each provider open at once, one thing in each. */
  readonly concurrency: number;
  /** The same for mails, where many share a request: all of them are in doubt when their request is cut off. */
  readonly mailRequests: number;
  /** Null: everything is handed over as fast as it can be. */
  readonly pacing: Pacing | null;
  /** Set when the program stops: nothing new is begun, what was claimed and not begun is given back. */
  readonly stopping: () => boolean;
  /** How long an answer waits for those of other open requests, to be settled with them; absent: it does not. */
  readonly moment?: () => Promise<void>;
  /** Asked for between the decisions of a claim, so that answers are heard meanwhile; absent: they wait. */
  readonly letOthers?: LetOthers;
}

/**
 * Fires what is due: claims, sends, settles, until nothing is due any more and nothing is under way (architecture,
 * "Firing"). Answers how many enrollments were decided. Rejects for faults of the database, when the requests that were
 * open have ended; what is claimed by then is found again by its lease. A program that runs keeps its {@link
 * createStepLanes} instead, which remember how the providers do.
 */
export async function fireDue(deps: FiringDeps): Promise<number> {
  const faults: unknown[] = [];
  const lanes = createStepLanes(deps, { onSettled: () => {}, onFault: (fault) => faults.push(fault) });
  const run = async () => {
    let count = 0;
    for (const lane of lanes) {
      count += await lane.run().catch((fault: unknown) => {
        faults.push(fault);
        return 0;
      });
    }
    return count;
  };
  const underWay = () => lanes.flatMap((lane) => lane.underWay() ?? []);
  let decided = 0;
  for (let count = await run(); ; count = await run()) {
    decided += count;
    for (let under = underWay(); under.length > 0; under = underWay()) await Promise.all(under);
    if (faults.length > 0) throw faults[0];
    if (count === 0) return decided;
  }
}
