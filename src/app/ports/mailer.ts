/** An address with the name shown beside it. */
export interface Mailbox {
  readonly email: string;
  readonly name?: string;
}

/** One rendered mail, ready to leave. */
export interface Mail {
  /** The ledger's id of this sending; travels as a custom argument so that the provider's events find it again. */
  readonly executionId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Extra headers, among them List-Unsubscribe and List-Unsubscribe-Post. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What is known after a request (architecture, "Firing"):
 * - `accepted`: the provider took the mail;
 * - `refused`: the provider will never take this mail (bad address, bad content); it did not leave;
 * - `deferred`: it surely did not leave (connection refused, 429, a documented 503) and may be tried again, not before
 *   `retryAfterMs` where the provider named a time; `cause` says what has to change first;
 * - `unknown`: it may have left (timeout, reset, 500, 502, 504). Never resent blindly.
 *
 * `reason` is one line for people, without keys, bodies or addresses.
 */
export type MailOutcome =
  | { readonly kind: 'accepted'; readonly providerMessageId: string | null }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'deferred';
      readonly reason: string;
      readonly retryAfterMs: number | null;
      readonly cause: DeferredCause;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * `moment`: the provider is busy or away, for every mail; `account`: it takes no mail at all until somebody mends key,
 * plan or address; `sender`: none from this sender, others pass.
 */
export type DeferredCause = 'moment' | 'account' | 'sender';

/** Hands mails to a provider. Never rejects for what the provider or the network did: that is an outcome. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
}
