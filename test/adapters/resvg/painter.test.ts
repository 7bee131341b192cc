import { inflateSync } from 'node:zlib';
import { createPainter } from '../../../src/adapters/resvg/painter.js';

const painter = createPainter();
const drawing = (inside: string) =>
  painter.png(`<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40">${inside}</svg>`);

/** What a PNG says of its size, and its unpacked rows. */
function read(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const chunks: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), rows: inflateSync(Buffer.concat(chunks)) };
}

test('a drawing becomes a PNG of twice its size', async () => {
  expect(read(await drawing('<rect width="120" height="40" fill="#fff"/>'))).toMatchObject({ width: 240, height: 80 });
});

test.each(['Intro', 'Привет', 'Größe', 'Ελλάδα'])(
  'texts such as %s are set, also on a machine without fonts',
  async (text) => {
    const [empty, set] = [await drawing(''), await drawing(`<text x="4" y="24">${text}</text>`)].map(read);
    expect(set?.rows.equals(empty?.rows ?? Buffer.alloc(0))).toBe(false);
  },
);

test('what is no drawing is a fault', async () => {
  await expect(painter.png('no drawing')).rejects.toThrow();
});
