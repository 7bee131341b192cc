/** Collects what arrives while `work` is busy and hands it over together; each caller waits for, and hears, its own. */
export function oneAtATime<T, Result>(
  work: (items: readonly T[]) => Promise<Result>,
): (items: readonly T[]) => Promise<Result> {
  let collecting: { readonly items: T[]; readonly done: Promise<Result> } | null = null;
  let busy: Promise<unknown> = Promise.resolve();
  return (more) => {
    if (collecting === null) {
      const items: T[] = [];
      const done = busy.then(() => {
        collecting = null;
        return work(items);
      });
      busy = done.catch(() => undefined);
      collecting = { items, done };
    }
    collecting.items.push(...more);
    return collecting.done;
  };
}
