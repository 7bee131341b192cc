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

/** Where a text reads, by what becomes of that. */
export interface Reads {
  /** What is put in afterwards where it is plain words. */
  readonly fields: readonly Path[];
  /** What makes a difference. */
  readonly weighed: readonly Path[];
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
  /** By which it is known who is alike: the same object until a field turns out to be unfit. */
  readonly reads: Reads;
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
  let reads = readsOf(readings.shown, readings.weighed);
  const casts = new Map<string, Cast | 'seen'>();
  let kept = 0;
  const forget = () => {
    casts.clear();
    kept = 0;
  };
  return (data) => {
    const values = valuesAt(reads.fields, data);
    const key = keyOf(values, reads.weighed, data);
    if (key === null) return anew(data);
    const known = casts.get(key);
    if (known !== undefined && known !== 'seen') return filled(known, values, manner);
    if (casts.size >= mostCasts || kept >= most) forget();
    // Of what nobody shares, nothing is made.
    if (known === undefined) {
      casts.set(key, 'seen');
      return anew(data);
    }
    const cast = castOf(template, data, reads, manner);
    if ('unfit' in cast) {
      const { fields, weighed } = reads;
      const unfit = new Set(cast.unfit);
      reads = {
        fields: fields.filter((_, index) => !unfit.has(index)),
        weighed: [...weighed, ...fields.filter((_, index) => unfit.has(index))],
      };
      forget();
      return anew(data);
    }
    casts.set(key, cast);
    kept += cast.parts.flat().join('').length;
    return filled(cast, values, manner);
  };
}

/** Where a value can be put in afterwards: what is shown and looked at by nothing else, as `contact.company.size` looks at a company. */
function readsOf(shown: readonly Path[], weighed: readonly Path[]): Reads {
  const isIn = (path: Path, other: Path) => path.every((segment, index) => segment === other[index]);
  const isWeighed = (path: Path) =>
    weighed.some((other) => isIn(path, other) || isIn(other, path)) ||
    shown.some((other) => other.length > path.length && isIn(path, other));
  return { fields: shown.filter((path) => !isWeighed(path)), weighed: [...weighed, ...shown.filter(isWeighed)] };
}

/** What these paths lead to, in their order. */
export function valuesAt(paths: readonly Path[], data: TemplateData): unknown[] {
  const values: unknown[] = [];
  for (const path of paths) values.push(valueAt(data, path));
  return values;
}

/** What makes a difference; null where that is too much to remember. `values`: those of the fields. */
export function keyOf(values: readonly unknown[], weighed: readonly Path[], data: TemplateData): string | null {
  let key = '';
  for (const value of values) {
    const written = isPlain(value) ? '~' : writtenIn(value ?? null);
    if (written === null) return null;
    key += written;
  }
  for (const path of weighed) {
    const written = writtenIn(valueAt(data, path));
    if (written === null) return null;
    key += written;
  }
  return partOfMark.test(key) ? null : key;
}

/** A value so that it can be told from all others where more stands behind it; null where it is too long. */
function writtenIn(value: unknown): string | null {
  if (value === undefined) return '-';
  if (typeof value === 'string') return value.length > mostWeighed ? null : `${value.length}:${value}`;
  const written = JSON.stringify([value]);
  return written.length > mostWeighed ? null : written;
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= mostWeighed && plainWords.test(value) && !value.endsWith(' ');
}

/** Or the numbers of the fields whose values do not stand apart. */
function castOf(
  template: string,
  data: TemplateData,
  reads: Reads,
  { quote, write, standsApart }: Manner,
): Cast | { readonly unfit: readonly number[] } {
  const marks = reads.fields.flatMap((path, field) => (isPlain(valueAt(data, path)) ? [{ path, field }] : []));
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
  return { blanks, length: text.length, parts: parts.map(cut), gaps, reads };
}

function withAt(data: unknown, [first, ...rest]: Path, value: string): unknown {
  if (first === undefined) return value;
  const object = data as Record<string, unknown>;
  return { ...object, [first]: withAt(object[first], rest, value) };
}

function filled(cast: Cast, values: readonly unknown[], { escapes }: Manner): WrittenText {
  const words = cast.gaps.map(({ field }) => String(values[field]));
  return {
    parts: () => cast.parts.map((gapped, part) => filledWith(gapped, words, escapes[part])),
    filling: { cast, words },
    blanks: cast.blanks,
    length: lengthWith(cast, words),
  };
}

/** How long a text was with these words in its gaps, at the most: each stands in every part, and a mark that is quoted is two characters. */
export function lengthWith(
  { length, gaps }: { readonly length: number; readonly gaps: readonly { readonly times: number }[] },
  words: readonly string[],
): number {
  let all = length;
  for (const [gap, { times }] of gaps.entries()) all += 2 * times * (words[gap] ?? '').length;
  return all;
}
