/**
 * Does `work` at once where it is idle; collects what arrives while it is busy and hands that over together. Each caller
 * waits for, and hears, what became of its own.
 */
export function oneAtATime<T, Result>(
  work: (items: readonly T[]) => Promise<Result>,
): (items: readonly T[]) => Promise<Result> {
  let collecting: { readonly items: T[]; readonly done: Promise<Result> } | null = null;
  let busy: Promise<unknown> | null = null;
  const run = (items: readonly T[]) => {
    const done = work(items);
    const over: Promise<unknown> = done
      .catch(() => undefined)
      .finally(() => {
        if (collecting === null) busy = null;
      });
    busy = over;
    return done;
  };
  return (more) => {
    if (busy === null) return run(more);
    if (collecting === null) {
      const items: T[] = [];
      const done = busy.then(() => {
        collecting = null;
        return run(items);
      });
      collecting = { items, done };
    }
    collecting.items.push(...more);
    return collecting.done;
  };
}
