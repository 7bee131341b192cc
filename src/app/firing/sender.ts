import type { DateTime } from 'luxon';
import type { AnyOutcome, MayLeave } from '../ports/sending-outcome.js';
import type { Acceptance } from '../ports/stores/requests.js';
import type { Shut } from './providerGate.js';

/** What a flow sends, and how: mails, texts, whatever a provider takes. */
export interface Sender<Item> {
  /** Requests open at once. */
  readonly concurrency: number;
  /** Items that one request may carry. */
  readonly most: number;
  /** Items of one key may share a request; null: this one goes by itself. */
  readonly keyOf: (item: Item) => string | null;
  /** Of those, items with the same of this make the smallest request: they go together where there are enough. Absent: all do. */
  readonly likenessOf?: (item: Item) => object | null;
  /**
   * Claims what is due, in one short transaction. While the provider is `shut` nothing may leave: what is due is put off
   * until it opens, and nothing is `ready`.
   */
  readonly claim: (asked: Asked) => Promise<ClaimedItems<Item>>;
  /** Waits until a request with so many things may begin; absent: at once. */
  readonly turn?: (things: number) => Promise<void>;
  /**
   * Writes down that requests with these items begin, for those whose claim is still held: a worker that slept past its
   * lease, or whose item was taken back by a person meanwhile, finds that out here. Answers those that may leave. `neverLeft`:
   * why the try is over before anything could leave, where that is so; `accepted`: requests that were taken, of which that is
   * kept by the same commit.
   */
  readonly begin: (
    requests: readonly (readonly Item[])[],
    beside?: BesideBeginning,
  ) => Promise<readonly BegunItem<Item>[]>;
  /** For how long what was begun is this worker's (milliseconds): whoever finds it after that settles it, or asks about it. */
  readonly leaseMs: number;
  /**
   * How long after `begin` was asked the request may still leave (milliseconds): what is left of the lease then is as long
   * as a request may take.
   */
  readonly leaveWithinMs: number;
  /**
   * The request, and what became of each item, in their order. It asks `mayLeave` when it stands on its connection. Never
   * rejects for what the provider or the network did.
   */
  readonly send: (items: readonly Item[], mayLeave: MayLeave) => Promise<readonly AnyOutcome[]>;
  /**
   * What is to be kept of a request's answer before it is settled; null where not all of it was taken. Absent where a request
   * carries one thing: settling that takes hardly longer.
   */
  readonly acceptanceOf?: (sent: readonly SentItem<Item>[]) => Acceptance | null;
  /** Commits what became of requests. Answers whether something else may fall due by it within the next minutes. */
  readonly settle: (sent: readonly SentItem<Item>[]) => Promise<boolean>;
  /** What was claimed and not begun is due again. */
  readonly giveBack: (items: readonly Item[]) => Promise<void>;
}

/** What is written in the same commit as the beginning of a request. */
export interface BesideBeginning {
  readonly neverLeft?: string | undefined;
  readonly accepted?: readonly Acceptance[];
}

export interface Asked {
  readonly now: DateTime;
  readonly limit: number;
  /** Nothing may leave: it is due again when the gate opens. */
  readonly shut: Shut | null;
}

export interface ClaimedItems<Item> {
  /** How many were decided, whether or not anything is to leave for them. */
  readonly decided: number;
  /** How many were put off. */
  readonly postponed: number;
  /** What may leave; its claims are written. */
  readonly ready: readonly Item[];
  /** Something else may be due at this moment: there was more, or this made others due. */
  readonly mayBeMore: boolean;
}

/** An item whose request is written down. */
export interface BegunItem<Item> {
  readonly item: Item;
  /** Which attempt at it this is. */
  readonly attempt: number;
  /** The id of its request, by which it stands until it is settled. */
  readonly requestId: string;
}

/** An item whose request was answered, or not. */
export interface SentItem<Item> extends BegunItem<Item> {
  readonly outcome: AnyOutcome;
  /** It is kept that its request was taken as a whole. */
  readonly isKept?: boolean;
}
