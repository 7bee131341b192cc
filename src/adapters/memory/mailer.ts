import type { Mail, Mailer, MailOutcome } from '../../app/ports/mailer.js';

export interface MemoryMailer extends Mailer {
  /** What the provider has taken, oldest first. */
  readonly taken: readonly Mail[];
  /**
   * Has coming mails answered otherwise than `accepted`, one answer a mail, in this order. `taken` says whether the mail
   * left all the same, which only an `unknown` outcome leaves open.
   */
  answerNext(...answers: readonly { readonly outcome: MailOutcome; readonly taken?: boolean }[]): void;
}

/** A mailer that keeps its mails, for tests of use cases. */
export function createMemoryMailer(): MemoryMailer {
  const taken: Mail[] = [];
  const waiting: { readonly outcome: MailOutcome; readonly taken?: boolean }[] = [];
  return {
    taken,
    answerNext(...answers) {
      waiting.push(...answers);
    },
    async send(mail) {
      const answer = waiting.shift() ?? {
        outcome: { kind: 'accepted', providerMessageId: `memory-${taken.length + 1}` } satisfies MailOutcome,
      };
      if (answer.outcome.kind === 'accepted' || (answer.outcome.kind === 'unknown' && answer.taken)) taken.push(mail);
      return answer.outcome;
    },
  };
}
