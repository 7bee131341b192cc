import { vi } from 'vitest';
import { oneAtATime } from '../../../src/app/firing/oneAtATime.js';

/** Work whose turns the test ends; what it was given in each. */
function patient() {
  const turns: { readonly items: readonly string[]; readonly end: (fault?: Error) => void }[] = [];
  const hand = oneAtATime(
    (items: readonly string[]) =>
      new Promise<string>((resolve, reject) => {
        const end = (fault?: Error) => (fault === undefined ? resolve(items.join()) : reject(fault));
        turns.push({ items, end });
      }),
  );
  return { turns, hand };
}

test('works at once where it is idle, and does together what came meanwhile', async () => {
  const { turns, hand } = patient();
  const first = hand(['a']);
  expect(turns.map(({ items }) => items)).toEqual([['a']]);
  const others = [hand(['b', 'c']), hand(['d'])];
  expect(turns).toHaveLength(1);
  turns[0]?.end();
  expect(await first).toBe('a');
  await vi.waitFor(() => expect(turns).toHaveLength(2));
  expect(turns[1]?.items).toEqual(['b', 'c', 'd']);
  turns[1]?.end();
  expect(await Promise.all(others)).toEqual(['b,c,d', 'b,c,d']);
});

test('is idle again when all is done', async () => {
  const { turns, hand } = patient();
  const first = hand(['a']);
  turns[0]?.end();
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  void hand(['b']);
  expect(turns).toHaveLength(2);
});

test('tells a fault to those whose turn it was, and goes on with the others', async () => {
  const { turns, hand } = patient();
  const first = hand(['a']);
  const second = hand(['b']);
  turns[0]?.end(new Error('Connection terminated'));
  await expect(first).rejects.toThrow('Connection terminated');
  await vi.waitFor(() => expect(turns).toHaveLength(2));
  turns[1]?.end();
  expect(await second).toBe('b');
});

test('what arrives while it gathers belongs to the work that begins then', async () => {
  const gathering: (() => void)[] = [];
  const done: (readonly string[])[] = [];
  const hand = oneAtATime(
    async (items: readonly string[]) => {
      done.push(items);
      return items.length;
    },
    () => new Promise<void>((resolve) => gathering.push(resolve)),
  );
  const handed = [hand(['a']), hand(['b'])];
  gathering[0]?.();
  expect(await Promise.all(handed)).toEqual([2, 2]);
  const later = hand(['c']);
  gathering[1]?.();
  expect(await later).toBe(1);
  expect(done).toEqual([['a', 'b'], ['c']]);
});
