import { setTimeout as pass } from 'node:timers/promises';
import { migrate } from '../../src/adapters/postgres/migrations.js';
import { migrationsDir } from '../support/migrations-folder.js';
import { endPrograms, temporaryFolder } from '../support/program.js';
import { openSeed, type Seed } from '../support/program-seed.js';
import { createCadences, type Expected } from './cadences.js';
import { createChance } from './chance.js';
import { startProgramClock } from './program-clock.js';
import { type Providers, startProviders } from './providers.js';
import { type Reckoning, reckon } from './reckoning.js';
import { type JobStore, jobStoreIn, startDatabaseServer, startJobStore } from './servers.js';
import { createTroubles, heldAtDeath } from './troubles.js';
import { createWeather } from './weather.js';
import { createWorkers, type Worker } from './workers.js';

export interface RehearsalOptions {
  readonly steps: number;
  readonly kills: number;
  readonly seed: number;
  /** With Agenda's alarms on a server of MongoDB's protocol; else they are in PostgreSQL. */
  readonly withMongo: boolean;
  readonly say: (line: string) => void;
}

export interface Rehearsed extends Reckoning {
  readonly seconds: number;
  /** The most rows of a kind that one kill left in doubt. */
  readonly mostInDoubt: Readonly<Record<string, number>>;
  /** Rows that workers held when they were killed, altogether. */
  readonly held: number;
  readonly troubles: Readonly<Record<string, number>>;
  readonly weather: Readonly<Record<string, number>>;
}

/** A request may take two seconds here, and a lease three, so that nobody waits for either for long. */
const limits = { leaseMs: 3_000, requestMs: 2_000, silenceMs: 1_000, retryMs: 250 };

/**
 * Workers on a real database with a real job store, killed at random moments in the middle of steps of every kind, while
 * servers are killed and cut off and providers fail; then all is calm until nothing is left to do, and everything is
 * reckoned up. What is chosen follows from the seed; when exactly it comes, from the machine.
 */
export async function rehearse(o: RehearsalOptions): Promise<Rehearsed> {
  const startedMs = performance.now();
  const chance = createChance(o.seed);
  const weather = createWeather(chance.of('weather'));
  const folder = temporaryFolder();
  const closing: (() => unknown)[] = [() => folder.remove()];
  const opened = async <T>(opening: Promise<T>, close: (one: T) => unknown): Promise<T> => {
    const one = await opening;
    closing.unshift(() => close(one));
    return one;
  };
  try {
    const database = await opened(startDatabaseServer(folder.path), (one) => one.stop());
    await migrate(database.ownUrl, migrationsDir);
    const seed = await opened(openSeed(database.ownUrl), (one) => one.close());
    const jobs: JobStore = o.withMongo
      ? await opened(startJobStore(folder.path), (one) => one.server.stop())
      : jobStoreIn(seed.pool);
    const clock = await opened(Promise.resolve(startProgramClock(seed)), (one) => one.stop());
    const providers = await opened(startProviders(weather, clock.nowMs), (one) => one.close());
    closing.unshift(endPrograms);

    const workers = createWorkers({
      ...providers.env,
      DRUMBEAT_ROLE: 'worker',
      DATABASE_URL: database.url,
      ...(jobs.server !== null && { MONGODB_URI: jobs.server.url }),
      DRUMBEAT_DATA_DIR: folder.path,
      LOG_LEVEL: 'warn',
    });
    const cadences = await createCadences(seed, chance.of('cadences'), `${providers.parcels.url}/hook`);
    const start = () => workers.start({ ...limits, clockAheadMs: chance.between(-15, 15) * 1_000 });
    const troubles = createTroubles({ chance: chance.of('troubles'), database, jobs, clock, workers, start });

    const expected: Expected[] = [];
    const mostInDoubt: Record<string, number> = {};
    let held = 0;
    let left = o.steps;
    // Fewer than there are steps for each kill, many of which share a request: there is something left to be in the middle of.
    const mostRequests = Math.ceil(o.steps / o.kills / 2);
    for (let killed = 0; killed < o.kills; ) {
      const portion = chance.pick([
        [3, 0],
        [5, 1],
        [2, 3],
      ]);
      const steps = killed === o.kills - 1 ? left : Math.min(left, Math.round((portion * o.steps) / o.kills));
      expected.push(...(await cadences.enroll(steps)));
      left -= steps;
      if (workers.running().length === 0 || (workers.running().length === 1 && chance.happens(0.3))) start();
      if (killed % 3 === 1) await troubles.next();
      const victim = workers.running()[chance.between(0, Math.max(0, workers.running().length - 1))];
      if (victim === undefined) continue;
      if (chance.happens(0.85)) await inTheMiddle(victim, providers, chance.between(0, mostRequests));
      await pass(chance.between(0, 300));
      if (victim.hasEnded()) continue;
      await workers.kill(victim);
      killed += 1;
      for (const { kind, count, inDoubt } of await heldAtDeath(seed, victim.program.pid)) {
        held += count;
        mostInDoubt[kind] = Math.max(mostInDoubt[kind] ?? 0, inDoubt);
      }
      if (killed % 10 === 0)
        o.say(`${killed} kills, ${expected.length} enrolled, ${providers.mails.mails.length} mails taken`);
    }

    weather.clears();
    start();
    const unfinished = await untilNothingIsLeft(seed, clock, o.say);
    const { steps, problems } = await reckon(seed, providers, expected);
    const ended = workers.fallen.map((said) => `a worker ended by itself: ${said}`);
    return {
      steps,
      problems: [...unfinished, ...ended, ...problems],
      seconds: Math.round((performance.now() - startedMs) / 1000),
      mostInDoubt,
      held,
      troubles: { ...troubles.seen(), 'programs that could not start': workers.unstarted() },
      weather: weather.seen(),
    };
  } finally {
    for (const close of closing) await close();
  }
}

/**
 * Resolves when everybody outside has had so many requests more since the worker was ready; where there is not as much to
 * do, after twice as long as it took to start.
 */
async function inTheMiddle(worker: Worker, providers: Providers, requests: number): Promise<void> {
  await worker.ready;
  const before = providers.requests();
  const untilMs = performance.now() + 2 * worker.startMs();
  while (!worker.hasEnded() && providers.requests() < before + requests && performance.now() < untilMs) await pass(10);
}

/** How long nothing may change before the rehearsal gives up (milliseconds), and how often it looks. */
const patienceMs = 90_000;
const lookMs = 200;

/**
 * Sets the clock to when something falls due next, until nothing is in anybody's hands and nothing will be due. Answers what
 * is left where that does not come.
 */
async function untilNothingIsLeft(
  seed: Seed,
  clock: ReturnType<typeof startProgramClock>,
  say: (line: string) => void,
): Promise<string[]> {
  let last = '';
  let changedMs = performance.now();
  for (;;) {
    const { rows } = await seed.pool.query<{ what: string; count: number; next_ms: number | null }>(`
      SELECT 'in hand' AS what, count(*)::int AS count, NULL::float8 AS next_ms FROM executions WHERE state = 'claimed'
      UNION ALL SELECT 'due', count(*)::int, extract(epoch FROM min(due_at)) * 1000 FROM enrollments WHERE due_at IS NOT NULL
      UNION ALL SELECT 'to be looked up', count(*)::int, extract(epoch FROM min(look_up_at)) * 1000 FROM executions WHERE look_up_at IS NOT NULL
      UNION ALL SELECT 'messages', count(*)::int, extract(epoch FROM min(due_at)) * 1000 FROM posts WHERE due_at IS NOT NULL
      UNION ALL SELECT 'deliveries', count(*)::int, extract(epoch FROM min(due_at)) * 1000 FROM deliveries WHERE due_at IS NOT NULL
      UNION ALL SELECT 'lists', count(*)::int, extract(epoch FROM min(due_at)) * 1000 FROM fulfillment_lists WHERE due_at IS NOT NULL`);
    const open = rows.filter(({ count }) => count > 0);
    if (open.length === 0) return [];
    const standing = open.map(({ what, count }) => `${count} ${what}`).join(', ');
    if (standing !== last) {
      say(`left: ${standing}`);
      last = standing;
      changedMs = performance.now();
    }
    if (performance.now() - changedMs > patienceMs) return [`never finished: ${standing}`];
    const times = open.flatMap(({ next_ms }) => next_ms ?? []);
    const aheadMs = times.length === 0 ? 0 : Math.min(...times) - clock.nowMs();
    if (aheadMs > 0 && open.every(({ what }) => what !== 'in hand')) await clock.step(aheadMs);
    await pass(lookMs);
  }
}
