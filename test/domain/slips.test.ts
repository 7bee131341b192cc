import { slips } from '../../src/domain/slips.js';

test.each([
  ['ada', 'ada', 0],
  ['Ada', 'aDA', 0],
  ['', 'ada', 3],
  ['ada', '', 3],
  // Too many, too few, a wrong one.
  ['adda', 'ada', 1],
  ['ad', 'ada', 1],
  ['aba', 'ada', 1],
  // Neighbours in the wrong order are one slip, not two.
  ['bne', 'ben', 1],
  ['ada@gmial.com', 'ada@gmail.com', 1],
  ['shwo', 'show', 1],
  // Letters that are further apart are two.
  ['nbe', 'ben', 2],
  ['bne', 'ana', 2],
  ['😀a', 'a😀', 1],
  // Nobody means a word of twice the length.
  ['a', 'ab', 1],
  ['a', 'abc', 3],
])('from %s to %s it takes %i', (typed, meant, amount) => {
  expect(slips(typed, meant)).toBe(amount);
  expect(slips(meant, typed)).toBe(amount);
});
