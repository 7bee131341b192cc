import { join } from 'node:path';
import { type Figure, median } from './figure.js';
import type { Machine } from './machine.js';
import { measureAcknowledgements } from './measures/acknowledging.js';
import { measureCeiling } from './measures/ceiling.js';
import { measureEnrolling } from './measures/enrolling.js';
import { type FiringRun, measureFiring } from './measures/firing.js';
import { measureLateness } from './measures/lateness.js';
import { drainAgenda } from './peers/agenda.js';
import { middleOf, repeated } from './repeating.js';
import { enrollContacts, type Standing } from './seed.js';

/** What the command line asks for. */
export interface Asked {
  /** Due steps of a measure of throughput. */
  readonly steps: number;
  /** Enrollments that are not due, where a measure has many of them. */
  readonly backlog: number;
  /** How often a measure is repeated; the one in the middle counts. */
  readonly runs: number;
  /** The project's folder. */
  readonly root: string;
}

/** One figure, or some that come out of the same run; `before`: the figures that were measured until now. */
export interface Measure {
  /** For `--only`. */
  readonly name: string;
  readonly run: (machine: Machine, asked: Asked, before: readonly Figure[]) => Promise<readonly Figure[]>;
}

const inBatches = 'due email steps, in batches';
const agendaJobs = 20_000;
/** The ceiling of batch after batch is known soon. */
const shortSteps = 50_000;

/**
 * How long a provider takes for a request where two workers are compared: one that waits for nothing leaves two nothing
 * (docs/decisions/0033-two-workers-wait-for-a-provider.md).
 */
const providerMs = 50;
/** A worker that waits for its provider takes its time for more. */
const delayedSteps = 10_000;

/** Not of the bundle: its package is in bench/node_modules. */
interface PgBossPeer {
  readonly drainPgBoss: (url: string, jobs: number) => Promise<number>;
}

/** In the order in which they run: some are shares of the first. */
export const measures: readonly Measure[] = [
  {
    name: 'batches',
    run: async (machine, { steps, runs }) => {
      const middle = await fresh(machine, (url) => measureFiring(machine, { url, steps, runs }));
      return [
        rate(inBatches, middle, 5_000),
        { name: "a worker's memory meanwhile", value: middle.memory, unit: 'MB', bound: { atMost: 300 } },
      ];
    },
  },
  {
    name: 'single',
    run: async (machine, asked) => {
      // As many mails in open requests as in the first.
      const limits = { mailsPerRequest: 1, concurrency: 160 };
      const steps = Math.min(asked.steps, shortSteps);
      const run = await fresh(machine, (url) => measureFiring(machine, { url, steps, limits }));
      return [rate('the same with one mail a request', run, 1_500)];
    },
  },
  {
    name: 'ceiling',
    run: async (machine, { steps, runs }, before) => {
      const count = Math.min(steps, shortSteps);
      const rates = await repeated(runs, () => fresh(machine, (url) => measureCeiling(machine, { url, steps: count })));
      const ceiling = median(rates);
      return [
        { name: 'the SQL ceiling', value: ceiling, unit: 'steps/s', bound: { atLeast: 25_000 } },
        ...shareOf(before, 'the first as a share of the ceiling', ceiling, 0.15),
      ];
    },
  },
  {
    name: 'pg-boss',
    run: async (machine, { root, steps, runs }, before) => {
      const { drainPgBoss }: PgBossPeer = await import(join(root, 'bench/peers/pg-boss.js'));
      const rates = await repeated(runs, () => fresh(machine, (url) => drainPgBoss(url, steps), 'template0'));
      return shareOf(before, 'the first against pg-boss, batches of 500, empty handler', median(rates), 1);
    },
  },
  {
    name: 'agenda',
    run: async (machine, { steps }, before) => {
      const jobs = Math.min(steps, agendaJobs);
      const agenda = await fresh(machine, (url) => drainAgenda(machine, url, jobs), 'template0');
      return shareOf(before, 'the first against Agenda with one job a step, empty handler', agenda, 20);
    },
  },
  { name: 'backlog', run: (machine, asked) => measureBacklogs(machine, asked) },
  {
    name: 'workers',
    run: async (machine, asked, before) => {
      const firedBy = async (workers: number, most: number) => {
        const steps = Math.min(asked.steps, most);
        const run = await fresh(machine, (url) => measureFiring(machine, { url, steps, workers, runs: asked.runs }));
        return run.stepsPerSecond;
      };
      const [one, two] = await machine.withDelay(
        providerMs,
        async () => [await firedBy(1, delayedSteps), await firedBy(2, delayedSteps)] as const,
      );
      const alone = before.find(({ name }) => name === inBatches)?.value ?? (await firedBy(1, shortSteps));
      const detail = {
        'one, a second': one,
        'with a provider that answers at once': (await firedBy(2, shortSteps)) / alone,
      };
      const name = `two workers against one, with a provider that takes ${providerMs} ms`;
      return [{ name, value: two / one, unit: 'times', bound: { atLeast: 1.3 }, detail }];
    },
  },
  acknowledgementMeasure('acknowledged-split', 'split', 100),
  acknowledgementMeasure('acknowledged-all', 'all', 300),
  {
    name: 'enrolling',
    run: async (machine, { steps, runs }) => {
      const contacts = Math.min(steps, 50_000);
      const all = await repeated(runs, () => fresh(machine, (url) => measureEnrolling(machine, { url, contacts })));
      const { seconds: value, detail } = middleOf(all, ({ seconds }) => seconds);
      const name = `enrolling ${contacts} contacts from a CSV`;
      return [{ name, value, detail, unit: 's', bound: { atMost: 10 } }];
    },
  },
];

/** How soon Slack hears that a command came, while steps are fired beside it or in the same process. */
function acknowledgementMeasure(name: string, roles: 'split' | 'all', atMost: number): Measure {
  return {
    name,
    run: async (machine, { root, steps }) => {
      const value = await fresh(machine, (url) => measureAcknowledgements(machine, { url, steps, root, roles }));
      const where = roles === 'split' ? 'by an app process while a worker fires' : 'by one process that fires';
      return [{ name: `/sequence acknowledged ${where}, p99`, value, unit: 'ms', bound: { atMost } }];
    },
  };
}

/** The rate beside a great many enrollments that are not due, as a share of that beside a few; and how late steps are there. */
async function measureBacklogs(machine: Machine, { steps, backlog }: Asked): Promise<Figure[]> {
  const beside = <T>(count: number, standing: Standing, then: (url: string, run: FiringRun) => Promise<T>) =>
    fresh(machine, async (url) => {
      await enrollContacts(url, count, standing);
      return then(url, await measureFiring(machine, { url, steps: Math.min(steps, shortSteps) }));
    });
  const few = await beside(1_000, 'waiting', async (_, run) => run);
  const share = (standing: Standing, { stepsPerSecond, detail }: FiringRun): Figure => ({
    name: `the rate with ${backlog} ${standing} enrollments as a share of that with 1000`,
    value: stepsPerSecond / few.stepsPerSecond,
    unit: '',
    bound: { atLeast: 0.85 },
    detail,
  });
  const waiting = await beside(backlog, 'waiting', async (url, run) => [
    share('waiting', run),
    {
      name: 'lateness of a step among many that wait, p99',
      ...(await measureLateness(machine, { url, steps: Math.min(steps, 2_000) })),
      unit: 's',
      bound: { atMost: 1 },
    },
  ]);
  return [...waiting, await beside(backlog, 'paused', async (_, run) => share('paused', run))];
}

/** The first figure against another rate; none where the first was not measured. */
function shareOf(before: readonly Figure[], name: string, other: number, atLeast: number): Figure[] {
  const first = before.find((one) => one.name === inBatches);
  const detail = { 'the other, a second': other };
  return first === undefined ? [] : [{ name, value: first.value / other, unit: 'times', bound: { atLeast }, detail }];
}

async function fresh<T>(
  machine: Machine,
  measure: (url: string) => Promise<T>,
  template?: 'migrated' | 'template0',
): Promise<T> {
  const database = await machine.database(template);
  try {
    return await measure(database.url);
  } finally {
    await database.drop();
  }
}

function rate(name: string, { stepsPerSecond, detail }: FiringRun, atLeast: number): Figure {
  return { name, value: stepsPerSecond, unit: 'steps/s', bound: { atLeast }, detail };
}
