import { DateTime } from 'luxon';
import { pino } from 'pino';
import { createMemoryChat } from '../src/adapters/memory/chat.js';
import { createMemoryDeliveries } from '../src/adapters/memory/deliveries.js';
import { createDatabaseClock } from '../src/adapters/postgres/clock.js';
import { openDatabase } from '../src/adapters/postgres/database.js';
import { createStore } from '../src/adapters/prisma/store.js';
import { createSendgridMailer } from '../src/adapters/sendgrid/mailer.js';
import { createCardLinks } from '../src/adapters/system/card-links.js';
import { boundHeap } from '../src/adapters/system/heap.js';
import { createIds } from '../src/adapters/system/ids.js';
import { createSystemTimers } from '../src/adapters/system/timers.js';
import { createUnsubscribeLinks } from '../src/adapters/system/unsubscribe-links.js';
import { unmeasured } from '../src/app/ports/measures.js';
import { composeFiring, type FiringLimits, firingLimits } from '../src/compose/firing.js';

/** How a worker of the bench is set up. */
export interface WorkerSetup {
  readonly databaseUrl: string;
  readonly providerUrl: string;
  readonly limits?: Partial<FiringLimits>;
}

/** `fire`: as an alarm would. `alarms`: wakes itself from here on. */
export type ToWorker = 'fire' | 'alarms' | 'stop';

/** What it answers when nothing is due, or under way, any more. */
export interface Fired {
  /** Its largest resident set so far (bytes). */
  readonly memory: number;
}

/**
 * A worker with everything that fires in the program: its lanes, its pump and its alarms, the store and SendGrid's
 * mailer over HTTP. What it has not is Slack, to which none of the bench's steps goes.
 */
export async function work({ databaseUrl, providerUrl, limits }: WorkerSetup): Promise<void> {
  boundHeap();
  const log = pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true }));
  const database = await openDatabase({ url: databaseUrl, max: 20 });
  const tuned = { ...firingLimits, ...limits };
  const { mailsPerRequest } = tuned;
  const mailer = createSendgridMailer({ apiKey: 'SG.bench', baseUrl: providerUrl, mailsPerRequest });
  const nobody = () => Promise.reject(new Error('no step of the bench has this provider'));
  const [secret, publicUrl] = [Buffer.alloc(32), 'https://drumbeat.example'];
  const links = createUnsubscribeLinks({ secret, publicUrl, mailto: null });
  const timers = createSystemTimers();
  const firing = composeFiring({
    config: { mongodbUri: null, role: 'worker' },
    database,
    deps: {
      store: createStore(database),
      clock: createDatabaseClock(database.pool),
      ids: createIds(),
      mailer,
      texter: null,
      postcards: null,
      deliveries: createMemoryDeliveries(),
      directory: {
        team: nobody,
        person: nobody,
        personByEmail: nobody,
        people: nobody,
        channel: nobody,
        channels: nobody,
      },
      settings: {
        links,
        cardLinks: createCardLinks({ secret, publicUrl }),
        mailFrom: 'sales@harbor.example',
        postalAddress: '12 Pier Road, Portland, ME 04101',
        cardsFrom: null,
        hearsOfMails: false,
        admins: [],
        zone: null,
        command: '/sequence',
      },
    },
    chat: createMemoryChat({ now: () => DateTime.utc() }),
    timers,
    log,
    limits: tuned,
    watched: { measures: unmeasured, monotonicMs: () => performance.now() },
  });
  let memory = 0;
  const watching = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 100);
  process.on('message', async (said: ToWorker) => {
    if (said === 'alarms') return void firing.start();
    if (said === 'stop') {
      await firing.stop();
      clearInterval(watching);
      mailer.close();
      await database.close();
      return process.disconnect();
    }
    firing.pump.poke();
    await firing.pump.idle();
    process.send?.({ memory } satisfies Fired);
  });
  process.send?.({ memory } satisfies Fired);
}
