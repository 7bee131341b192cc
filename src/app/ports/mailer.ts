import { type Copy, type Texts, textsOf } from '../../domain/template/mould.js';
import type { MayLeave, SendingOutcome } from './sending-outcome.js';

/** An address with the name shown beside it. */
export interface Mailbox {
  readonly email: string;
  readonly name?: string;
}

/** A file that goes with a mail. */
export interface MailAttachment {
  readonly filename: string;
  /** Without parameters: `text/csv`. */
  readonly type: string;
  /** Sent as UTF-8. */
  readonly content: string;
}

interface Addressed {
  /**
   * The ledger's id of this sending; travels as a custom argument so that the provider's events find it again, and makes
   * the mail's Message-ID (`messageIdOf`), which the mailer sets.
   */
  readonly executionId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  /** Extra headers, among them List-Unsubscribe and List-Unsubscribe-Post. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
}

/** A mail with texts of its own. */
export interface WrittenMail extends Addressed, Texts {
  readonly copy?: never;
}

/** Its texts are those that the copy comes to: whoever needs them puts them together ({@link textsOfMail}). */
interface CopiedMail extends Addressed {
  readonly copy: Copy;
  readonly text?: never;
  readonly html?: never;
}

/** One rendered mail, ready to leave. */
export type Mail = WrittenMail | CopiedMail;

/** What a mail says. */
export function textsOfMail(mail: Mail): Texts {
  return mail.copy === undefined ? { text: mail.text, html: mail.html } : textsOf(mail.copy);
}

export type MailOutcome = SendingOutcome;

/** Hands mails to a provider. Never rejects for what the provider or the network did: that is an outcome. */
export interface Mailer {
  send(mail: Mail, mayLeave?: MayLeave): Promise<MailOutcome>;
  /** Absent where the provider takes one mail a request. */
  readonly together?: MailsTogether;
}

/** A provider that takes many mails in one request. */
export interface MailsTogether {
  /** Mails that one request may carry. */
  readonly most: number;
  /** Mails of one key may share a request; null: this one goes by itself. */
  keyOf(mail: Mail): string | null;
  /**
   * Hands over mails of one key; answers what became of each, in their order. One that is refused holds up no other. It asks
   * before the first request alone: of what that leaves open, all is written down.
   */
  send(mails: readonly Mail[], mayLeave?: MayLeave): Promise<readonly MailOutcome[]>;
}
