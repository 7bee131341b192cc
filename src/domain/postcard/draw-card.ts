import { drawingText } from '../template/drawing-text.js';
import { type CardShape, layOut } from './card-layout.js';
import type { Run } from './card-lines.js';
import type { PostcardSize } from './sizes.js';

/** Both sides as HTML, and the lines of the address they go to. */
export interface DrawnCard {
  readonly front: string;
  readonly back: string;
  readonly to: readonly string[];
}

/** Units of the drawing, and pixels of CSS. */
const perInch = 100;
const cssPerInch = 96;
/** What is cut off around a card: designs are made larger by it. */
const bleed = 0.125;
const gap = 28;
const caption = 26;

/** What the printer keeps free of ink on the back, for address and postage, in inches from the card's own edges. */
const inkFree = { height: 2.375, right: 0.15, bottom: 0.125 };
const inkFreeWidth: Readonly<Record<PostcardSize, number>> = { '4x6': 3.2835, '6x9': 4, '6x11': 4 };

/**
 * A card as an SVG, front above back, at its own ratio and 100 units an inch: laid out as far as that goes without a browser,
 * cut to its size, with address and postage where the printer puts them.
 */
export function cardSvg(size: PostcardSize, { front, back, to }: DrawnCard): string {
  const [height = 4, width = 6] = size.split('x').map((inches) => Number(inches) * perInch);
  const whole = 2 * (height + caption) + gap;
  const second = caption + height + gap;
  const place = { width, height };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}">`,
    `<clipPath id="card"><rect width="${width}" height="${height}" rx="4"/></clipPath>`,
    `<rect width="${width}" height="${whole}" fill="#f1f2f4"/>`,
    side('Front', front, { ...place, top: 0 }, ''),
    side('Back', back, { ...place, top: second }, addressArea(inkFreeWidth[size], place, to)),
    '</svg>',
  ].join('');
}

interface Place {
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function side(name: string, html: string, { top, width, height }: Place, over: string): string {
  const inches = { width: width / perInch + 2 * bleed, height: height / perInch + 2 * bleed };
  const shapes = layOut(html, { width: inches.width * cssPerInch, height: inches.height * cssPerInch });
  const fit = `translate(${-bleed * perInch} ${-bleed * perInch}) scale(${perInch / cssPerInch})`;
  return [
    words(name, { x: 4, y: top + 18, size: 15, fill: '#5b6270' }),
    `<g transform="translate(0 ${top + caption})"><g clip-path="url(#card)">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<g transform="${fit}">${shapes.map(shapeOf).join('')}</g>${over}</g>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="4" fill="none" stroke="#c4c8cf"/></g>`,
  ].join('');
}

function addressArea(inches: number, { width, height }: Omit<Place, 'top'>, to: readonly string[]): string {
  const [w, h] = [inches * perInch, inkFree.height * perInch];
  const [x, y] = [width - inkFree.right * perInch - w, height - inkFree.bottom * perInch - h];
  const stamp = 84;
  const ink = '#5b6270';
  return [
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#ffffff" stroke="#c4c8cf" stroke-dasharray="6 5"/>`,
    `<rect x="${x + w - stamp - 10}" y="${y + 10}" width="${stamp}" height="62" fill="none" stroke="#8a909b"/>`,
    words('Postage', { x: x + w - stamp + 3, y: y + 46, size: 14, fill: '#8a909b' }),
    ...to.map((line, index) => words(line, { x: x + 26, y: y + 128 + index * 20, size: 15, fill: ink })),
  ].join('');
}

function shapeOf(shape: CardShape): string {
  const { x, y } = shape;
  if (shape.kind === 'words') {
    const anchor = { left: 'start', center: 'middle', right: 'end' }[shape.align];
    return `<text xml:space="preserve" x="${x}" y="${y}" text-anchor="${anchor}">${shape.runs.map(spanOf).join('')}</text>`;
  }
  const { width, height } = shape;
  const area = `x="${x}" y="${y}" width="${Math.max(0, width)}" height="${Math.max(0, height)}"`;
  if (shape.kind === 'area') return `<rect ${area} fill="${drawingText(shape.fill)}"/>`;
  const label = words('Picture', { x: x + 8, y: y + 20, size: 13, fill: '#8a909b' });
  return `<rect ${area} fill="#e3e6eb" stroke="#c4c8cf"/>${label}`;
}

/** The face has one weight: what is bold gets an outline. */
function spanOf({ text, look: { colour, size, isBold } }: Run): string {
  const fill = drawingText(colour);
  const outline = isBold ? ` stroke="${fill}" stroke-width="${size / 28}"` : '';
  return `<tspan font-size="${size}" font-family="Inter Variable" fill="${fill}"${outline}>${drawingText(text)}</tspan>`;
}

function words(
  text: string,
  { x, y, size, fill }: { readonly x: number; readonly y: number; readonly size: number; readonly fill: string },
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-family="Inter Variable" fill="${fill}">${drawingText(text)}</text>`;
}
