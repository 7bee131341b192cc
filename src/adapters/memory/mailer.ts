import type { Mail, Mailer, MailOutcome } from '../../app/ports/mailer.js';
import { withheld } from '../../app/ports/sending-outcome.js';
import { createMemoryProvider, type MemoryProvider } from './provider.js';

export interface MemoryMailer extends Mailer, MemoryProvider<Mail, MailOutcome> {}

/** A mailer that keeps its mails, for tests of use cases. */
export function createMemoryMailer(): MemoryMailer {
  const { taken, answerNext, hand } = createMemoryProvider<Mail, MailOutcome>((nth) => `memory-${nth}`);
  return {
    taken,
    answerNext,
    send: async (mail, mayLeave) => ((await mayLeave?.()) === false ? withheld : hand(mail)),
  };
}
