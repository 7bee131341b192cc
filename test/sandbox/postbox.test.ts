import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLobPostcards } from '../../src/adapters/lob/postcards.js';
import type { Postcards } from '../../src/app/ports/postcards.js';
import { LOB_PATH, sandboxPrinter } from '../../src/sandbox/postbox/account.js';
import { anAddress, aPostcard } from '../contracts/postcards.js';
import { type Harness, START, startHarness } from './harness.js';

let harness: Harness;
let postcards: Postcards;
afterEach(() => harness.stop());

async function start(folder?: string): Promise<void> {
  harness = await startHarness(folder === undefined ? {} : { folder });
  postcards = createLobPostcards({ apiKey: sandboxPrinter.apiKey, baseUrl: `${harness.url}${LOB_PATH}` });
}
const postbox = async () => (await harness.snapshot()).postbox;

describe('the Lob stand-in', () => {
  beforeEach(() => start());

  test('takes what the program has printed, and shows both sides in the postbox', async () => {
    const card = aPostcard();
    expect(await postcards.create(card)).toEqual({
      kind: 'accepted',
      providerMessageId: expect.stringMatching(/^psc_/),
    });
    expect(await postbox()).toMatchObject([
      {
        executionId: card.executionId,
        to: ['Ada Lövelace', 'Analytical Engines', '210 King St', 'Suite 6100', 'San Francisco, CA 94107'],
        size: '6x9',
        front: card.front,
        back: card.back,
        postedAt: START.toISO(),
      },
    ]);
  });

  test('makes one card of a sending, however often it comes, and knows it by its sending', async () => {
    const card = aPostcard();
    const first = await postcards.create(card);
    expect(await postcards.create(card)).toEqual(first);
    expect(await postbox()).toHaveLength(1);
    const id = first.kind === 'accepted' ? first.providerMessageId : null;
    expect(await postcards.find(card.executionId)).toEqual({ ok: true, found: id });
    expect(await postcards.find('another')).toEqual({ ok: true, found: null });
  });

  test('knows every street, but none that leads nowhere', async () => {
    expect(await postcards.verify(anAddress())).toMatchObject({ kind: 'deliverable' });
    expect(await postcards.verify(anAddress({ line1: '1 Nowhere Lane' }))).toMatchObject({ kind: 'undeliverable' });
  });

  test('refuses what Lob would refuse, and who is not its account', async () => {
    expect(await postcards.create(aPostcard({ front: 'no HTML' }))).toMatchObject({ kind: 'refused' });
    expect(await postbox()).toEqual([]);
    expect((await fetch(`${harness.url}${LOB_PATH}/v1/postcards`)).status).toBe(401);
  });

  test('keeps what it took over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drumbeat-postbox-'));
    await harness.stop();
    await start(folder);
    await postcards.create(aPostcard());
    const before = await postbox();
    await harness.stop();
    await start(folder);
    expect(await postbox()).toEqual(before);
    await rm(folder, { recursive: true });
  });
});
