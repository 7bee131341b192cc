import type { PostalAddress } from '../../domain/contact/postal-address.js';
import type { PostcardSize } from '../../domain/postcard/sizes.js';
import type { LookedUp } from './looked-up.js';
import type { MayLeave, SendingOutcome } from './sending-outcome.js';

/** The two sides of a card and whom it goes to and comes from. */
export interface PostcardContent {
  readonly to: PostalAddress;
  /** Must be in the US. */
  readonly from: PostalAddress;
  /** Abroad only `4x6`. */
  readonly size: PostcardSize;
  /** HTML, up to `postcardLimits.sideLength`; `{{name}}` stands for a merge variable. */
  readonly front: string;
  readonly back: string;
  readonly mergeVariables: Readonly<Record<string, string>>;
}

/** One card, ready to be printed and posted. */
export interface Postcard extends PostcardContent {
  /** The ledger's id of this sending. The provider makes one card for it, however often it is handed over. */
  readonly executionId: string;
}

/** What the post office knows of an address. */
export type AddressCheck =
  /** `address` is as the post office spells it. */
  | { readonly kind: 'deliverable'; readonly address: PostalAddress }
  /** Post will probably arrive; `reason` is a sentence about what is wrong with the unit. */
  | { readonly kind: 'doubtful'; readonly address: PostalAddress; readonly reason: string }
  | { readonly kind: 'undeliverable'; readonly reason: string }
  /** Nobody can tell now, or ever: `reason` is a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Pictures of a card, made without sending one. Links work for 30 days, without a login. */
export type Preview =
  | { readonly kind: 'ready'; readonly front: string; readonly back: string; readonly pdf: string | null }
  | { readonly kind: 'processing' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Has cards printed and posted. Never rejects for what the provider or the network did: that is an outcome. */
export interface Postcards {
  /**
   * Handing the same sending over again within a day makes no second card, so an unknown outcome settles by repeating
   * it (`domain/postcard/repeatable.ts`); later by `find`.
   */
  create(card: Postcard, mayLeave?: MayLeave): Promise<SendingOutcome>;
  /** The provider's id of the card that a sending made; null where there is none. */
  find(executionId: string): Promise<LookedUp<string | null>>;
  /** Whether post reaches an address; only those in the US can be told. `withinMs`: after that it is unknown. */
  verify(address: PostalAddress, withinMs?: number): Promise<AddressCheck>;
  /** Has a preview made and answers its id, for `preview`. */
  startPreview(content: PostcardContent): Promise<LookedUp<string>>;
  preview(id: string): Promise<Preview>;
}
