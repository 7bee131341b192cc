import { type Look, roomOf } from './card-elements.js';
import { type Declarations, pixels, type Sides } from './card-style.js';

/** In pixels of CSS. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where things are put one below the other. */
export interface Column {
  readonly x: number;
  readonly width: number;
  y: number;
  /** The margin below what was put last. */
  gap: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Null: as high as what is in it. */
  readonly height: number | null;
  readonly margin: Sides;
  readonly padding: Sides;
  /** It stands at a place of its own, and takes no room among the others. */
  readonly isFixed: boolean;
  /** It hangs from below. */
  readonly growsUp: boolean;
}

export function isFixed(declarations: Declarations): boolean {
  return /^(absolute|fixed)$/.test(declarations.get('position') ?? '');
}

/** Where an element stands: below what was put before it, or counted from the edges of `box`. */
export function placeOf(
  tag: string,
  declarations: Declarations,
  { look, column, box }: { readonly look: Look; readonly column: Column; readonly box: Box },
): Place {
  const fixed = isFixed(declarations);
  const whole = fixed ? box.width : column.width;
  const { margin, padding } = roomOf(tag, declarations, { size: look.size, whole });
  const length = (name: string, of: number) => pixels(declarations.get(name), look.size, of);
  const height = length('height', box.height);
  if (!fixed) {
    const width = length('width', whole) ?? whole - margin.left - margin.right;
    const y = column.y + Math.max(column.gap, margin.top);
    return { x: column.x + margin.left, y, width, height, margin, padding, isFixed: false, growsUp: false };
  }
  const [left, right] = [length('left', whole), length('right', whole)];
  const [top, bottom] = [length('top', box.height), length('bottom', box.height)];
  const width = length('width', whole) ?? whole - (left ?? 0) - (right ?? 0) - margin.left - margin.right;
  const across = left ?? (right === null ? 0 : box.width - right - width);
  const down = top ?? (bottom === null ? 0 : box.height - bottom - (height ?? 0));
  const growsUp = top === null && bottom !== null && height === null;
  const [x, y] = [box.x + across + margin.left, box.y + down + margin.top];
  return { x, y, width, height, margin, padding, isFixed: true, growsUp };
}
