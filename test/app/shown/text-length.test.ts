import { lengthOf, lengthWords } from '../../../src/app/shown/textLength.js';

test.each([
  ['Hi', '2 characters: sent as one text, with room for 158 more.'],
  ['x'.repeat(170), '170 characters: sent, and paid for, as 2 texts, with room for 136 more.'],
  ['[x]', '3 characters: sent as one text, with room for 155 more.'],
  [
    'It’s “on”',
    '9 characters: sent as one text, with room for 61 more. Short ones, because of ’ “ ”: without, 160 go into one and not 70.',
  ],
  [
    `${'x'.repeat(70)}😀`,
    '72 characters: sent, and paid for, as 2 texts, with room for 62 more. Short ones, because of 😀: without, 160 go into one and not 70.',
  ],
  ['x'.repeat(1601), '1601 characters, and at most 1600 go: shorten it, or it is held.'],
])('the length of a text is said in characters and texts that are paid for: %s', (text, words) => {
  expect(lengthWords(lengthOf(text))).toBe(words);
});
