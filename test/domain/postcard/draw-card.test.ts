import { cardText } from '../../../src/domain/postcard/card-text.js';
import { cardSvg } from '../../../src/domain/postcard/draw-card.js';

const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
const sizeOf = (svg: string) => /width="(\d+)" height="(\d+)"/.exec(svg)?.slice(1).map(Number);

describe('the drawing of a card', () => {
  test.each([
    ['4x6', 600, 400],
    ['6x9', 900, 600],
    ['6x11', 1100, 600],
  ] as const)('of %s inches has front and back at their own ratio', (size, width, height) => {
    const svg = cardSvg(size, { front: 'Hello', back: 'Ada' });
    expect(svg).toContain(`width="${width - 1}" height="${height - 1}" rx`);
    expect(sizeOf(svg)?.[0]).toBe(width);
    expect(sizeOf(svg)?.[1]).toBeGreaterThan(2 * height);
    expect(texts(svg)).toEqual(['Front', 'Hello', 'Back', 'Ada', 'Address and postage']);
  });

  test('breaks lines between words, and a word without end where it has to', () => {
    const svg = cardSvg('4x6', { front: `${'word '.repeat(40)}\n${'x'.repeat(100)}`, back: '' });
    const lines = texts(svg).filter((line) => /word|xx/.test(line ?? ''));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join(' ').match(/word/g)).toHaveLength(40);
    expect(lines.join('').match(/x/g)).toHaveLength(100);
  });

  test('says with an ellipsis what has no room on it', () => {
    const svg = cardSvg('4x6', { front: 'A line\n'.repeat(200), back: '' });
    expect(texts(svg)).toContain('…');
    expect(texts(svg).length).toBeLessThan(30);
  });

  test('is well formed whatever is written on the card', () => {
    const svg = cardSvg('4x6', { front: '<b> & "quotes" \u0000\u0007', back: ']]>' });
    expect(svg).toContain('&lt;b&gt; &amp; &quot;quotes&quot;');
    expect([...svg].filter((one) => one < ' ')).toEqual([]);
  });
});

test('what a card says is its text, without tags, pictures and addresses of links', () => {
  const html =
    '<style>p{}</style><h1>Hello</h1><p>Ada &amp; co<br>soon</p><img src="https://x.example/a.png"><a href="https://x.example">here</a>';
  expect(cardText(html)).toBe('Hello\n\nAda & co\nsoon\n\nhere');
  expect(cardText('<img src="a.png">')).toBe('');
});
