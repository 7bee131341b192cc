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

/** Where nothing in a value means anything, nothing has to be escaped. */
export const asItIs = (value: string) => value;

/** What a text comes to for somebody. */
export interface WrittenText {
  readonly parts: readonly string[];
  /** As in {@link RenderedText}. */
  readonly blanks: readonly string[];
  /** How long it was when it was rendered, at the most. */
  readonly length: number;
}

/** A rendered text with gaps where plain words go. */
interface Mould {
  readonly blanks: readonly string[];
  readonly length: number;
  /** Of each part: words, the number of a gap, words, and so on. */
  readonly parts: readonly (readonly string[])[];
}

/** Moulds that one text has at the most; what it weighs may be different for everybody. */
const mostMoulds = 100;
/** Characters in the moulds of one text at the most, about. */
export const mostMoulded = 300_000;
/** A value that would make each mould one person's. */
const mostWeighed = 100;
/** Words that nothing in a text or in light markup takes for anything else. They begin no list and no address. */
const plainWords = /^\p{L}(?:[\p{L}\p{N}.,'&()-]| (?! ))*$/u;
/** Characters that nobody writes stand for a gap: of what Unicode leaves to private use. */
const markOf = (index: number) => `\ue0d5${index}\ue0d6`;
const anyMark = /\ue0d5(\d+)\ue0d6/;
const partOfMark = /[\ue0d5\ue0d6]/;

/**
 * A text that is rendered and written anew only for those who differ in what it weighs; for the others their plain words are put
 * where those of one were. What comes out is what rendering it for everybody would come to. `moulded`: characters that are kept for
 * it at the most, about. The function answered throws {@link TemplateFault}.
 */
export function writtenAlike(
  template: string,
  manner: Manner,
  moulded = mostMoulded,
): (data: TemplateData) => WrittenText {
  const anew = (data: TemplateData): WrittenText => {
    const { text, blanks } = renderText(template, data, manner.quote);
    return { parts: manner.write(text), blanks, length: text.length };
  };
  const readings = readingsOf(template);
  if (readings === null || partOfMark.test(template)) return anew;
  let { gaps, weighed } = gapsOf(readings.shown, readings.weighed);
  const moulds = new Map<string, Mould | 'seen'>();
  let kept = 0;
  const forget = () => {
    moulds.clear();
    kept = 0;
  };
  return (data) => {
    const values = gaps.map((path) => valueAt(data, path));
    const key = keyOf(values, weighed, data);
    if (key === null) return anew(data);
    const known = moulds.get(key);
    if (known !== undefined && known !== 'seen') return filled(known, values, manner);
    if (moulds.size >= mostMoulds || kept >= moulded) forget();
    // Of what nobody shares, nothing is made.
    if (known === undefined) {
      moulds.set(key, 'seen');
      return anew(data);
    }
    const mould = mouldOf(template, data, gaps, manner);
    if ('unfit' in mould) {
      const unfit = new Set(mould.unfit);
      weighed = [...weighed, ...gaps.filter((_, index) => unfit.has(index))];
      gaps = gaps.filter((_, index) => !unfit.has(index));
      forget();
      return anew(data);
    }
    moulds.set(key, mould);
    kept += mould.parts.flat().join('').length;
    return filled(mould, values, manner);
  };
}

/** Where a value can be put in afterwards: what is shown and looked at by nothing else, as `contact.company.size` looks at a company. */
function gapsOf(shown: readonly Path[], weighed: readonly Path[]) {
  const isIn = (path: Path, other: Path) => path.every((segment, index) => segment === other[index]);
  const isWeighed = (path: Path) =>
    weighed.some((other) => isIn(path, other) || isIn(other, path)) ||
    shown.some((other) => other.length > path.length && isIn(path, other));
  return { gaps: shown.filter((path) => !isWeighed(path)), weighed: [...weighed, ...shown.filter(isWeighed)] };
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

/** Or the numbers of the gaps whose values do not stand apart. */
function mouldOf(
  template: string,
  data: TemplateData,
  gaps: readonly Path[],
  { quote, write, standsApart }: Manner,
): Mould | { readonly unfit: readonly number[] } {
  const marks = gaps.flatMap((path, index) => (isPlain(valueAt(data, path)) ? [{ path, index }] : []));
  const marked = marks.reduce<unknown>((all, { path, index }) => withAt(all, path, markOf(index)), data);
  const { text, blanks } = renderText(template, marked as TemplateData, quote);
  const parts = write(text);
  const isFit = (mark: string) => {
    const times = text.split(mark).length;
    return parts.every((part) => part.split(mark).length === times) && standsApart(mark, text, parts);
  };
  const unfit = marks.flatMap(({ index }) => (isFit(markOf(index)) ? [] : index));
  if (unfit.length > 0) return { unfit };
  return { blanks, length: text.length, parts: parts.map((part) => part.split(anyMark)) };
}

function withAt(data: unknown, [first, ...rest]: Path, value: string): unknown {
  if (first === undefined) return value;
  const object = data as Record<string, unknown>;
  return { ...object, [first]: withAt(object[first], rest, value) };
}

function filled({ parts, blanks, length }: Mould, values: readonly unknown[], { escapes }: Manner): WrittenText {
  let put = 0;
  const written = parts.map((pieces, part) => {
    const escaped = escapes[part];
    let text = '';
    for (const [index, piece] of pieces.entries()) {
      if (index % 2 === 0) text += piece;
      else {
        const value = String(values[Number(piece)]);
        text += escaped === undefined ? value : escaped(value);
        put += value.length;
      }
    }
    return text;
  });
  // Each stands in every part, and a mark that is quoted is two characters.
  return { blanks, length: length + 2 * put, parts: written };
}
