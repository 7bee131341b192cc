import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;

/** Red, green and blue in one number. */
type Colour = number;

/**
 * A browser's picture (PNG, 8 bits a channel, no alpha) in a palette of 256 colours: a third to a fifth of the bytes, and
 * nothing to be seen of it where a page is letters and areas.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decoded(png);
  const palette = nearColours(pixels);
  const indexes = new Map<Colour, number>();
  const colours: Colour[] = [];
  const rows = Buffer.alloc(height * (width + 1));
  for (const [at, pixel] of pixels.entries()) {
    const colour = palette.get(pixel) ?? pixel;
    let index = indexes.get(colour);
    if (index === undefined) {
      index = colours.push(colour) - 1;
      indexes.set(colour, index);
    }
    // Before each row stands its filter: none.
    rows[at + Math.floor(at / width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each colour becomes the most frequent one near it; how near is as little as leaves no more than a palette holds. */
function nearColours(pixels: Uint32Array): ReadonlyMap<Colour, Colour> {
  const counts = new Map<Colour, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  for (let most = 0; ; most += 4) {
    const kept: Colour[] = [];
    const near = new Map<Colour, Colour>();
    for (const colour of byCount) {
      const found = kept.find((one) => distance(one, colour) <= most);
      if (found === undefined) kept.push(colour);
      near.set(colour, found ?? colour);
      if (kept.length > mostColours) break;
    }
    if (kept.length <= mostColours) return near;
  }
}

function distance(a: Colour, b: Colour): number {
  return Math.max(...[16, 8, 0].map((shift) => Math.abs(((a >> shift) & 255) - ((b >> shift) & 255))));
}

function decoded(png: Buffer): { readonly width: number; readonly height: number; readonly pixels: Uint32Array } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png[24] !== 8 || png[25] !== 2 || png[28] !== 0) throw new Error('it is not as browsers take pictures');
  const raw = inflateSync(Buffer.concat(dataOf(png)));
  const pixels = new Uint32Array(width * height);
  const length = width * 3;
  let above = Buffer.alloc(length);
  for (let y = 0; y < height; y += 1) {
    const start = y * (length + 1);
    const row = raw.subarray(start + 1, start + 1 + length);
    unfilter(row, above, raw[start] ?? 0);
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = row.readUIntBE(x * 3, 3);
    above = row;
  }
  return { width, height, pixels };
}

/** In place, as the PNG specification says (9.2). */
function unfilter(row: Buffer, above: Buffer, filter: number): void {
  for (let i = 0; i < row.length; i += 1) {
    const [left, up, corner] = [row[i - 3] ?? 0, above[i] ?? 0, i < 3 ? 0 : (above[i - 3] ?? 0)];
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    row[i] = (row[i] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(left + up - corner - one)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function dataOf(png: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return parts;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
