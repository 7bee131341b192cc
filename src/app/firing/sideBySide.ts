export interface SideBySide<Item> {
  /** How many are worked on at once. */
  readonly most: number;
  /** Set when the program stops: nothing new is taken. */
  readonly stopping: () => boolean;
  /**
   * Takes up to `limit` of what is due, beside what is worked on at this moment. `claimed` may be more than there is to work on.
   */
  readonly claim: (
    limit: number,
    inHand: readonly Item[],
  ) => Promise<{ readonly claimed: number; readonly items: readonly Item[] }>;
  readonly work: (item: Item) => Promise<void>;
}

/**
 * Works on what is due until nothing is, so much at once: what takes long holds up nothing else. Answers how many were worked on;
 * rejects with the first fault when everything else is done.
 */
export async function sideBySide<Item>({ most, stopping, claim, work }: SideBySide<Item>): Promise<number> {
  const inHand = new Map<Promise<void>, Item>();
  const faults: unknown[] = [];
  let done = 0;
  let finished = 0;
  const take = (item: Item) => {
    const working = work(item)
      .then(
        () => {
          done += 1;
        },
        (fault: unknown) => {
          faults.push(fault);
        },
      )
      .finally(() => {
        finished += 1;
        inHand.delete(working);
      });
    inHand.set(working, item);
  };
  try {
    while (!stopping()) {
      const before = finished;
      const { claimed, items } = await claim(most - inHand.size, [...inHand.values()]);
      for (const item of items) take(item);
      // What was finished meanwhile may have been all that something else waited for.
      if (finished > before || (claimed > 0 && inHand.size < most)) continue;
      if (inHand.size === 0) break;
      await Promise.race(inHand.keys());
    }
  } finally {
    // Nobody else may find it in the hands of a worker that has gone on to something else.
    await Promise.all(inHand.keys());
  }
  if (faults.length > 0) throw faults[0];
  return done;
}
