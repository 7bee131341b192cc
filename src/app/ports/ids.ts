/** Fresh identifiers. Injected so that use cases can be run with known ids. */
export interface Ids {
  /**
   * A new UUID of version 7: greater than those that were made before it, so that rows of one moment have an order, and that rows
   * created together lie together in an index. What two programs make within a millisecond is in any order.
   */
  next(): string;
}
