import { escapeHtml } from '../template/markup-output.js';
import type { PostcardSize } from './sizes.js';

/** What a card says on each side, as plain text. */
export interface CardTexts {
  readonly front: string;
  readonly back: string;
}

const perInch = 100;
const margin = 36;
const gap = 28;
const caption = 26;
/** Of a letter to its height, on the average: what is wider is cut at the card's edge. */
const letterWidth = 0.54;
const lineHeight = 1.4;
const sizes = [30, 26, 22, 18, 15, 12];

/** The corner of the back that is left to the address and the postage, in inches. */
const address = { width: 3.28, height: 2.38 };

/**
 * A card as an SVG, front above back, at its own ratio and 100 units an inch: what it says, not how it is laid out, since
 * that takes a browser. The printer's own picture of it comes with the first one that is sent.
 */
export function cardSvg(size: PostcardSize, { front, back }: CardTexts): string {
  const [height = 4, width = 6] = size.split('x').map((inches) => Number(inches) * perInch);
  const whole = 2 * (height + caption) + gap;
  const second = caption + height + gap;
  const box = { width: address.width * perInch, height: address.height * perInch };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}">`,
    `<rect width="${width}" height="${whole}" fill="#f1f2f4"/>`,
    side('Front', front, { top: 0, width, height, across: width - 2 * margin }),
    // Beside the address, where a card is wide enough for both.
    side('Back', back, { top: second, width, height, across: width - box.width - 2 * margin }),
    `<rect x="${width - box.width}" y="${second + caption + height - box.height}" width="${box.width}" height="${box.height}" fill="#fafbfc" stroke="#c4c8cf" stroke-dasharray="6 5"/>`,
    line('Address and postage', {
      x: width - box.width + 20,
      y: second + caption + height - 20,
      size: 15,
      fill: '#8a909b',
    }),
    '</svg>',
  ].join('');
}

interface Place {
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly across: number;
}

function side(name: string, text: string, { top, width, height, across }: Place): string {
  const start = top + caption;
  const { size, lines } = fitted(text, across, height - 2 * margin);
  return [
    line(name, { x: 4, y: top + 18, size: 15, fill: '#5b6270' }),
    `<rect x="0.5" y="${start + 0.5}" width="${width - 1}" height="${height - 1}" rx="6" fill="#ffffff" stroke="#c4c8cf"/>`,
    ...lines.map((words, index) =>
      line(words, { x: margin, y: start + margin + size + index * size * lineHeight, size, fill: '#1f2430' }),
    ),
  ].join('');
}

/** The lines in the largest letters that have room; in the smallest, as many as have. */
function fitted(text: string, width: number, height: number): { readonly size: number; readonly lines: string[] } {
  let found = { size: 0, lines: [] as string[] };
  for (const size of sizes) {
    const most = Math.floor(height / (size * lineHeight));
    const lines = text.split('\n').flatMap((paragraph) => wrapped(paragraph, Math.floor(width / (size * letterWidth))));
    found = { size, lines: lines.length > most ? [...lines.slice(0, most - 1), '…'] : lines };
    if (lines.length <= most) break;
  }
  return found;
}

function wrapped(paragraph: string, most: number): string[] {
  const lines = [''];
  for (const word of paragraph.split(/\s+/)) {
    const last = lines[lines.length - 1] ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (last === '' || longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.flatMap((one) => one.match(new RegExp(`.{1,${most}}`, 'gu')) ?? ['']);
}

function line(
  text: string,
  { x, y, size, fill }: { readonly x: number; readonly y: number; readonly size: number; readonly fill: string },
): string {
  // XML has no place for control characters.
  const shown = escapeHtml(text.replace(/\p{Cc}/gu, ' '));
  return `<text x="${x}" y="${y}" font-size="${size}" font-family="Inter Variable" fill="${fill}">${shown}</text>`;
}
