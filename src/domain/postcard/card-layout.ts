import { Parser } from 'htmlparser2';
import { isInline, isUnseen, type Look, lookOf, plainLook } from './card-elements.js';
import { lineBreak, linesOf, type Run } from './card-lines.js';
import { type Box, type Column, isFixed, placeOf } from './card-place.js';
import { colourIn, type Declarations, declarationsFor, pixels, readRules, type StyleRule } from './card-style.js';

/** What stands on a side, in pixels of CSS from its corner, bleed included. */
export type CardShape =
  | { readonly kind: 'area'; readonly x: number; y: number; width: number; height: number; readonly fill: string }
  /** A picture that is not drawn: nothing is fetched. */
  | { readonly kind: 'picture'; readonly x: number; y: number; readonly width: number; readonly height: number }
  /** `y` is where the letters stand. */
  | {
      readonly kind: 'words';
      readonly x: number;
      y: number;
      readonly align: Look['align'];
      readonly runs: readonly Run[];
    };

/** An element whose end has not come yet. */
interface Open {
  readonly look: Look;
  readonly column: Column;
  /** What fixed places within it are counted from. */
  readonly box: Box;
  readonly isUnseen: boolean;
  /** Null: it stands within a line. */
  readonly close: (() => void) | null;
}

const usualPicture = 96;

/**
 * Lays the HTML of one side out, as far as that is known without a browser: words in their sizes and colours, aligned and broken
 * into lines; headings, lists, areas, what stands at a fixed place. Columns beside each other stand below each other.
 */
export function layOut(html: string, side: { readonly width: number; readonly height: number }): CardShape[] {
  const shapes: CardShape[] = [];
  const rules: StyleRule[] = [];
  const page: Open = {
    look: plainLook,
    column: { x: 0, width: side.width, y: 0, gap: 0 },
    box: { x: 0, y: 0, ...side },
    isUnseen: false,
    close: null,
  };
  const opened: Open[] = [];
  const top = () => opened.at(-1) ?? page;
  let runs: Run[] = [];

  const flush = ({ column, look: { align } }: Open) => {
    for (const { runs: words, height, size } of linesOf(runs, column.width)) {
      const x = column.x + { left: 0, center: column.width / 2, right: column.width }[align];
      column.y += column.gap;
      column.gap = 0;
      // Letters are some 0.72 of their size high, and stand in the middle of their line.
      shapes.push({ kind: 'words', x, y: column.y + (height + size * 0.72) / 2, align, runs: words });
      column.y += height;
    }
    runs = [];
  };

  const block = (tag: string, declarations: Declarations, outer: Open, look: Look): Open => {
    flush(outer);
    const place = placeOf(tag, declarations, { look, column: outer.column, box: outer.box });
    const { x, y, width, height, margin, padding } = place;
    const column: Column = {
      x: x + padding.left,
      width: Math.max(1, width - padding.left - padding.right),
      y: y + padding.top,
      gap: 0,
    };
    const fill = colourIn(declarations.get('background-color') ?? declarations.get('background'));
    // A page's own colour is that of the whole side.
    const isPage = tag === 'body' || tag === 'html';
    const own: Box = { x, y, width, height: height ?? side.height - y };
    const area: CardShape = { kind: 'area', ...(isPage ? page.box : own), fill: fill ?? '' };
    if (fill !== null) shapes.push(area);
    const first = shapes.length;
    const close = () => {
      const end = Math.max(column.y + padding.bottom, y + (height ?? 0));
      if (!isPage) area.height = end - y;
      if (place.growsUp) for (const shape of [area, ...shapes.slice(first)]) shape.y -= end - y;
      if (place.isFixed) return;
      outer.column.y = end;
      outer.column.gap = Math.max(column.gap, margin.bottom);
    };
    if (tag === 'li') runs.push({ text: '• ', look });
    const box = declarations.has('position') ? own : outer.box;
    return { look, column, box, isUnseen: false, close };
  };

  const picture = (declarations: Declarations, attributes: Readonly<Record<string, string>>) => {
    flush(top());
    const { column, look } = top();
    const width = pixels(declarations.get('width') ?? attributes.width, look.size, column.width);
    const height = pixels(declarations.get('height') ?? attributes.height, look.size, side.height);
    const size = { width: width ?? height ?? usualPicture, height: height ?? width ?? usualPicture };
    shapes.push({ kind: 'picture', x: column.x, y: column.y + column.gap, ...size });
    column.y += column.gap + size.height;
    column.gap = 0;
  };

  const parser = new Parser({
    onopentag: (tag, attributes) => {
      const { id = null, class: classes = '', style = '' } = attributes;
      const declarations = declarationsFor(rules, { tag, id, classes: classes.split(/\s+/), style });
      const outer = top();
      const look = lookOf(tag, declarations, outer.look);
      if (outer.isUnseen || isUnseen(tag, declarations)) opened.push({ ...outer, isUnseen: true, close: null });
      else if (!isInline(tag, declarations) || isFixed(declarations))
        opened.push(block(tag, declarations, outer, look));
      else opened.push({ ...outer, look: { ...look, align: outer.look.align }, close: null });
      if (top().isUnseen) return;
      if (tag === 'br') runs.push({ text: lineBreak, look });
      if (tag === 'img') picture(declarations, attributes);
    },
    ontext: (text) => {
      const { look, isUnseen } = top();
      if (isUnseen) return;
      const words = text.replace(/\s+/g, ' ');
      if (words === ' ' && runs.length === 0) return;
      runs.push({ text: look.isUpper ? words.toUpperCase() : words, look });
    },
    onclosetag: () => {
      const closed = opened.pop();
      if (closed === undefined || closed.close === null) return;
      flush(closed);
      closed.close();
    },
  });
  for (const [, sheet = ''] of html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)) rules.push(...readRules(sheet));
  parser.write(/<body[\s>]/i.test(html) ? html : `<body>${html}</body>`);
  parser.end();
  flush(page);
  return shapes;
}
