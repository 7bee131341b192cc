import { DateTime } from 'luxon';
import type { SendingNumber, Text, Texter } from '../../src/app/ports/texter.js';
import {
  askingContract,
  expectPresentable,
  type NextAnswer,
  type SenderUnderTest,
  sendingContract,
} from './sending.js';

/** A texter with a provider behind it that does what the suite says. */
export interface TexterUnderTest {
  readonly texter: Texter;
  /** What the provider took, oldest first. */
  taken(): readonly Omit<Text, 'executionId'>[];
  takenExecutionIds(): readonly (string | null)[];
  next(what: NextAnswer | 'opted-out'): void;
  close(): Promise<void>;
}

/** The numbers that the account under test has. */
export const accountNumbers: readonly SendingNumber[] = [
  { number: '+15005550006', label: 'Sales' },
  { number: '+442079460001', label: '+442079460001' },
];

export function aText(changes: Partial<Text> = {}): Text {
  return {
    executionId: '01890a5d-ac96-774b-bcce-b302099a8057',
    from: '+15005550006',
    to: '+14155552345',
    body: 'Hi Ada, “quick” question: 5 + 5 = 10 & counting?\nAna ✓',
    ...changes,
  };
}

const secrets = /\+1|4155552345|Hi Ada|token-of-the-account/;

/** What every texter must do, whatever is behind it. */
export function texterContract(name: string, open: () => Promise<TexterUnderTest>) {
  const sender = async (): Promise<SenderUnderTest> => {
    const { texter, takenExecutionIds: takenIds, next, close } = await open();
    return { send: (executionId, mayLeave) => texter.send(aText({ executionId }), mayLeave), takenIds, next, close };
  };
  sendingContract(name, secrets, sender);
  askingContract(name, secrets, sender);

  describe(`${name}, as a texter`, () => {
    let under: TexterUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const aMinuteAround = () => ({
      since: DateTime.utc().minus({ minutes: 1 }),
      until: DateTime.utc().plus({ minutes: 1 }),
    });
    const { from, to } = aText();

    test('hands over the whole text and says accepted', async () => {
      expect(await under.texter.send(aText())).toEqual({
        kind: 'accepted',
        providerMessageId: expect.any(String),
      });
      const { executionId, ...rest } = aText();
      expect(under.taken()).toEqual([rest]);
      expect(under.takenExecutionIds()).toEqual([executionId]);
    });

    test('says that the recipient has opted out', async () => {
      under.next('opted-out');
      const outcome = await under.texter.send(aText());
      expect(outcome.kind).toBe('opted-out');
      expectPresentable(outcome, secrets);
      expect(under.taken()).toEqual([]);
    });

    test('finds a text again whose answer was lost, under the id that the provider gave it', async () => {
      under.next('lose-taken');
      await under.texter.send(aText());
      const seen = await under.texter.seen({ from, to, ...aMinuteAround() });
      expect(seen).toEqual({
        ok: true,
        found: [{ providerMessageId: expect.any(String), body: aText().body, createdAt: expect.any(DateTime) }],
      });
    });

    test('finds nothing of a text that the provider did not take', async () => {
      under.next('lose-untaken');
      await under.texter.send(aText());
      expect(await under.texter.seen({ from, to, ...aMinuteAround() })).toEqual({ ok: true, found: [] });
    });

    test('names a text as it did when it accepted it', async () => {
      const outcome = await under.texter.send(aText());
      const id = outcome.kind === 'accepted' ? outcome.providerMessageId : null;
      const seen = await under.texter.seen({ from, to, ...aMinuteAround() });
      expect(seen).toMatchObject({ found: [{ providerMessageId: id }] });
    });

    test('finds the texts between these two numbers, of that time', async () => {
      await under.texter.send(aText());
      await under.texter.send(aText({ to: '+14155550000' }));
      await under.texter.send(aText({ from: '+442079460001' }));
      expect(await under.texter.seen({ from, to, ...aMinuteAround() })).toMatchObject({ found: [{}] });
      const past = { since: DateTime.utc().minus({ hours: 2 }), until: DateTime.utc().minus({ hours: 1 }) };
      expect(await under.texter.seen({ from, to, ...past })).toEqual({ ok: true, found: [] });
    });

    test('knows the numbers of the account that can send texts', async () => {
      expect(await under.texter.numbers()).toEqual({ ok: true, found: accountNumbers });
    });
  });
}
