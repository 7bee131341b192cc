/**
 * Does `work` at once where it is idle; collects what arrives while it is busy and hands that over together. Each caller
 * waits for, and hears, what became of its own. `gather` is asked before work that may begin: what arrives until its promise
 * resolves belongs to it too; null: it begins.
 */
export function oneAtATime<T, Result>(
  work: (items: readonly T[]) => Promise<Result>,
  gather: () => Promise<void> | null = () => null,
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
    if (collecting === null) {
      const before = busy === null ? gather() : busy.then(gather);
      if (before === null) return run(more);
      const items: T[] = [];
      const done = before.then(() => {
        collecting = null;
        return run(items);
      });
      collecting = { items, done };
    }
    collecting.items.push(...more);
    return collecting.done;
  };
}
