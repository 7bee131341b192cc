import type { Sender } from './sender.js';

/** What is claimed and waits for a request, in the order in which it was due. */
export interface ReadyItems<Item> {
  add(items: readonly Item[]): void;
  count(): number;
  /** Takes the first, and up to `most` in all of those that may share its request: first those that are like it. */
  take(most: number): readonly Item[];
  takeAll(): readonly Item[];
}

interface Waiting<Item> {
  readonly item: Item;
  readonly key: string | null;
  readonly likeness: object | null;
  isTaken: boolean;
}

/** What was taken may stand at the beginning of the list until there is so much of it. */
const mostTaken = 500;

export function createReadyItems<Item>({
  keyOf,
  likenessOf = () => null,
}: Pick<Sender<Item>, 'keyOf' | 'likenessOf'>): ReadyItems<Item> {
  // Each stands in the order of all and in that of its key: it is taken by its key and passed over in the other.
  let all: Waiting<Item>[] = [];
  let from = 0;
  let count = 0;
  const sharing = new Map<string, Waiting<Item>[]>();
  const first = (): Waiting<Item> | undefined => {
    while (all[from]?.isTaken) from += 1;
    if (from >= mostTaken) {
      all = all.slice(from);
      from = 0;
    }
    return all[from];
  };
  const takeShared = (key: string, next: Waiting<Item>, most: number): readonly Waiting<Item>[] => {
    const others = sharing.get(key) ?? [];
    if (others.length <= most) {
      sharing.delete(key);
      return others;
    }
    const like: Waiting<Item>[] = [];
    const passed: Waiting<Item>[] = [];
    let looked = 0;
    for (const one of others) {
      if (like.length === most) break;
      looked += 1;
      (one.likeness === next.likeness ? like : passed).push(one);
    }
    const unlike = passed.splice(0, most - like.length);
    sharing.set(key, passed.concat(others.slice(looked)));
    return [...like, ...unlike];
  };
  const mark = (taken: readonly Waiting<Item>[]): readonly Item[] => {
    for (const one of taken) one.isTaken = true;
    count -= taken.length;
    return taken.map(({ item }) => item);
  };
  return {
    add: (items) => {
      count += items.length;
      for (const item of items) {
        const key = keyOf(item);
        const one = { item, key, likeness: key === null ? null : likenessOf(item), isTaken: false };
        all.push(one);
        if (key === null) continue;
        const others = sharing.get(key);
        if (others === undefined) sharing.set(key, [one]);
        else others.push(one);
      }
    },
    count: () => count,
    take: (most) => {
      const next = first();
      if (next === undefined) return [];
      return mark(next.key === null ? [next] : takeShared(next.key, next, most));
    },
    takeAll: () => {
      const left = mark(all.filter(({ isTaken }) => !isTaken));
      all = [];
      from = 0;
      sharing.clear();
      return left;
    },
  };
}
