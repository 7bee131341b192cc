import { onceAlike } from '../../src/domain/once.js';

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
