import type { MayLeave, SendingOutcome } from '../../src/app/ports/sending-outcome.js';

/** What the provider does with the next request, and, for `lose`, whether it has taken it before it was lost. */
export type NextAnswer = 'refuse' | 'throttle-for-7s' | 'lose-taken' | 'lose-untaken';

/** Something that hands things over, with a provider behind it that does what the suite says. */
export interface SenderUnderTest {
  /** Hands one thing over under that id of its sending. */
  send(
    executionId: string,
    mayLeave?: MayLeave,
  ): Promise<SendingOutcome | { readonly kind: 'opted-out'; readonly reason: string }>;
  /** The ids of the sendings whose things the provider took, oldest first. */
  takenIds(): readonly (string | null)[];
  next(what: NextAnswer): void;
  close(): Promise<void>;
}

/** A reason is one line for people, which gives nobody and nothing away. */
export function expectPresentable(outcome: { readonly kind: string }, secrets: RegExp) {
  const reason = 'reason' in outcome ? outcome.reason : '';
  expect(reason).toMatch(/^[^\n]{5,}$/);
  expect(reason).not.toMatch(secrets);
}

/** What everything that hands something over to a provider must do; `secrets` are what no reason may show. */
export function sendingContract(name: string, secrets: RegExp, open: () => Promise<SenderUnderTest>) {
  describe(`${name}, as a sender`, () => {
    let under: SenderUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('hands over what it is given and says accepted', async () => {
      expect((await under.send('execution-1')).kind).toBe('accepted');
      expect(under.takenIds()).toEqual(['execution-1']);
    });

    test('says refused, with a reason for people, when the provider will never take it', async () => {
      under.next('refuse');
      const outcome = await under.send('execution-1');
      expect(outcome.kind).toBe('refused');
      expectPresentable(outcome, secrets);
      expect(under.takenIds()).toEqual([]);
    });

    test('says deferred, and until when, when the provider asks to wait', async () => {
      under.next('throttle-for-7s');
      const outcome = await under.send('execution-1');
      expect(outcome).toMatchObject({ kind: 'deferred', retryAfterMs: 7000 });
      expectPresentable(outcome, secrets);
      expect(under.takenIds()).toEqual([]);
    });

    test.each(['lose-taken', 'lose-untaken'] as const)('says unknown when the answer is lost (%s)', async (loss) => {
      under.next(loss);
      const outcome = await under.send('execution-1');
      expect(outcome.kind).toBe('unknown');
      expectPresentable(outcome, secrets);
      expect(under.takenIds()).toHaveLength(loss === 'lose-taken' ? 1 : 0);
    });

    test('goes on as before after one that failed', async () => {
      under.next('lose-untaken');
      await under.send('execution-1');
      expect((await under.send('execution-2')).kind).toBe('accepted');
      expect(under.takenIds()).toEqual(['execution-2']);
    });

    test('sends many at once, each exactly once', async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `execution-${index}`);
      const outcomes = await Promise.all(ids.map((id) => under.send(id)));
      expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true);
      expect([...under.takenIds()].sort()).toEqual([...ids].sort());
    });
  });
}

/** For what is written down just before it leaves. */
export function askingContract(name: string, secrets: RegExp, open: () => Promise<SenderUnderTest>) {
  describe(`${name}, as a sender that asks before anything leaves`, () => {
    let under: SenderUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('has let nothing leave when it asks, and hands over what may', async () => {
      const takenWhenAsked: number[] = [];
      const mayLeave = async () => {
        await new Promise((resolve) => setImmediate(resolve));
        takenWhenAsked.push(under.takenIds().length);
        return true;
      };
      expect((await under.send('execution-1', mayLeave)).kind).toBe('accepted');
      expect(takenWhenAsked).toEqual([0]);
      expect(under.takenIds()).toEqual(['execution-1']);
    });

    test('keeps back what may not leave, and goes on as before', async () => {
      const outcome = await under.send('execution-1', async () => false);
      expect(outcome.kind).toBe('deferred');
      expectPresentable(outcome, secrets);
      expect((await under.send('execution-2', async () => true)).kind).toBe('accepted');
      expect(under.takenIds()).toEqual(['execution-2']);
    });
  });
}

/** For providers that know a sending by its id: handing it over again makes no second one. */
export function repeatableContract(name: string, open: () => Promise<SenderUnderTest>) {
  describe(`${name}, as a sender that may repeat itself`, () => {
    let under: SenderUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test.each(['lose-taken', 'lose-untaken'] as const)('settles a lost answer by repeating (%s)', async (loss) => {
      under.next(loss);
      await under.send('execution-1');
      expect((await under.send('execution-1')).kind).toBe('accepted');
      expect(under.takenIds()).toEqual(['execution-1']);
    });
  });
}
