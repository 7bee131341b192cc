/** Properties of CSS by their names, in lower case; a later one has taken an earlier one's place. */
export type Declarations = ReadonlyMap<string, string>;

export interface StyleRule {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly declarations: Declarations;
}

export interface StyledElement {
  readonly tag: string;
  readonly id: string | null;
  readonly classes: readonly string[];
  /** Its own `style`. */
  readonly style: string;
}

const comments = /\/\*[\s\S]*?\*\//g;
/** `p`, `.note`, `#banner`, `p.note`; what looks at more than the element itself is left out. */
const simple = /^([a-z][a-z0-9]*)?(#[\w-]+)?((?:\.[\w-]+)*)$/i;

/** The rules of a style sheet whose selectors name one element by tag, id and classes. Rules within `@media` and such are left out. */
export function readRules(sheet: string): StyleRule[] {
  const plain = sheet.replace(comments, '').replace(/@[\w-]+[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})/g, '');
  return [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors = '', body = '']) => {
    const declarations = readDeclarations(body);
    return selectors.split(',').flatMap((selector) => {
      const found = simple.exec(selector.trim());
      if (found === null || selector.trim() === '') return [];
      const [, tag, id, classes = ''] = found;
      return [
        {
          tag: tag?.toLowerCase() ?? null,
          id: id?.slice(1) ?? null,
          classes: classes.split('.').filter((one) => one !== ''),
          declarations,
        },
      ];
    });
  });
}

export function readDeclarations(text: string): Map<string, string> {
  return new Map(
    text.split(/;(?![^(]*\))/).flatMap((one) => {
      const [name = '', ...value] = one.split(':');
      const said = value.join(':').replace('!important', '').trim();
      return said === '' ? [] : [[name.trim().toLowerCase(), said] as const];
    }),
  );
}

/** What holds for an element: by tag, then by class, then by id, then its own. */
export function declarationsFor(rules: readonly StyleRule[], element: StyledElement): Declarations {
  const matching = rules.filter(
    ({ tag, id, classes }) =>
      (tag === null || tag === element.tag) &&
      (id === null || id === element.id) &&
      classes.every((one) => element.classes.includes(one)),
  );
  const weight = ({ id, classes }: StyleRule) => (id === null ? 0 : 100) + classes.length;
  const sorted = matching.toSorted((a, b) => weight(a) - weight(b));
  return new Map([...sorted.flatMap(({ declarations }) => [...declarations]), ...readDeclarations(element.style)]);
}

const unitPixels: Readonly<Record<string, number>> = { px: 1, in: 96, pt: 96 / 72, cm: 96 / 2.54, mm: 96 / 25.4 };

/** A length in pixels of CSS (96 an inch); `em` and what a percentage is of in pixels. Null for `auto` and what is no length. */
export function pixels(value: string | undefined, em: number, whole: number): number | null {
  const [, number = '', unit = ''] = /^(-?\d*\.?\d+)\s*([a-z%]*)$/i.exec(value?.trim() ?? '') ?? [];
  if (number === '') return null;
  const amount = Number(number);
  if (unit === '') return amount === 0 ? 0 : null;
  if (unit === '%') return (amount / 100) * whole;
  if (unit === 'em' || unit === 'rem') return amount * (unit === 'em' ? em : 16);
  const factor = unitPixels[unit.toLowerCase()];
  return factor === undefined ? null : amount * factor;
}

export type Sides = Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>;

/** `margin` or `padding` of all four sides; what is not said or `auto` is `otherwise`. */
export function sidesOf(
  declarations: Declarations,
  name: 'margin' | 'padding',
  { em, whole, otherwise }: { readonly em: number; readonly whole: number; readonly otherwise: Sides },
): Sides {
  const all = declarations.get(name)?.split(/\s+/);
  const [top, right = top, bottom = top, left = right] = all ?? [];
  const one = (side: keyof Sides, short: string | undefined) => {
    const said = declarations.get(`${name}-${side}`) ?? short;
    return said === undefined ? otherwise[side] : (pixels(said, em, whole) ?? 0);
  };
  return { top: one('top', top), right: one('right', right), bottom: one('bottom', bottom), left: one('left', left) };
}

/** The colour in a value, as a drawing takes it; null where there is none. */
export function colourIn(value: string | undefined): string | null {
  const said = value?.trim() ?? '';
  const found = /#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)/i.exec(said)?.[0] ?? (/^[a-z]+$/i.test(said) ? said : null);
  return found === null || /^(transparent|none|inherit|initial|unset|currentcolor)$/i.test(found) ? null : found;
}
