/** A click in a modal while it is worked on. */
export interface Click {
  /** Whether nothing was clicked in the same modal since. */
  isNewest(): boolean;
  ended(): void;
}

/**
 * Clicks under way, by modal. Two quick clicks carry the same hash of their view, and only the first update with it is
 * taken; the view of the newest click holds what both did, so that one is drawn all the same, and an older one never over it.
 */
export function createNewestClicks() {
  const newest = new Map<string, number>();
  let clicks = 0;
  return {
    began(viewId: string): Click {
      clicks += 1;
      const own = clicks;
      newest.set(viewId, own);
      const isNewest = () => newest.get(viewId) === own;
      return {
        isNewest,
        ended: () => {
          if (isNewest()) newest.delete(viewId);
        },
      };
    },
  };
}
