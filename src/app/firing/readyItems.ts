import type { Sender } from './sender.js';

/** What is claimed and waits for a request, in the order in which it was due. */
export interface ReadyItems<Item> {
  add(items: readonly Item[]): void;
  count(): number;
  /** Takes the first, and up to `most` in all of those that may share its request. */
  take(most: number): readonly Item[];
  takeAll(): readonly Item[];
}

export function createReadyItems<Item>({ keyOf }: Pick<Sender<Item>, 'keyOf'>): ReadyItems<Item> {
  let waiting: readonly { readonly item: Item; readonly key: string | null }[] = [];
  return {
    add: (items) => {
      waiting = [...waiting, ...items.map((item) => ({ item, key: keyOf(item) }))];
    },
    count: () => waiting.length,
    take: (most) => {
      const key = waiting[0]?.key ?? null;
      const taken: Item[] = [];
      waiting = waiting.filter((one, index) => {
        const leaves = index === 0 || (key !== null && one.key === key && taken.length < most);
        if (leaves) taken.push(one.item);
        return !leaves;
      });
      return taken;
    },
    takeAll: () => {
      const all = waiting.map(({ item }) => item);
      waiting = [];
      return all;
    },
  };
}
