/** What goes to people by post, as the page shows it; part of protocol.ts. */

/** A postcard that was posted, both of its sides as they are printed. */
export interface PostboxCard {
  readonly id: string;
  readonly executionId: string | null;
  /** Addresses, line by line. */
  readonly to: readonly string[];
  readonly from: readonly string[];
  /** In inches: `4x6`. */
  readonly size: string;
  /** HTML. */
  readonly front: string;
  readonly back: string;
  /** By the program's clock: ISO, UTC. */
  readonly postedAt: string;
  /** Nothing is heard of a card any more. */
  readonly events: readonly [];
}

/** What a webhook of somebody's was handed. */
export interface Parcel {
  readonly id: string;
  /** The web address that it was for. */
  readonly to: string;
  /** `fulfillment.delivery` or `rule.fired`. */
  readonly type: string;
  /** The list's name, or the rule's. */
  readonly title: string;
  readonly lines: readonly ParcelLine[];
  /** As it was sent, to be read. */
  readonly json: string;
  /** By the program's clock: ISO, UTC. */
  readonly takenAt: string;
  /** Nothing is heard of it any more. */
  readonly events: readonly [];
}

/** An item for somebody. */
export interface ParcelLine {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  /** Whom it is for. */
  readonly contact: string;
}

/** What waits on a list for its next delivery. */
export interface OpenLine extends ParcelLine {
  readonly list: string;
}
