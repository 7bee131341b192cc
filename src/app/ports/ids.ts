/** Fresh identifiers. Injected so that use cases can be run with known ids. */
export interface Ids {
  /** A new UUID (version 7, so that rows created together lie together in an index). */
  next(): string;
}
