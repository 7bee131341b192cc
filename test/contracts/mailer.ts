import type { Mailer, WrittenMail } from '../../src/app/ports/mailer.js';
import { askingContract, type NextAnswer, type SenderUnderTest, sendingContract } from './sending.js';

/** A mailer with a provider behind it that does what the suite says. */
export interface MailerUnderTest {
  readonly mailer: Mailer;
  /** What the provider took, oldest first. */
  taken(): readonly Omit<WrittenMail, 'executionId'>[];
  takenExecutionIds(): readonly (string | null)[];
  /** Of what it took, as its recipients would see them. */
  messageIds(): readonly (string | undefined)[];
  next(what: NextAnswer): void;
  close(): Promise<void>;
}

export function aMail(changes: Partial<WrittenMail> = {}): WrittenMail {
  return {
    executionId: '01890a5d-ac96-774b-bcce-b302099a8057',
    from: { email: 'ana@drumbeat.example', name: 'Ana Ruiz' },
    to: { email: 'ada@example.com', name: 'Ada Lövelace' },
    replyTo: { email: 'ana.private@drumbeat.example' },
    subject: 'Difference engines – “quick” question ✓',
    text: 'Hi Ada,\n\n{{not a placeholder}} & <not a tag>',
    html: '<p>Hi Ada,</p><p>{{not a placeholder}} &amp; &lt;not a tag&gt;</p>',
    headers: { 'List-Unsubscribe': '<https://x.example/u/1>, <mailto:u@x.example>', 'X-Note': 'Grüße' },
    ...changes,
  };
}

/** What every mailer must do, whatever is behind it. */
export function mailerContract(name: string, open: () => Promise<MailerUnderTest>) {
  const secrets = /@|Hi Ada|Difference|SG\.secret/;
  const sender = async (): Promise<SenderUnderTest> => {
    const { mailer, takenExecutionIds: takenIds, next, close } = await open();
    return { send: (executionId, mayLeave) => mailer.send(aMail({ executionId }), mayLeave), takenIds, next, close };
  };
  sendingContract(name, secrets, sender);
  askingContract(name, secrets, sender);

  describe(`${name}, as a mailer`, () => {
    let under: MailerUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('hands over the whole mail and says accepted', async () => {
      const outcome = await under.mailer.send(aMail());
      expect(outcome).toEqual({ kind: 'accepted', providerMessageId: expect.any(String) });
      const { executionId, ...rest } = aMail();
      expect(under.taken()).toEqual([rest]);
      expect(under.takenExecutionIds()).toEqual([executionId]);
    });

    test('hands over a copy as what it comes to', async () => {
      const { text: _, html: __, ...mail } = aMail();
      const mould = { text: ['Hi ', '0', '!'], html: ['<p>Hi ', '0', '!</p>'], gaps: 1 };
      await under.mailer.send({ ...mail, copy: { mould, words: ['Sons & Co'] } });
      const { executionId: ___, ...rest } = mail;
      expect(under.taken()).toEqual([{ ...rest, text: 'Hi Sons & Co!', html: '<p>Hi Sons &amp; Co!</p>' }]);
    });

    test('says which mail it is, the same whenever it is tried', async () => {
      await under.mailer.send(aMail());
      await under.mailer.send(aMail());
      const id = '<01890a5d-ac96-774b-bcce-b302099a8057@drumbeat.example>';
      expect(under.messageIds()).toEqual([id, id]);
    });

    test('hands over the files that go with a mail', async () => {
      const attachments = [{ filename: 'Grüße.csv', type: 'text/csv', content: 'name\r\nAda Lövelace\r\n' }];
      await under.mailer.send(aMail({ attachments }));
      expect(under.taken()).toMatchObject([{ attachments }]);
    });

    test('hands over a mail without names, reply address and headers', async () => {
      const { replyTo: _, ...mail } = aMail({
        from: { email: 'a@b.example' },
        to: { email: 'c@d.example' },
        headers: {},
      });
      await under.mailer.send(mail);
      const { executionId: __, ...rest } = mail;
      expect(under.taken()).toEqual([rest]);
    });
  });
}
