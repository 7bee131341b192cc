import { randomInt } from 'node:crypto';
import { createLobPostcards } from '../../../src/adapters/lob/postcards.js';
import { createSendgridMailer } from '../../../src/adapters/sendgrid/mailer.js';
import { createAppWorld } from '../../support/app-world.js';
import { startMailStandIn } from '../../support/mail-stand-in.js';
import { startPostcardStandIn } from '../../support/postcard-stand-in.js';
import { aloneIn } from './agreement/alone.js';
import { coverageOf, tableOf, wanted } from './agreement/coverage.js';
import { heldClock } from './agreement/held-clock.js';
import type { Json } from './agreement/livable.js';
import { liveThrough } from './agreement/live.js';
import { drawLives, type Lives } from './agreement/lives.js';
import { type SimulatedLives, simulateLives } from './agreement/simulated.js';
import { smallest } from './agreement/smallest.js';
import { linesOf } from './agreement/told.js';

/**
 * The live engine beside `simulate` on the same random lives: hundreds of sequences on one database and one clock, through
 * claim, HTTP and settle, with events, edits and pauses. Neither side reads what the other says.
 *
 * `DRUMBEAT_AGREEMENT_SEED` repeats a run, `DRUMBEAT_AGREEMENT_CASES` sets how many sequences there are, and with
 * `DRUMBEAT_AGREEMENT_VERBOSE` it prints how often each rule was met.
 */
const { DRUMBEAT_AGREEMENT_SEED, DRUMBEAT_AGREEMENT_CASES, DRUMBEAT_AGREEMENT_VERBOSE } = process.env;
const seed = Number(DRUMBEAT_AGREEMENT_SEED ?? randomInt(2 ** 31));
const cases = Number(DRUMBEAT_AGREEMENT_CASES ?? 500);

interface Outcome {
  /** Whose life was told otherwise, with both tellings. */
  readonly differing: readonly { readonly input: Json; readonly simulated: string[]; readonly lived: string[] }[];
  /** Ids of what left, as each provider or list has them, and as the ledger has. */
  readonly sent: readonly {
    readonly kind: string;
    readonly left: readonly string[];
    readonly fired: readonly string[];
  }[];
  readonly turns: number;
}

async function compare(lives: Lives, simulated: SimulatedLives): Promise<Outcome> {
  const standIn = await startMailStandIn();
  const printer = await startPostcardStandIn();
  const world = await createAppWorld();
  const mailer = createSendgridMailer({ apiKey: 'SG.agreement', baseUrl: standIn.url });
  const clock = heldClock();
  try {
    const postcards = createLobPostcards({ apiKey: 'test_agreement', baseUrl: printer.url });
    const deps = { ...world.deps, clock, mailer, postcards, concurrency: 16 };
    const { told, turns } = await liveThrough({ ...world, clock, deps, app: { ...world.app, clock } }, lives);
    const fired = async (kind: string) => {
      const sql = `SELECT id FROM executions WHERE kind = $1 AND state = 'fired' ORDER BY id`;
      return (await world.pool.query<{ id: string }>(sql, [kind])).rows.map(({ id }) => id);
    };
    const lines = await world.pool.query<{ id: string }>('SELECT id FROM fulfillment_lines');
    const differing = [...simulated].flatMap(([key, one]) => {
      const live = told.get(key);
      const lines = { simulated: linesOf(one.told), lived: live === undefined ? [] : linesOf(live) };
      const same = JSON.stringify(lines.simulated) === JSON.stringify(lines.lived);
      return same ? [] : [{ input: one.input, ...lines }];
    });
    const left = {
      email: standIn.mails.map(({ executionId }) => executionId ?? ''),
      sms: world.texter.taken.map(({ executionId }) => executionId),
      postcard: printer.taken.map(({ fields }) => fields.metadata?.execution_id ?? ''),
      fulfillment: lines.rows.map(({ id }) => id.replace('.1', '')),
    };
    const sent = [];
    for (const [kind, ids] of Object.entries(left)) sent.push({ kind, left: ids.sort(), fired: await fired(kind) });
    return { differing, sent, turns };
  } finally {
    mailer.close();
    await standIn.close();
    await printer.close();
    await world.close();
  }
}

async function disagreesAlone(input: Json): Promise<boolean> {
  // Without an end there is nothing to live up to.
  if (input.until === undefined) return false;
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

  test('live on the database as simulate says, and each thing leaves once', async () => {
    const began = performance.now();
    const { differing, sent, turns } = await compare(lives, simulated);
    const seconds = Math.round((performance.now() - began) / 1000);
    const things = sent.map(({ kind, left }) => `${left.length} ${kind}`).join(', ');
    console.log(`agreement: seed ${seed}, ${cases} sequences, ${turns} moments, ${things}, ${seconds} s`);
    const [first] = differing;
    if (first !== undefined) {
      const least = await smallest(first.input, disagreesAlone);
      console.log(`seed ${seed}: ${differing.length} disagree; a case for simulate:\n${JSON.stringify(least)}`);
      expect(first.lived).toEqual(first.simulated);
    }
    for (const { left, fired } of sent) expect(left).toEqual(fired);
  }, 600_000);
});
