import { createPictures } from '../../../src/adapters/resvg/pictures.js';

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#fff"/>${inside}</svg>`;
const text = (words: string) => svg(`<text x="2" y="20" font-size="16" font-family="Inter Variable">${words}</text>`);
/** Width and height stand at the beginning of the first chunk. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('a picture', () => {
  const pictures = createPictures();

  test('is a PNG of the drawing’s own size', async () => {
    const png = await pictures.toPng(svg(''));
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(sizeOf(png)).toEqual([60, 40]);
  });

  test('has its texts in letters that the program brings, of several scripts', async () => {
    const [nothing, ...words] = await Promise.all(
      ['', 'Ada', 'Žofie', 'Привет'].map((one) => pictures.toPng(text(one))),
    );
    const drawn = new Set([nothing, ...words].map((png) => Buffer.from(png ?? []).toString('base64')));
    expect(drawn.size).toBe(4);
  });

  test('is drawn by several at once, as a process starts the drawing only once', async () => {
    const others = [createPictures(), createPictures()];
    const drawn = await Promise.all(others.map((one) => one.toPng(svg(''))));
    expect(drawn[0]).toEqual(drawn[1]);
  });

  test('of what is no drawing is a fault', async () => {
    await expect(pictures.toPng('no drawing')).rejects.toThrow();
  });
});
