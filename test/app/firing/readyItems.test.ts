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
