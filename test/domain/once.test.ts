import { onceOfList } from '../../src/domain/once.js';

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
