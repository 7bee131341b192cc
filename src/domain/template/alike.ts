import { filledWith, type Gapped } from './mould.js';
import { type Path, readingsOf, valueAt } from './readings.js';
import { renderText } from './render-text.js';
import type { TemplateData } from './template-data.js';

/** What is made of a rendered text, and how a value that stands in it as it is stands in each part of that. */
export interface Manner {
  readonly quote: (value: string) => string;
  readonly write: (rendered: string) => readonly string[];
  readonly escapes: readonly ((value: string) => string)[];
  /**
   * Whether plain words that stand where `mark` does in `rendered` would make no difference to what is around them, and stand in the
   * parts just so.
   */
  readonly standsApart: (mark: string, rendered: string, parts: readonly string[]) => boolean;
}

/** What somebody's own words are put into. */
export interface Filling {
  readonly cast: Cast;
  /** What goes into each gap, by its number. */
  readonly words: readonly string[];
}

/** What a text comes to for somebody. */
export interface WrittenText {
  readonly parts: () => readonly string[];
  /** Null where it was made for this one alone. */
  readonly filling: Filling | null;
  /** As in {@link RenderedText}. */
  readonly blanks: readonly string[];
  /** How long it was when it was rendered, at the most. */
  readonly length: number;
}

/** A rendered text with gaps where plain words go. */
export interface Cast extends Pick<WrittenText, 'blanks' | 'length'> {
  readonly parts: readonly Gapped[];
  /** Of each gap: its field, the number of that among all, and how often it stands in all parts together. */
  readonly gaps: readonly { readonly path: string; readonly field: number; readonly times: number }[];
}

/** Casts that one text has at the most; what it weighs may be different for everybody. */
export const mostCasts = 100;
/** Characters in the casts of one text at the most, about. */
export const mostCharacters = 300_000;
/** A value that would make each cast one person's. */
const mostWeighed = 100;
/** Words that nothing in a text or in light markup takes for anything else. They begin no list and no address. */
const plainWords = /^\p{L}(?:[\p{L}\p{N}.,'&()-]| (?! ))*$/u;
/** Characters that nobody writes stand for a gap: of what Unicode leaves to private use. */
const markOf = (index: number) => `\ue0d5${index}\ue0d6`;
const anyMark = /\ue0d5(\d+)\ue0d6/;
const partOfMark = /[\ue0d5\ue0d6]/;

/**
 * A text that is rendered and written anew only for those who differ in what it weighs; for the others their plain words are put
 * where those of one were. What comes out is what rendering it for everybody would come to. `most`: characters that are kept for it at
 * the most, about. The function answered throws {@link TemplateFault}.
 */
export function writtenAlike(
  template: string,
  manner: Manner,
  most = mostCharacters,
): (data: TemplateData) => WrittenText {
  const anew = (data: TemplateData): WrittenText => {
    const { text, blanks } = renderText(template, data, manner.quote);
    const parts = manner.write(text);
    return { parts: () => parts, filling: null, blanks, length: text.length };
  };
  const readings = readingsOf(template);
  if (readings === null || partOfMark.test(template)) return anew;
  let { fields, weighed } = fieldsOf(readings.shown, readings.weighed);
  const casts = new Map<string, Cast | 'seen'>();
  let kept = 0;
  const forget = () => {
    casts.clear();
    kept = 0;
  };
  return (data) => {
    const values = fields.map((path) => valueAt(data, path));
    const key = keyOf(values, weighed, data);
    if (key === null) return anew(data);
    const known = casts.get(key);
    if (known !== undefined && known !== 'seen') return filled(known, values, manner);
    if (casts.size >= mostCasts || kept >= most) forget();
    // Of what nobody shares, nothing is made.
    if (known === undefined) {
      casts.set(key, 'seen');
      return anew(data);
    }
    const cast = castOf(template, data, fields, manner);
    if ('unfit' in cast) {
      const unfit = new Set(cast.unfit);
      weighed = [...weighed, ...fields.filter((_, index) => unfit.has(index))];
      fields = fields.filter((_, index) => !unfit.has(index));
      forget();
      return anew(data);
    }
    casts.set(key, cast);
    kept += cast.parts.flat().join('').length;
    return filled(cast, values, manner);
  };
}

/** Where a value can be put in afterwards: what is shown and looked at by nothing else, as `contact.company.size` looks at a company. */
function fieldsOf(shown: readonly Path[], weighed: readonly Path[]) {
  const isIn = (path: Path, other: Path) => path.every((segment, index) => segment === other[index]);
  const isWeighed = (path: Path) =>
    weighed.some((other) => isIn(path, other) || isIn(other, path)) ||
    shown.some((other) => other.length > path.length && isIn(path, other));
  return { fields: shown.filter((path) => !isWeighed(path)), weighed: [...weighed, ...shown.filter(isWeighed)] };
}

/** What makes a difference; null where that is too much to remember. */
function keyOf(values: readonly unknown[], weighed: readonly Path[], data: TemplateData): string | null {
  let key = '';
  for (const value of values) {
    if (isPlain(value)) key += '~';
    else {
      const written = JSON.stringify([value ?? null]);
      if (written.length > mostWeighed) return null;
      key += written;
    }
  }
  for (const path of weighed) {
    const value = valueAt(data, path);
    const written = value === undefined ? '-' : JSON.stringify([value]);
    if (written.length > mostWeighed) return null;
    key += written;
  }
  return partOfMark.test(key) ? null : key;
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= mostWeighed && plainWords.test(value) && !value.endsWith(' ');
}

/** Or the numbers of the fields whose values do not stand apart. */
function castOf(
  template: string,
  data: TemplateData,
  fields: readonly Path[],
  { quote, write, standsApart }: Manner,
): Cast | { readonly unfit: readonly number[] } {
  const marks = fields.flatMap((path, field) => (isPlain(valueAt(data, path)) ? [{ path, field }] : []));
  const marked = marks.reduce<unknown>((all, { path }, gap) => withAt(all, path, markOf(gap)), data);
  const { text, blanks } = renderText(template, marked as TemplateData, quote);
  const parts = write(text);
  const isFit = (mark: string) => {
    const times = text.split(mark).length;
    return parts.every((part) => part.split(mark).length === times) && standsApart(mark, text, parts);
  };
  const unfit = marks.flatMap(({ field }, gap) => (isFit(markOf(gap)) ? [] : field));
  if (unfit.length > 0) return { unfit };
  const gaps = marks.flatMap(({ path, field }, mark) => {
    const times = parts.length * (text.split(markOf(mark)).length - 1);
    return times === 0 ? [] : { path: JSON.stringify(path), field, times, mark };
  });
  const gapOf = new Map(gaps.map(({ mark }, gap) => [String(mark), String(gap)]));
  const cut = (part: string) =>
    part.split(anyMark).map((piece, index) => (index % 2 === 0 ? piece : (gapOf.get(piece) ?? '')));
  return { blanks, length: text.length, parts: parts.map(cut), gaps };
}

function withAt(data: unknown, [first, ...rest]: Path, value: string): unknown {
  if (first === undefined) return value;
  const object = data as Record<string, unknown>;
  return { ...object, [first]: withAt(object[first], rest, value) };
}

function filled(cast: Cast, values: readonly unknown[], { escapes }: Manner): WrittenText {
  const words = cast.gaps.map(({ field }) => String(values[field]));
  const put = cast.gaps.reduce((sum, { times }, gap) => sum + times * (words[gap] ?? '').length, 0);
  return {
    parts: () => cast.parts.map((gapped, part) => filledWith(gapped, words, escapes[part])),
    filling: { cast, words },
    blanks: cast.blanks,
    // Each stands in every part, and a mark that is quoted is two characters.
    length: cast.length + 2 * put,
  };
}
