import { createReadyItems } from '../../../src/app/firing/readyItems.js';

/** Items are named by their key and a number; those of `-` go by themselves. */
const keyOf = (item: string) => (item.startsWith('-') ? null : item.slice(0, 1));

test('a request begins with the first of all and takes those that may share it, in their order', () => {
  const ready = createReadyItems<string>({ keyOf });
  ready.add(['a1', 'b1', '-1', 'a2', 'b2', 'a3', '-2']);
  expect(ready.take(2)).toEqual(['a1', 'a2']);
  expect(ready.take(2)).toEqual(['b1', 'b2']);
  ready.add(['b3', 'a4']);
  expect(ready.count()).toBe(5);
  expect(ready.take(2)).toEqual(['-1']);
  expect(ready.take(2)).toEqual(['a3', 'a4']);
  expect(ready.takeAll()).toEqual(['-2', 'b3']);
  expect([ready.count(), ready.take(2), ready.takeAll()]).toEqual([0, [], []]);
});

test('what was taken is not taken again, however much has been since', () => {
  const ready = createReadyItems<string>({ keyOf });
  const taken: string[] = [];
  for (let round = 0; round < 300; round += 1) {
    ready.add([`a${round}`, `-${round}`, `b${round}`, `a${round}x`]);
    taken.push(...ready.take(3));
  }
  while (ready.count() > 0) taken.push(...ready.take(3));
  expect(taken).toHaveLength(1200);
  expect(new Set(taken).size).toBe(1200);
});

test('those that are like the first go with it, and others where there are too few', () => {
  const likenesses = new Map(['x', 'y'].map((of) => [of, { of }]));
  const ready = createReadyItems<string>({ keyOf, likenessOf: (item) => likenesses.get(item.slice(-1)) ?? null });
  ready.add(['a1x', 'a2y', 'b1x', 'a3x', 'a4', 'a5y', 'a6x', 'a7x', 'a8']);
  expect(ready.take(3)).toEqual(['a1x', 'a3x', 'a6x']);
  expect(ready.take(3)).toEqual(['a2y', 'a5y', 'a4']);
  expect(ready.take(3)).toEqual(['b1x']);
  expect(ready.take(3)).toEqual(['a7x', 'a8']);
  expect([ready.count(), ready.takeAll()]).toEqual([0, []]);
});
