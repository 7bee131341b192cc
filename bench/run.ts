import { parseArgs } from 'node:util';
import { type Figure, figureLine, holds, median } from './figure.js';
import { type Machine, openMachine } from './machine.js';
import { type FiringRun, measureFiring } from './measures/firing.js';

/** What the command line asks for. */
interface Asked {
  /** Due steps of a throughput measure. */
  readonly steps: number;
  /** How often a measure is repeated; the one in the middle counts. */
  readonly runs: number;
}

/** One line of the table: measures one figure, or some that come out of the same run. */
interface Measure {
  readonly name: string;
  readonly run: (machine: Machine, asked: Asked) => Promise<readonly Figure[]>;
}

const measures: readonly Measure[] = [
  {
    name: 'batches',
    run: async (machine, { steps, runs: times }) => {
      const runs = await repeated(times, () =>
        inFreshDatabase(machine, (url) => measureFiring(machine, { url, steps })),
      );
      const middle = middleOf(runs);
      return [
        rate('due email steps, handed over in batches', middle, 5_000),
        { name: "a worker's memory", value: middle.memory, unit: 'MB', bound: { atMost: 300 } },
      ];
    },
  },
];

/** Runs what was asked for and prints it. Answers the exit code: 0 where every figure holds. */
export async function runBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      steps: { type: 'string' },
      runs: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const asked: Asked = { steps: Number(values.steps ?? 100_000), runs: Number(values.runs ?? 3) };
  const figures: Figure[] = [];
  const machine = await openMachine(process.cwd());
  try {
    for (const { name, run } of measures.filter((one) => one.name.includes(values.only ?? ''))) {
      for (const figure of await run(machine, asked)) {
        figures.push(figure);
        if (!values.json) console.log(figureLine(figure));
      }
      if (!values.json) console.log(`       (${name})`);
    }
  } finally {
    await machine.close();
  }
  if (values.json)
    console.log(JSON.stringify({ asked, figures: figures.map((one) => ({ ...one, holds: holds(one) })) }, null, 2));
  return figures.length > 0 && figures.every(holds) ? 0 : 1;
}

async function inFreshDatabase<T>(machine: Machine, measure: (url: string) => Promise<T>): Promise<T> {
  const database = await machine.database();
  try {
    return await measure(database.url);
  } finally {
    await database.drop();
  }
}

async function repeated<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < times) results.push(await measure());
  return results;
}

function middleOf(runs: readonly FiringRun[]): FiringRun {
  const middle = median(runs.map(({ stepsPerSecond }) => stepsPerSecond));
  const run = runs.find(({ stepsPerSecond }) => stepsPerSecond === middle);
  if (run === undefined) throw new Error('there was no run');
  return run;
}

function rate(name: string, { stepsPerSecond, detail }: FiringRun, atLeast: number): Figure {
  return { name, value: stepsPerSecond, unit: 'steps/s', bound: { atLeast }, detail };
}
