import type { DateTime } from 'luxon';
import type { LookedUp } from './looked-up.js';
import type { MayLeave, OptedOut, SendingOutcome } from './sending-outcome.js';

/** One rendered text message (SMS), ready to leave. */
export interface Text {
  /** The ledger's id of this sending; travels in the address for status reports, so that they find it again. */
  readonly executionId: string;
  /** One of the account's numbers, E.164. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly body: string;
}

export type TextOutcome = SendingOutcome | OptedOut;

/** A text that the provider has taken. */
export interface SeenText {
  readonly providerMessageId: string;
  readonly body: string;
  readonly createdAt: DateTime;
}

/** A number that texts can be sent from. */
export interface SendingNumber {
  /** E.164. */
  readonly number: string;
  /** What the account calls it; may be the number itself. */
  readonly label: string;
}

/** Hands texts to a provider. Never rejects for what the provider or the network did: that is an outcome. */
export interface Texter {
  send(text: Text, mayLeave?: MayLeave): Promise<TextOutcome>;
  /**
   * The texts that were handed over from one number to another between two instants (both included), so that an unknown
   * one can be settled (`domain/text-message/find-sent.ts`). A request that is still under way is not seen yet.
   */
  seen(between: {
    readonly from: string;
    readonly to: string;
    readonly since: DateTime;
    readonly until: DateTime;
  }): Promise<LookedUp<readonly SeenText[]>>;
  /** The account's numbers that can send texts. */
  numbers(): Promise<LookedUp<readonly SendingNumber[]>>;
}

/** What the provider reports of a text after it was handed over. */
export interface TextReport {
  readonly executionId: string;
  readonly providerMessageId: string;
  /**
   * `taken`: the provider has it, so it was sent, whatever came of the request; `sent`: it left towards the network;
   * `delivered`; `failed`: it will not arrive.
   */
  readonly status: 'taken' | 'sent' | 'delivered' | 'failed';
  /** The provider's number for why it failed; null where it names none. */
  readonly errorCode: string | null;
}

/** A text that somebody sent to one of the account's numbers. */
export interface IncomingText {
  readonly providerMessageId: string;
  /** E.164. */
  readonly from: string;
  readonly body: string;
  /** What the provider has taken it for: to get nothing more, or to get texts again. */
  readonly wish: 'stop' | 'start' | null;
}

/** Reads what the provider posts: status reports, and texts that came in. */
export interface TextReports {
  /**
   * Null for what the provider did not sign, or what is not about a text of ours. `pathAndQuery` is that of the request
   * as it came, such as `/texts/status?execution=...`.
   */
  read(request: {
    readonly pathAndQuery: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly signature: string | null;
  }): TextReport | null;
  /** A text that came in; null as above. */
  readIncoming(request: Parameters<TextReports['read']>[0]): IncomingText | null;
}
