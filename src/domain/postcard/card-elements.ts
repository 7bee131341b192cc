import { colourIn, type Declarations, pixels, type Sides, sidesOf } from './card-style.js';

/** How the words of an element look; what is within it begins with the same. */
export interface Look {
  readonly colour: string;
  /** Of the letters, in pixels. */
  readonly size: number;
  readonly isBold: boolean;
  readonly isUpper: boolean;
  readonly align: 'left' | 'center' | 'right';
  /** Of a line, to the size of its letters. */
  readonly lineHeight: number;
}

export const plainLook: Look = {
  colour: '#000000',
  size: 16,
  isBold: false,
  isUpper: false,
  align: 'left',
  lineHeight: 1.2,
};

const headings: Readonly<Record<string, { readonly size: number; readonly margin: number }>> = {
  h1: { size: 2, margin: 0.67 },
  h2: { size: 1.5, margin: 0.83 },
  h3: { size: 1.17, margin: 1 },
  h4: { size: 1, margin: 1.33 },
  h5: { size: 0.83, margin: 1.67 },
  h6: { size: 0.67, margin: 2.33 },
};
const bold = new Set(['b', 'strong', 'th']);
const inline = new Set(
  'a abbr b big br cite code em font i img ins label mark q s small span strong sub sup u'.split(' '),
);
const unseen = new Set('head script style template title'.split(' '));

export function isInline(tag: string, declarations: Declarations): boolean {
  const display = declarations.get('display');
  return display === undefined ? inline.has(tag) : display.startsWith('inline');
}

export function isUnseen(tag: string, declarations: Declarations): boolean {
  return unseen.has(tag) || declarations.get('display') === 'none' || declarations.get('visibility') === 'hidden';
}

/** The look of an element within one of this look, as browsers have it. */
export function lookOf(tag: string, declarations: Declarations, outer: Look): Look {
  const heading = headings[tag];
  const usual = heading === undefined ? outer.size : outer.size * heading.size;
  const size = pixels(declarations.get('font-size'), outer.size, outer.size) ?? usual;
  const weight = declarations.get('font-weight');
  const usuallyBold = outer.isBold || heading !== undefined || bold.has(tag);
  const transform = declarations.get('text-transform');
  return {
    colour: colourIn(declarations.get('color')) ?? outer.colour,
    size,
    isBold: weight === undefined ? usuallyBold : weight === 'bold' || weight === 'bolder' || Number(weight) >= 600,
    isUpper: transform === undefined ? outer.isUpper : transform === 'uppercase',
    align: alignOf(declarations.get('text-align')) ?? (tag === 'center' ? 'center' : outer.align),
    lineHeight: lineHeightOf(declarations.get('line-height'), size) ?? outer.lineHeight,
  };
}

function alignOf(value: string | undefined): Look['align'] | null {
  return value === 'left' || value === 'center' || value === 'right' ? value : null;
}

function lineHeightOf(value: string | undefined, size: number): number | null {
  if (value === undefined) return null;
  const plain = Number(value);
  if (plain > 0) return plain;
  const length = pixels(value, size, size);
  return length === null || size === 0 ? null : length / size;
}

const none: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

/** The room around an element and within it, in pixels; `whole`: the width of what it stands in. */
export function roomOf(
  tag: string,
  declarations: Declarations,
  { size, whole }: { readonly size: number; readonly whole: number },
): { readonly margin: Sides; readonly padding: Sides } {
  const given = { em: size, whole };
  return {
    margin: sidesOf(declarations, 'margin', { ...given, otherwise: usualMargin(tag, size) }),
    padding: sidesOf(declarations, 'padding', { ...given, otherwise: usualPadding(tag) }),
  };
}

function usualMargin(tag: string, size: number): Sides {
  const heading = headings[tag];
  if (heading !== undefined) return { ...none, top: heading.margin * size, bottom: heading.margin * size };
  if (tag === 'body') return { top: 8, right: 8, bottom: 8, left: 8 };
  if (tag === 'blockquote' || tag === 'figure') return { top: size, right: 40, bottom: size, left: 40 };
  return ['p', 'ul', 'ol', 'dl', 'pre'].includes(tag) ? { ...none, top: size, bottom: size } : none;
}

function usualPadding(tag: string): Sides {
  return tag === 'ul' || tag === 'ol' ? { ...none, left: 40 } : none;
}
