/**
 * What is known after a request that lets something leave (architecture, "Firing"):
 * - `accepted`: the provider took it;
 * - `refused`: the provider will never take it (bad address, bad content); it did not leave;
 * - `deferred`: it surely did not leave (connection refused, 429, a documented 503) and may be tried again, not before
 *   `retryAfterMs` where the provider named a time; `cause` says what has to change first;
 * - `unknown`: it may have left (timeout, reset, 500, 502, 504). Never sent again blindly.
 *
 * `reason` is one line for people, without keys, texts, addresses or numbers of people.
 */
export type SendingOutcome =
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
 * `moment`: the provider is busy or away, for everything; `account`: it takes nothing at all until somebody mends key,
 * plan or address; `sender`: nothing from this sender (or to this
 * country, or address), others pass.
 */
export type DeferredCause = 'moment' | 'account' | 'sender';

/** What a provider may say of anything that is sent. */
export type AnyOutcome = SendingOutcome | OptedOut;

/**
 * The provider will not carry it because the recipient has said so (STOP). It did not leave, and nothing else of this
 * kind to them may be tried.
 */
export interface OptedOut {
  readonly kind: 'opted-out';
  readonly reason: string;
}

/**
 * Asked once of each request, when it stands on its connection but for its last byte, which nobody can act on yet: whether it
 * may leave. Whoever asks writes down that it does; where the answer is no, the last byte is never written and the outcome
 * is {@link withheld}. Never rejects. Absent where nobody has to be asked: a test mail, a list.
 */
export type MayLeave = () => Promise<boolean>;

/** Somebody else may have it by now, or soon: what surely did not leave leaves with the next try. */
export const withheld = {
  kind: 'deferred',
  reason: 'it was held up on the way out',
  retryAfterMs: null,
  cause: 'moment',
} as const satisfies SendingOutcome;
