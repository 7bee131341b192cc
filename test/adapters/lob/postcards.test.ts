import { createLobPostcards } from '../../../src/adapters/lob/postcards.js';
import { handOverCard } from '../../../src/app/firing/handOverCard.js';
import { anAddress, aPostcard, postcardsContract } from '../../contracts/postcards.js';
import type { NextAnswer } from '../../contracts/sending.js';
import { deadEnds, withBrokenTls } from '../../support/dead-ends.js';
import { type PostcardStandIn, startPostcardStandIn, type TakenPostcard } from '../../support/postcard-stand-in.js';
import type { Behaviour } from '../../support/stand-in.js';
import { lossAndThrottling } from '../behaviours.js';
import { unansweredBy } from '../unanswered.js';

const open = (baseUrl: string, timeoutMs = 30_000) => createLobPostcards({ apiKey: 'live_secret', baseUrl, timeoutMs });

const lobError = (status: number, code: string, message: string): Behaviour => ({
  answer: status,
  body: { error: { message, status_code: status, code } },
});

const behaviours: Record<NextAnswer, Behaviour> = {
  refuse: { ...lobError(422, 'invalid', 'to: ada@example.com,\n+1 415 555 2345 is no address'), times: 1 },
  ...lossAndThrottling,
};

postcardsContract('Lob', async () => {
  const standIn = await startPostcardStandIn();
  return {
    postcards: open(standIn.url),
    taken: () => standIn.taken.map(asPostcard),
    takenExecutionIds: () => standIn.taken.map(({ fields }) => fields.metadata?.execution_id ?? null),
    next: (what) => standIn.behave(behaviours[what]),
    close: () => standIn.close(),
  };
});

function asPostcard({ fields: { to, from, size, front, back, merge_variables } }: TakenPostcard) {
  return {
    to: asAddress(to),
    from: asAddress(from),
    size,
    front,
    back,
    mergeVariables: merge_variables ?? {},
  } as ReturnType<typeof aPostcard>;
}

function asAddress(fields: Readonly<Record<string, string>>) {
  const part = (name: string) => fields[name] ?? null;
  return {
    name: part('name'),
    company: part('company'),
    line1: part('address_line1'),
    line2: part('address_line2'),
    city: part('address_city'),
    state: part('address_state'),
    zip: part('address_zip'),
    country: part('address_country'),
  };
}

test('verifying an address and making the card take no longer together than the lease of the card leaves them', async () => {
  const standIn = await startPostcardStandIn();
  try {
    standIn.behave({ answer: 'hang' });
    const printer = open(standIn.url, 30_000);
    const { outcome, waitedMs } = await unansweredBy(standIn, () => handOverCard(printer, aPostcard()));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('ETIMEDOUT') });
    expect(standIn.requests()).toBe(2);
    expect(waitedMs).toBeLessThanOrEqual(30_000);
  } finally {
    await standIn.close();
  }
});

describe('the Lob printer', () => {
  let standIn: PostcardStandIn;
  beforeEach(async () => {
    standIn = await startPostcardStandIn();
  });
  afterEach(() => standIn.close());

  test("sends with the account's key, and the sending's id as idempotency key", async () => {
    await open(`${standIn.url}/`).create(aPostcard({ executionId: 'execution-1' }));
    const authorization = `Basic ${Buffer.from('live_secret:').toString('base64')}`;
    expect(standIn.taken).toMatchObject([{ authorization, idempotencyKey: 'execution-1' }]);
  });

  test('can make a second card once Lob has forgotten the first: then one looks for it before', async () => {
    const printer = open(standIn.url);
    await printer.create(aPostcard());
    standIn.forgetKeys();
    expect(await printer.find(aPostcard().executionId)).toMatchObject({ found: standIn.taken[0]?.id });
    await open(standIn.url).create(aPostcard());
    expect(standIn.taken).toHaveLength(2);
  });

  test.each([
    ['whose side is longer than Lob takes', { front: `<${'x'.repeat(10_000)}` }, 'front is too long'],
    ['that is no HTML', { back: 'Hi' }, 'back is malformed'],
    ['with a variable that Lob cannot name', { mergeVariables: { 'a b': 'c' } }, 'merge_variables has a malformed key'],
    ['to a name that is too long', { to: anAddress({ name: 'x'.repeat(41) }) }, 'to.name is too long'],
    ['to a US zip of four digits', { to: anAddress({ zip: '2139' }) }, 'to.address_zip is malformed'],
  ])('is refused a card %s', async (_, changes, said) => {
    expect(await open(standIn.url).create(aPostcard(changes))).toEqual({
      kind: 'refused',
      reason: `Lob refused the postcard (422, invalid): ${said}`,
    });
  });

  test.each([
    [200, 'accepted'],
    [400, 'refused'],
    [422, 'refused'],
    [301, 'deferred'],
    [401, 'deferred'],
    [403, 'deferred'],
    [404, 'deferred'],
    [429, 'deferred'],
    [408, 'unknown'],
    [409, 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
  ] as const)('takes the answer %i as %s', async (status, kind) => {
    standIn.behave({ answer: status });
    expect((await open(standIn.url).create(aPostcard())).kind).toBe(kind);
    expect(standIn.requests()).toBe(1);
  });

  test.each([
    [401, 'payment_method_unverified', 'as told', 'means of payment'],
    [403, 'billing_address_required', 'as told', 'billing address'],
    [422, 'foreign_return_address', 'as told', 'sender address in the US'],
    [422, 'invalid', 'from.address_zip is malformed', 'address that postcards come from'],
    [401, 'unauthorized', 'as told', 'LOB_API_KEY'],
    [404, 'unrecognized_endpoint', 'as told', 'LOB_BASE_URL'],
  ])(
    'holds cards back after %i %s, which is no fault of theirs, and says what to do',
    async (status, code, said, hint) => {
      standIn.behave(lobError(status, code, said));
      const outcome = await open(standIn.url).create(aPostcard());
      expect(outcome).toMatchObject({ kind: 'deferred', reason: expect.stringContaining(hint) });
    },
  );

  test('reads the time to wait from the end of the window where there is no Retry-After', async () => {
    standIn.behave({ answer: 429, headers: { 'x-rate-limit-reset': String(Math.round(Date.now() / 1000) + 60) } });
    const outcome = await open(standIn.url).create(aPostcard());
    expect(outcome.kind === 'deferred' ? outcome.retryAfterMs : null).toBeGreaterThan(50_000);
  });

  test.each(deadEnds)('knows that nothing left when %s', async (_, nowhere) => {
    expect((await open(nowhere, 300).create(aPostcard())).kind).toBe('deferred');
  });

  test('knows that nothing left when the TLS handshake fails', async () => {
    await withBrokenTls('reset', async (nowhere) => {
      expect((await open(nowhere, 300).create(aPostcard())).kind).toBe('deferred');
    });
  });

  test('does not know after its time is up', async () => {
    standIn.behave({ answer: 'hang' });
    const { outcome } = await unansweredBy(standIn, () => open(standIn.url).create(aPostcard()));
    expect(outcome.kind).toBe('unknown');
  });

  test.each([
    [{ answer: 401 }, 'LOB_API_KEY'],
    [{ answer: 'reset' }, 'broke before its answer'],
    [{ answer: 200, body: {} }, 'nobody can read'],
  ] as const)('says why it cannot tell of a card after %j', async (behaviour, hint) => {
    standIn.behave(behaviour);
    expect(await open(standIn.url).find('execution-1')).toEqual({ ok: false, reason: expect.stringContaining(hint) });
  });
});

describe('an address that Lob checks', () => {
  let standIn: PostcardStandIn;
  beforeEach(async () => {
    standIn = await startPostcardStandIn();
  });
  afterEach(() => standIn.close());

  test('comes back as the post office spells it', async () => {
    expect(await open(standIn.url).verify(anAddress())).toEqual({
      kind: 'deliverable',
      address: anAddress({ line1: 'As The Post Spells It', zip: '94107-2282' }),
    });
  });

  test.each([
    ['deliverable_unnecessary_unit', 'not needed'],
    ['deliverable_incorrect_unit', 'does not exist'],
    ['deliverable_missing_unit', 'is missing'],
  ])('is doubtful when it is %s', async (deliverability, reason) => {
    standIn.findAddresses(deliverability);
    const check = await open(standIn.url).verify(anAddress({ line2: null }));
    expect(check).toMatchObject({
      kind: 'doubtful',
      reason: expect.stringContaining(reason),
      address: { line2: null },
    });
  });

  test('is undeliverable when the post office does not know it', async () => {
    standIn.findAddresses('undeliverable');
    expect((await open(standIn.url).verify(anAddress())).kind).toBe('undeliverable');
  });

  test('is not judged by the blanks that a test key is answered with', async () => {
    standIn.findAddresses('');
    expect((await open(standIn.url).verify(anAddress())).kind).toBe('unknown');
    const components = { city: '', state: '', zip_code: '', zip_code_plus_4: '' };
    const blanks = { primary_line: '', secondary_line: '', deliverability: 'deliverable', components };
    standIn.behave({ answer: 200, body: blanks });
    expect((await open(standIn.url).verify(anAddress())).kind).toBe('unknown');
  });

  test('is not asked for abroad', async () => {
    expect((await open(standIn.url).verify(anAddress({ country: 'GB' }))).kind).toBe('unknown');
    expect(standIn.requests()).toBe(0);
  });

  test('is unknown where the answer does not come within what was asked for', async () => {
    standIn.behave({ answer: 'hang' });
    const { outcome, waitedMs } = await unansweredBy(standIn, () => open(standIn.url).verify(anAddress(), 50));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('ETIMEDOUT') });
    expect(waitedMs).toBeLessThanOrEqual(50);
  });

  test.each([{ answer: 503 }, { answer: 'hang' }, { answer: 200, body: {} }] as const)(
    'is unknown after %j',
    async (told) => {
      standIn.behave(told);
      const verify = () => open(standIn.url).verify(anAddress());
      const check = told.answer === 'hang' ? (await unansweredBy(standIn, verify)).outcome : await verify();
      expect(check).toEqual({ kind: 'unknown', reason: expect.stringMatching(/\.$/) });
    },
  );
});

describe('a preview that Lob draws', () => {
  let standIn: PostcardStandIn;
  beforeEach(async () => {
    standIn = await startPostcardStandIn();
  });
  afterEach(() => standIn.close());

  const previewOf = async () => {
    const started = await open(standIn.url).startPreview(aPostcard());
    return open(standIn.url).preview(started.ok ? started.found : '');
  };

  test('shows both sides', async () => {
    expect(await previewOf()).toEqual({
      kind: 'ready',
      front: 'https://lob-assets.com/postcards/front.png',
      back: 'https://lob-assets.com/postcards/back.png',
      pdf: 'https://lob-assets.com/postcards/proof.pdf',
    });
  });

  test('is waited for while it is drawn', async () => {
    standIn.drawProofs('processing');
    expect(await previewOf()).toEqual({ kind: 'processing' });
  });

  test('says why it failed', async () => {
    standIn.drawProofs('failed');
    expect(await previewOf()).toEqual({ kind: 'failed', reason: 'Lob could not draw it: The HTML is broken' });
  });

  test('is refused with what Lob says of the card', async () => {
    expect(await open(standIn.url).startPreview(aPostcard({ back: 'no HTML' }))).toEqual({
      ok: false,
      reason: expect.stringContaining('back is malformed'),
    });
  });
});
