/** Collects what arrives while `work` is busy and hands it over together; each caller waits for its own. */
export function oneAtATime<T>(work: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let collecting: { readonly items: T[]; readonly done: Promise<void> } | null = null;
  let busy: Promise<unknown> = Promise.resolve();
  return (item) => {
    if (collecting === null) {
      const items: T[] = [];
      const done = busy.then(() => {
        collecting = null;
        return work(items);
      });
      busy = done.catch(() => undefined);
      collecting = { items, done };
    }
    collecting.items.push(item);
    return collecting.done;
  };
}
