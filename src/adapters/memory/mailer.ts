import { type Mailer, type MailOutcome, textsOfMail, type WrittenMail } from '../../app/ports/mailer.js';
import { withheld } from '../../app/ports/sending-outcome.js';
import { createMemoryProvider, type MemoryProvider } from './provider.js';

export interface MemoryMailer extends Mailer, MemoryProvider<WrittenMail, MailOutcome> {}

/** A mailer that keeps its mails, for tests of use cases. */
export function createMemoryMailer(): MemoryMailer {
  const { taken, answerNext, hand } = createMemoryProvider<WrittenMail, MailOutcome>((nth) => `memory-${nth}`);
  return {
    taken,
    answerNext,
    send: async (mail, mayLeave) => {
      if ((await mayLeave?.()) === false) return withheld;
      const { copy: _, ...rest } = mail;
      return hand({ ...rest, ...textsOfMail(mail) });
    },
  };
}
