import type { DateTime } from 'luxon';
import type { DeliveryLine } from '../../../domain/fulfillment/delivery.js';
import type { DeliverTo, FulfillmentList } from '../../../domain/fulfillment/list.js';
import type { RuleEvent } from '../../../domain/fulfillment/rule-event.js';
import type { UnreadableContent } from '../../faults.js';

export interface StoredList extends FulfillmentList {
  readonly id: string;
  readonly workspaceId: string;
  /** When it is delivered next; null while nothing is on it. */
  readonly dueAt: DateTime | null;
  /** Of what it holds and says, from 1. */
  readonly version: number;
}

/** What a list was once. */
export interface ListVersion {
  readonly number: number;
  readonly list: FulfillmentList;
  readonly savedAt: DateTime;
  /** Null: an import by the command line. */
  readonly savedById: string | null;
}

/** A delivery of a list, as it stands. */
export interface ListDelivery {
  readonly id: string;
  readonly to: DeliverTo;
  readonly closedAt: DateTime;
  readonly lines: number;
  readonly state: 'waiting' | 'sending' | DeliverySettlement['state'];
  /** Why it is not delivered yet, or never will be. */
  readonly reason: string | null;
}

/** An item for a contact, on a list. */
export interface ListLine extends DeliveryLine {
  readonly listId: string;
  readonly addedAt: DateTime;
}

/** Something to be handed over to somebody outside. */
export interface StoredDelivery {
  readonly id: string;
  readonly workspaceId: string;
  readonly to: DeliverTo;
  readonly closedAt: DateTime;
  readonly content:
    | { readonly kind: 'list'; readonly list: { readonly id: string; readonly name: string } }
    | { readonly kind: 'rule'; readonly event: RuleEvent };
}

/** One that this worker tries now. */
export interface ClaimedDelivery extends StoredDelivery {
  readonly lines: readonly DeliveryLine[];
  /** From 1. */
  readonly attempt: number;
  /** It may have been taken at an earlier try. */
  readonly mayHaveArrived: boolean;
}

/** What became of a try. `dueAt`: the next one; null: there is none. */
export interface DeliverySettlement {
  readonly id: string;
  readonly attempt: number;
  readonly state: 'delivered' | 'refused' | 'waiting' | 'uncertain';
  readonly reason: string | null;
  readonly dueAt: DateTime | null;
}

/** Fulfillment lists, what is on them, and deliveries. */
export interface Parcels {
  /** By name. */
  lists(workspaceId: string): Promise<StoredList[]>;
  /** The same; in the place of one that cannot be read here, why. */
  listed(workspaceId: string): Promise<(StoredList | UnreadableContent)[]>;
  /**
   * Inserts, or replaces the one of the same name, as the next version under `versionId`; where `dueAt` is null, what is due
   * stays due. `savedById`: null for an import by the command line.
   */
  saveList(
    list: Omit<StoredList, 'version'>,
    saved: { readonly versionId: string; readonly at: DateTime; readonly savedById: string | null },
  ): Promise<void>;
  /** The newest first. */
  versions(listId: string): Promise<ListVersion[]>;
  /** With everything that was delivered of it; nothing may wait on it. */
  deleteList(listId: string): Promise<void>;
  /** Lines that are there already stay as they are. */
  addLines(lines: readonly ListLine[]): Promise<void>;
  /** Has a list delivered at `dueAt`, unless it is to be already. */
  schedule(listId: string, dueAt: DateTime): Promise<void>;
  /** Lists that are due, of workspaces in turn, held until the transaction ends; those that somebody else holds are left out. */
  claimDueLists(now: DateTime, limit: number): Promise<StoredList[]>;
  /**
   * Puts everything that is on a held list into a delivery and takes the list's due time away. Answers whether there was
   * anything; where not, there is no delivery.
   */
  close(delivery: StoredDelivery): Promise<boolean>;
  /** What rules tell, to be handed over now. */
  addDeliveries(deliveries: readonly StoredDelivery[]): Promise<void>;
  /**
   * Takes up to so many that are due, of workspaces in turn, beside what this worker has `inHand`; until `until` no other worker
   * takes them. Of an address only the oldest that is not over,
   * whether it is in somebody's hands or waits to be tried again: those after it wait, but for one that failed ten times.
   */
  claimDeliveries(
    asked: { readonly now: DateTime; readonly until: DateTime; readonly limit: number },
    inHand: readonly Pick<StoredDelivery, 'workspaceId'>[],
  ): Promise<ClaimedDelivery[]>;
  /** Settles the try that was claimed last, and marks its lines as sent where it was delivered. False: another try has begun since. */
  settle(settlement: DeliverySettlement, at: DateTime): Promise<boolean>;
  nextDueAt(): Promise<DateTime | null>;
  /** What waits on the workspace's lists, or on one of them, for their next delivery, the oldest first. */
  openLines(
    workspaceId: string,
    of?: { readonly listId: string; readonly limit: number },
  ): Promise<(ListLine & { readonly listName: string })[]>;
  /** How many lines wait on each list that has any. */
  openCounts(workspaceId: string): Promise<ReadonlyMap<string, number>>;
  /** Of a list, the newest first. */
  deliveriesOf(listId: string, limit?: number): Promise<ListDelivery[]>;
}
