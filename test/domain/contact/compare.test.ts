import { compares, dateIn, isEmpty } from '../../../src/domain/contact/compare.js';
import type { FactScalar, FactValue } from '../../../src/domain/contact/facts.js';
import type { Comparison } from '../../../src/domain/steps/condition.js';
import { comparisons } from '../../../src/domain/steps/condition.js';

/** Which comparisons hold; in the order of `comparisons`. */
function holding(field: FactValue, value: FactScalar): Comparison[] {
  return comparisons.filter((is) => compares(field, is, value));
}

const equalInOrder = ['equal', 'at least', 'at most'];

describe('a field and a value', () => {
  test.each<[string, FactValue, FactScalar, string[]]>([
    ['numbers', 200, 200, equalInOrder],
    ['a larger number', 201, 200, ['not equal', 'at least']],
    ['a smaller number', -1, 0, ['not equal', 'at most']],
    ['a text that is a number', ' 200.0 ', '200.00', equalInOrder],
    ['a number and a text that is one', 9, '10', ['not equal', 'at most']],
    ['two texts that are numbers', '-12.5', '-12.50', equalInOrder],
    ['two texts that are numbers, one within the other', '112', '12', ['not equal', 'at least', 'contains']],
    ['a number does not contain digits', 112, '12', ['not equal', 'at least']],
    ['what only looks like a number', '1e3', 1000, ['not equal']],
    ['with a sign for thousands', '1,000', 1000, ['not equal']],
    ['dates', '2026-03-02', '2026-03-02', [...equalInOrder, 'contains']],
    ['a later date', '2026-03-10', '2026-03-09', ['not equal', 'at least']],
    [
      'a date-time by its date as it is written',
      '2026-03-02T23:30:00-08:00',
      '2026-03-02',
      [...equalInOrder, 'contains'],
    ],
    ['two date-times of one date', '2026-03-02T08:00', '2026-03-02T09:30Z', equalInOrder],
    ['a day that does not exist is a text', '2026-02-30', '2026-02-28', ['not equal']],
    ['texts without case', 'Trial', 'tRIAL', ['equal', 'contains']],
    ['a text within', 'Free trial', 'TRIAL', ['not equal', 'contains']],
    ['a number within a text', 'Room 12', 12, ['not equal', 'contains']],
    ['texts have no order', 'b', 'a', ['not equal']],
    ['yes and the word', true, 'True', ['equal']],
    ['an element of a list', ['One', 2], 'one', ['not equal', 'contains']],
    ['a number in a list', ['One', 2], '2.0', ['not equal', 'contains']],
    ['a part of an element is none', ['One'], 'on', ['not equal']],
    ['missing', null, '', []],
    ['blank', ' ', ' ', []],
    ['an empty list', [], 'x', []],
  ])('%s', (_what, field, value, expected) => {
    expect(holding(field, value)).toEqual(expected);
  });
});

test.each<[FactValue, boolean]>([
  [null, true],
  ['', true],
  ['  ', true],
  [[], true],
  [0, false],
  [false, false],
  [[''], false],
  ['0', false],
])('%p is empty: %p', (value, expected) => {
  expect(isEmpty(value)).toBe(expected);
});

test.each<[FactValue, string | null]>([
  ['2026-04-10', '2026-04-10'],
  [' 2026-04-10 ', '2026-04-10'],
  ['2026-04-10T23:59+14:00', '2026-04-10'],
  ['2026-02-29', null],
  ['2026-02-29T10:00', null],
  ['10.4.2026', null],
  ['2026-04', null],
  ['2026-04-10 10:00', null],
  [20260410, null],
  [['2026-04-10'], null],
  [null, null],
])('the date in %p is %p', (value, date) => {
  expect(dateIn(value)).toBe(date);
});
