import fc from 'fast-check';
import { parseMarkup } from '../../../src/domain/template/markup.js';
import { toHtml, toText, writeMarkup } from '../../../src/domain/template/markup-output.js';

const pieces = [
  '\n',
  '\n\n',
  '\r\n',
  ' \n',
  '\n\t\n',
  '\r',
  '- one',
  '  2. two',
  '   more',
  '*bold*',
  'https://x.example',
  ' ',
  'Hi',
  '\u2028',
  '\u00a0\n',
];

test('a text that is written part by part is what its blocks are, wherever blank lines stand', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (chosen) => {
      const text = chosen.join('');
      const blocks = parseMarkup(text);
      expect(writeMarkup(text)).toEqual({ html: toHtml(blocks), text: toText(blocks) });
    }),
    { numRuns: 2000 },
  );
});

test('however many parts come once, one that comes again is written the same', () => {
  const once = Array.from({ length: 1200 }, (_, index) => `Hi number *${index}*\n\nThe *same* for all`);
  const last = once.map(writeMarkup).at(-1);
  expect(last).toEqual({
    html: '<p>Hi number <strong>1199</strong></p>\n<p>The <strong>same</strong> for all</p>',
    text: 'Hi number 1199\n\nThe same for all',
  });
});
