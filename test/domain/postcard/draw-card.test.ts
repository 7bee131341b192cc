import { layOut } from '../../../src/domain/postcard/card-layout.js';
import { cardText } from '../../../src/domain/postcard/card-text.js';
import { cardSvg } from '../../../src/domain/postcard/draw-card.js';

const texts = (svg: string) => [...svg.matchAll(/<t(?:ext|span) [^>]*>([^<]+)</g)].map(([, text]) => text);
const sizeOf = (svg: string) => /width="(\d+)" height="(\d+)"/.exec(svg)?.slice(1).map(Number);
const card = (front: string, back = '') => cardSvg('4x6', { front, back, to: [] });

describe('the drawing of a card', () => {
  test.each([
    ['4x6', 600, 400],
    ['6x9', 900, 600],
    ['6x11', 1100, 600],
  ] as const)('of %s inches has front and back at their own ratio, and the address', (size, width, height) => {
    const svg = cardSvg(size, { front: 'Hello', back: 'Ada', to: ['Ada Byron', '1 Main Street'] });
    expect(svg).toContain(`width="${width - 1}" height="${height - 1}" rx`);
    expect(sizeOf(svg)?.[0]).toBe(width);
    expect(sizeOf(svg)?.[1]).toBeGreaterThan(2 * height);
    expect(texts(svg)).toEqual(['Front', 'Hello', 'Back', 'Ada', 'Postage', 'Ada Byron', '1 Main Street']);
  });

  test('keeps the area of address and postage free, where the printer does', () => {
    // Of 6 x 4 inches: 0.15 from the right, 0.125 from below.
    expect(card('')).toContain('<rect x="256.65" y="150" width="328.35" height="237.5" fill="#ffffff"');
  });

  test('can be read whatever the card says: half of a sign, which no XML may hold, becomes a space', () => {
    expect(texts(card('half\ud83dof', 'a\uffffb'))).toEqual(expect.arrayContaining(['half of', 'a b']));
  });

  test('is well formed whatever is written on the card', () => {
    const svg = card('&lt;b> &amp; "quotes" \u0000\u0007', '<p style="color: rgb(&quot;<)">]]&gt;</p>');
    expect(texts(svg).join('')).toContain('&lt;b&gt; &amp; &quot;quotes&quot;');
    expect(svg).not.toContain('rgb("');
    expect([...svg].filter((one) => one < ' ')).toEqual([]);
  });

  test('fetches nothing: a picture is an area that says so', () => {
    const svg = card('<img src="https://x.example/a.png" width="96" height="48">');
    expect(svg).not.toContain('x.example');
    expect(texts(svg)).toContain('Picture');
  });
});

/** Of a card of 6 by 4 inches, with its bleed. */
const side = { width: 600, height: 408 };
const wordsOf = (html: string) =>
  layOut(html, side).flatMap((shape) =>
    shape.kind === 'words' ? [{ ...shape, text: shape.runs.map(({ text }) => text).join('') }] : [],
  );
const areasOf = (html: string) => layOut(html, side).filter(({ kind }) => kind !== 'words');

describe('the layout of a side', () => {
  test('breaks lines between words, and a word without end where it has to', () => {
    const lines = wordsOf(`<p>${'word '.repeat(40)}</p>${'x'.repeat(100)}`).map(({ text }) => text);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join(' ').match(/word/g)).toHaveLength(40);
    expect(lines.join('').match(/x/g)).toHaveLength(100);
    expect(lines[0]).toMatch(/word $/);
  });

  test('has headings larger and bold, with room around them', () => {
    const [heading, text] = wordsOf('<h1>Hello</h1><p>Ada <b>Byron</b><br>soon</p>');
    expect(heading?.runs[0]?.look).toMatchObject({ size: 32, isBold: true });
    expect(text?.runs.map(({ text: words, look }) => [words, look.isBold]).slice(0, 2)).toEqual([
      ['Ada ', false],
      ['Byron', true],
    ]);
    expect((text?.y ?? 0) - (heading?.y ?? 0)).toBeGreaterThan(32);
  });

  test('has what its own style, a class, an id and a tag say, the nearer the stronger', () => {
    const html =
      '<style>/* x */ p { color: red; font-size: 12pt } .a { color: #00f } #b { color: green } @media print { p { color: pink } } p:hover { color: grey }</style>' +
      '<p>1</p><p class="a">2</p><p class="a" id="b">3</p><p class="a" style="color: rgb(1, 2, 3)">4</p>';
    expect(wordsOf(html).map(({ runs }) => runs[0]?.look.colour)).toEqual(['red', '#00f', 'green', 'rgb(1, 2, 3)']);
    expect(wordsOf(html)[0]?.runs[0]?.look.size).toBe(16);
  });

  test('aligns words', () => {
    const html = '<body style="margin: 0"><p style="text-align: center">a</p><p style="text-align: right">b</p></body>';
    expect(wordsOf(html).map(({ x, align }) => [x, align])).toEqual([
      [300, 'center'],
      [600, 'right'],
    ]);
  });

  test('puts what has a place of its own there, counted from what it lies in', () => {
    const html =
      '<style>#safe { position: absolute; left: 1in; top: 0.5in; width: 4in; height: 3in }</style>' +
      '<div id="safe"><div style="position: absolute; left: 0.25in; top: 1in; width: 2in; background: #ff0">Hi</div>' +
      '<div style="position: absolute; right: 0; bottom: 0; width: 1in">two</div></div>';
    const [first, second] = wordsOf(html);
    expect(first?.x).toBe(120);
    expect(areasOf(html)[0]).toMatchObject({ x: 120, y: 144, width: 192, fill: '#ff0' });
    expect(second?.x).toBe(384);
    // It ends where the place it lies in does.
    expect(second?.y).toBeGreaterThan(310);
    expect(second?.y).toBeLessThan(336);
  });

  test('colours a whole side by its body, and an area by its element', () => {
    const html = '<body style="background: #123456"><div style="background-color: #fff; height: 1in">x</div></body>';
    expect(areasOf(html)).toMatchObject([
      { fill: '#123456', width: 600, height: 408 },
      { fill: '#fff', width: 584, height: 96 },
    ]);
  });

  test('has a point before each line of a list, and leaves out what is not shown', () => {
    const html = '<ul><li>one</li><li>two</li></ul><p style="display: none">three</p><title>four</title>';
    expect(wordsOf(html).map(({ text }) => text)).toEqual(['• one', '• two']);
  });

  test('takes tags that are not closed, or closed too often', () => {
    expect(wordsOf('<p>a<p>b</div></p></b>c').map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });
});

test('what a card says is its text, without tags, pictures and addresses of links', () => {
  const html =
    '<style>p{}</style><h1>Hello</h1><p>Ada &amp; co<br>soon</p><img src="https://x.example/a.png"><a href="https://x.example">here</a>';
  expect(cardText(html)).toBe('Hello\n\nAda & co\nsoon\n\nhere');
  expect(cardText('<img src="a.png">')).toBe('');
});
