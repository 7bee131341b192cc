/** A stored card as somebody looks at it. */
export interface LookedAtCard {
  readonly templateId: string;
  /** Another version is another address, so that nobody is shown an old picture. */
  readonly version: number;
  /** Whose template it is to them. */
  readonly memberId: string;
  /** Whose data stand on it; null: somebody made up. */
  readonly contactId: string | null;
}

/** Makes and reads the signed addresses of pictures of cards, which Slack fetches without anybody's session. */
export interface CardLinks {
  /** Null where the world cannot reach this program. */
  urlOf(card: LookedAtCard): string | null;
  /** What a link's token stands for; null when it was not signed by this program. */
  read(token: string): LookedAtCard | null;
}
