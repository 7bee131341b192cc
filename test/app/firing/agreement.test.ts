import { randomInt } from 'node:crypto';
import { createAppWorld } from '../../support/app-world.js';
import { aloneIn } from './agreement/alone.js';
import { coverageOf, tableOf, wanted } from './agreement/coverage.js';
import type { Json } from './agreement/livable.js';
import { liveThrough } from './agreement/live.js';
import { drawLives, type Lives } from './agreement/lives.js';
import { startOutside } from './agreement/outside.js';
import { type SimulatedLives, simulateLives } from './agreement/simulated.js';
import { smallest } from './agreement/smallest.js';
import { linesOf } from './agreement/told.js';

/**
 * The live engine beside `simulate` on the same random lives: hundreds of sequences on one database and one clock, through
 * claim, HTTP and settle, with events, edits and pauses. Compared are the ledger, and what mailboxes, phones, letter boxes,
 * receivers of lists and conversations in Slack got. Neither side reads what the other says.
 *
 * `DRUMBEAT_AGREEMENT_SEED` repeats a run, `DRUMBEAT_AGREEMENT_CASES` sets how many sequences there are, and with
 * `DRUMBEAT_AGREEMENT_VERBOSE` it prints how often each rule was met.
 */
const { DRUMBEAT_AGREEMENT_SEED, DRUMBEAT_AGREEMENT_CASES, DRUMBEAT_AGREEMENT_VERBOSE } = process.env;
const seed = Number(DRUMBEAT_AGREEMENT_SEED ?? randomInt(2 ** 31));
const cases = Number(DRUMBEAT_AGREEMENT_CASES ?? 500);

const everyKind = ['email', 'sms', 'task', 'postcard', 'fulfillment', 'chore', 'note', 'webhook'];

interface Outcome {
  /** Whose life was told otherwise, with both tellings. */
  readonly differing: readonly { readonly input: Json; readonly simulated: string[]; readonly lived: string[] }[];
  /** How often each kind of thing arrived. */
  readonly arrived: ReadonlyMap<string, number>;
  readonly turns: number;
}

async function compare(lives: Lives, simulated: SimulatedLives): Promise<Outcome> {
  const outside = await startOutside();
  const world = await createAppWorld();
  try {
    const { mailer, texter, postcards, deliveries } = outside;
    const own = { mailer, texter, postcards, deliveries };
    const deps = { ...world.deps, ...own, concurrency: 16 };
    const living = { ...world, deps, app: { ...world.app, ...own } };
    const { told, turns } = await liveThrough(living, outside, lives);
    const differing = [...simulated].flatMap(([key, one]) => {
      const live = told.get(key);
      const lines = { simulated: linesOf(one.told), lived: live === undefined ? [] : linesOf(live) };
      const same = JSON.stringify(lines.simulated) === JSON.stringify(lines.lived);
      return same ? [] : [{ input: one.input, ...lines }];
    });
    const arrived = new Map<string, number>();
    for (const line of [...told.values()].flatMap((one) => one.arrived)) {
      const [, kind = ''] = line.split(' ');
      arrived.set(kind, (arrived.get(kind) ?? 0) + 1);
    }
    return { differing, arrived, turns };
  } finally {
    await outside.close();
    await world.close();
  }
}

async function disagreesAlone(input: Json): Promise<boolean> {
  // Without an end there is nothing to live up to, and nobody publishes nothing.
  if (input.until === undefined || JSON.stringify(input.events ?? []).includes('"steps":[]')) return false;
  // What arrives is known by the ids of steps.
  const { steps } = input.sequence as { readonly steps: readonly Json[] };
  if (steps.some(({ id }) => id === undefined)) return false;
  const lives = aloneIn(input);
  return (await compare(lives, simulateLives(lives))).differing.length > 0;
}

describe(`${cases} random sequences (seed ${seed})`, () => {
  let lives: Lives;
  let simulated: SimulatedLives;
  beforeAll(() => {
    lives = drawLives(seed, cases);
    simulated = simulateLives(lives);
  }, 600_000);

  test('meet every rule of scheduling.md, every kind of record and every end', () => {
    const coverage = coverageOf(simulated);
    if (DRUMBEAT_AGREEMENT_VERBOSE !== undefined) console.log(tableOf(coverage));
    expect(wanted.filter((word) => !coverage.has(word))).toEqual([]);
  });

  test('live on the database as simulate says, and everything arrives once, where and when it says', async () => {
    const began = performance.now();
    const { differing, arrived, turns } = await compare(lives, simulated);
    const seconds = Math.round((performance.now() - began) / 1000);
    const things = [...arrived].map(([kind, count]) => `${count} ${kind}`).join(', ');
    console.log(`agreement: seed ${seed}, ${cases} sequences, ${turns} moments, ${things}, ${seconds} s`);
    const [first] = differing;
    if (first !== undefined) {
      const least = await smallest(first.input, disagreesAlone);
      console.log(`seed ${seed}: ${differing.length} disagree; a case for simulate:\n${JSON.stringify(least)}`);
      expect(first.lived).toEqual(first.simulated);
    }
    for (const kind of everyKind) expect({ kind, arrived: arrived.has(kind) }).toEqual({ kind, arrived: true });
  }, 600_000);
});
