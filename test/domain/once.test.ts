import { onceAlike, onceOfList } from '../../src/domain/once.js';

test('what is worked out of a list is so once, for the same things in the same order', () => {
  const asked: string[] = [];
  const joined = onceOfList(2, (of: readonly string[]) => {
    asked.push(of.join(' '));
    return { of };
  });
  const answer = joined(['a', 'b']);
  expect([joined(['a', 'b']), joined(['a', 'b'])]).toEqual([answer, answer]);
  expect(joined(['a', 'b'])).toBe(answer);
  expect(joined(['b', 'a'])).not.toBe(answer);
  expect(joined(['a', 'b'])).toBe(answer);
  expect(asked).toEqual(['a b', 'b a']);
});

test('the beginning of a list is a list of its own', () => {
  const joined = onceOfList(9, (of: readonly string[]) => of.length);
  expect([['a', 'b'], ['a'], [], ['a', 'b', 'c']].map(joined)).toEqual([2, 1, 0, 3]);
});

test('when so many answers are kept, all are forgotten for the next', () => {
  let times = 0;
  const joined = onceOfList(2, (of: readonly string[]) => {
    times += 1;
    return of;
  });
  for (const one of ['a', 'b', 'a', 'b']) joined([one]);
  expect(times).toBe(2);
  joined(['c']);
  joined(['c']);
  joined(['a']);
  expect(times).toBe(4);
});

test('what is alike is worked out once, while it is among the last so many', () => {
  const asked: number[] = [];
  const ending = onceAlike(
    2,
    (one: number, other: number) => one % 10 === other % 10,
    (of) => {
      asked.push(of);
      return { of };
    },
  );
  expect(ending(11)).toBe(ending(1));
  expect(ending(2)).toBe(ending(12));
  expect(ending(21)).toEqual({ of: 11 });
  expect(asked).toEqual([11, 2]);
  // The oldest goes, and no other.
  ending(3);
  expect(ending(22)).toEqual({ of: 2 });
  expect(ending(1)).toEqual({ of: 1 });
  expect(asked).toEqual([11, 2, 3, 1]);
});
