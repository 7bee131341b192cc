import type { Postcard, Postcards } from '../../src/app/ports/postcards.js';
import type { PostalAddress } from '../../src/domain/contact/postal-address.js';
import {
  askingContract,
  type NextAnswer,
  repeatableContract,
  type SenderUnderTest,
  sendingContract,
} from './sending.js';

/** A printer of postcards with a provider behind it that does what the suite says. */
export interface PostcardsUnderTest {
  readonly postcards: Postcards;
  /** What the provider took, oldest first. */
  taken(): readonly Omit<Postcard, 'executionId'>[];
  takenExecutionIds(): readonly (string | null)[];
  next(what: NextAnswer): void;
  close(): Promise<void>;
}

export function anAddress(changes: Partial<PostalAddress> = {}): PostalAddress {
  return {
    name: 'Ada Lövelace',
    company: 'Analytical Engines',
    line1: '210 King St',
    line2: 'Suite 6100',
    city: 'San Francisco',
    state: 'CA',
    zip: '94107',
    country: 'US',
    ...changes,
  };
}

export function aPostcard(changes: Partial<Postcard> = {}): Postcard {
  return {
    executionId: '01890a5d-ac96-774b-bcce-b302099a8057',
    to: anAddress(),
    from: anAddress({ name: 'Ana Ruiz', company: null, line1: '1 Main St', line2: null }),
    size: '6x9',
    front: '<html><h1>Difference engines – “quick” question ✓</h1></html>',
    back: '<html><p>Hi {{name}} &amp; all</p></html>',
    mergeVariables: { name: 'Ada' },
    ...changes,
  };
}

const secrets = /Ada|King St|94107|Difference|live_secret/;

/** What every printer of postcards must do, whatever is behind it. */
export function postcardsContract(name: string, open: () => Promise<PostcardsUnderTest>) {
  const sender = async () => {
    const { postcards, takenExecutionIds, next, close } = await open();
    const send: SenderUnderTest['send'] = (executionId, mayLeave) =>
      postcards.create(aPostcard({ executionId }), mayLeave);
    return { send, takenIds: takenExecutionIds, next, close };
  };
  sendingContract(name, secrets, sender);
  askingContract(name, secrets, sender);
  repeatableContract(name, sender);

  describe(`${name}, as a printer of postcards`, () => {
    let under: PostcardsUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('hands over the whole card and says accepted', async () => {
      expect(await under.postcards.create(aPostcard())).toEqual({
        kind: 'accepted',
        providerMessageId: expect.any(String),
      });
      const { executionId, ...rest } = aPostcard();
      expect(under.taken()).toEqual([rest]);
      expect(under.takenExecutionIds()).toEqual([executionId]);
    });

    test('hands over a card to somebody abroad, without merge variables', async () => {
      const card = aPostcard({
        to: anAddress({ name: null, state: null, zip: 'SW1A 1AA', city: 'London', country: 'GB', line2: null }),
        size: '4x6',
        mergeVariables: {},
      });
      expect((await under.postcards.create(card)).kind).toBe('accepted');
      expect(under.taken()).toMatchObject([{ to: card.to, size: '4x6', mergeVariables: {} }]);
    });

    test('answers a card that was handed over twice with the first one', async () => {
      const first = await under.postcards.create(aPostcard());
      expect(await under.postcards.create(aPostcard())).toEqual(first);
      expect(under.taken()).toHaveLength(1);
    });

    test('finds the card of a sending whose answer was lost, and none of one that did not arrive', async () => {
      under.next('lose-taken');
      await under.postcards.create(aPostcard({ executionId: 'execution-1' }));
      under.next('lose-untaken');
      await under.postcards.create(aPostcard({ executionId: 'execution-2' }));
      expect(await under.postcards.find('execution-1')).toEqual({ ok: true, found: expect.any(String) });
      expect(await under.postcards.find('execution-2')).toEqual({ ok: true, found: null });
    });

    test('names a card as it did when it accepted it', async () => {
      const outcome = await under.postcards.create(aPostcard({ executionId: 'execution-1' }));
      const id = outcome.kind === 'accepted' ? outcome.providerMessageId : null;
      expect(await under.postcards.find('execution-1')).toEqual({ ok: true, found: id });
    });

    test('checks an address in the US', async () => {
      expect((await under.postcards.verify(anAddress())).kind).toBe('deliverable');
    });

    test('draws a preview without making a card', async () => {
      const { executionId: _, ...content } = aPostcard();
      const started = await under.postcards.startPreview(content);
      expect(started.ok).toBe(true);
      const preview = await under.postcards.preview(started.ok ? started.found : '');
      expect(preview).toMatchObject({ kind: 'ready', front: expect.any(String), back: expect.any(String) });
      expect(under.taken()).toEqual([]);
    });

    test('says so where there is no such preview', async () => {
      expect((await under.postcards.preview('of-nothing')).kind).toBe('failed');
    });
  });
}
