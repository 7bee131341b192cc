import type { Mail, Mailer, MailOutcome } from '../../src/app/ports/mailer.js';

/** A mailer with a provider behind it that does what the suite says. */
export interface MailerUnderTest {
  readonly mailer: Mailer;
  /** What the provider took, oldest first. */
  taken(): readonly Omit<Mail, 'executionId'>[];
  takenExecutionIds(): readonly (string | null)[];
  /** What the provider does with the next mail, and, for `lose`, whether it has taken it before it was lost. */
  next(what: 'refuse' | 'throttle-for-7s' | 'lose-taken' | 'lose-untaken'): void;
  close(): Promise<void>;
}

export function aMail(changes: Partial<Mail> = {}): Mail {
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
  describe(`${name}, as a mailer`, () => {
    let under: MailerUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const presentable = (outcome: MailOutcome) => {
      const reason = 'reason' in outcome ? outcome.reason : '';
      expect(reason).toMatch(/^[^\n]{5,}$/);
      expect(reason).not.toMatch(/@|Hi Ada|Difference|SG\.secret/);
    };

    test('hands over the whole mail and says accepted', async () => {
      const outcome = await under.mailer.send(aMail());
      expect(outcome).toEqual({ kind: 'accepted', providerMessageId: expect.any(String) });
      const { executionId, ...rest } = aMail();
      expect(under.taken()).toEqual([rest]);
      expect(under.takenExecutionIds()).toEqual([executionId]);
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

    test('says refused, with a reason for people, when the provider will never take the mail', async () => {
      under.next('refuse');
      const outcome = await under.mailer.send(aMail());
      expect(outcome.kind).toBe('refused');
      presentable(outcome);
      expect(under.taken()).toEqual([]);
    });

    test('says deferred, and until when, when the provider asks to wait', async () => {
      under.next('throttle-for-7s');
      const outcome = await under.mailer.send(aMail());
      expect(outcome).toMatchObject({ kind: 'deferred', retryAfterMs: 7000 });
      presentable(outcome);
      expect(under.taken()).toEqual([]);
    });

    test.each(['lose-taken', 'lose-untaken'] as const)('says unknown when the answer is lost (%s)', async (loss) => {
      under.next(loss);
      const outcome = await under.mailer.send(aMail());
      expect(outcome.kind).toBe('unknown');
      presentable(outcome);
      expect(under.taken()).toHaveLength(loss === 'lose-taken' ? 1 : 0);
    });

    test('goes on as before after a mail that failed', async () => {
      under.next('lose-untaken');
      await under.mailer.send(aMail());
      expect((await under.mailer.send(aMail())).kind).toBe('accepted');
      expect(under.taken()).toHaveLength(1);
    });

    test('sends many at once, each exactly once', async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `execution-${index}`);
      const outcomes = await Promise.all(ids.map((executionId) => under.mailer.send(aMail({ executionId }))));
      expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true);
      expect([...under.takenExecutionIds()].sort()).toEqual([...ids].sort());
    });
  });
}
