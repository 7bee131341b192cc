import { parseArgs } from 'node:util';
import { type Figure, figureLine, holds } from './figure.js';
import { openMachine } from './machine.js';
import { measures } from './measures.js';

/** Runs what was asked for and prints it. Answers the exit code: 0 where every figure holds. */
export async function runBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      steps: { type: 'string' },
      backlog: { type: 'string' },
      runs: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const asked = {
    steps: Number(values.steps ?? 100_000),
    backlog: Number(values.backlog ?? 1_000_000),
    runs: Number(values.runs ?? 3),
    root: process.cwd(),
  };
  const chosen = measures.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
  const figures: Figure[] = [];
  const begun = performance.now();
  const tell = (measured: readonly Figure[]) => {
    figures.push(...measured);
    if (!values.json) for (const figure of measured) console.log(figureLine(figure));
  };
  const machine = await openMachine(asked.root);
  try {
    const took: Record<string, number> = {};
    for (const { name, run } of chosen) {
      const from = performance.now();
      tell(await run(machine, asked, figures));
      took[name] = (performance.now() - from) / 60_000;
    }
    const minutes = (performance.now() - begun) / 60_000;
    const all = { name: 'the whole of it', value: minutes, unit: 'minutes', bound: { atMost: 10 }, detail: took };
    if (values.only === undefined) tell([all]);
  } finally {
    await machine.close();
  }
  if (values.json) {
    console.log(JSON.stringify({ asked, figures: figures.map((one) => ({ ...one, holds: holds(one) })) }, null, 2));
  }
  return figures.length > 0 && figures.every(holds) ? 0 : 1;
}
