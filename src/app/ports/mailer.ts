import type { Copy } from '../../domain/template/mould.js';
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

/** One rendered mail, ready to leave. */
export interface Mail {
  /**
   * The ledger's id of this sending; travels as a custom argument so that the provider's events find it again, and makes
   * the mail's Message-ID (`messageIdOf`), which the mailer sets.
   */
  readonly executionId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Whose copy the text and the HTML are, where that is known: they are what it comes to. */
  readonly copy?: Copy;
  /** Extra headers, among them List-Unsubscribe and List-Unsubscribe-Post. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
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
