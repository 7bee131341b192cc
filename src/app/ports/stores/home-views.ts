/** An asking for somebody's App Home. */
export interface HomeAsking {
  /** Counted from 1: whoever reads once it is given sees all that led to it. */
  readonly number: number;
  /** Which enrollments it lists, as the view remembers it; null: what is usual. */
  readonly place: string | null;
}

/** What was asked for last of each App Home, whichever process it came to. */
export interface HomeViews {
  /** Notes one; answers its number. */
  ask(memberId: string, place: string | null): Promise<number>;
  /** The last one; null where there was none. */
  last(memberId: string): Promise<HomeAsking | null>;
}
