import { type Cast, type Filling, keyOf, lengthWith, type Reads, valuesAt } from './alike.js';
import { joinedWith, type Mould } from './mould.js';
import type { Path } from './readings.js';
import type { TemplateData } from './template-data.js';

/** What a body says alike to several, and somebody's own words for it. */
export interface FilledBody {
  readonly mould: Mould;
  readonly words: readonly string[];
  /** As in {@link RenderedText}. */
  readonly blanks: readonly string[];
  /** How long its pieces were when they were rendered, at the most. */
  readonly length: number;
}

/** What all pieces of a body come to together, for those who are alike in each of them. */
interface BodyCast extends Pick<FilledBody, 'mould' | 'blanks' | 'length'> {
  /** Of each gap: the number of its value, and how often it stands in all parts together. */
  readonly gaps: readonly { readonly value: number; readonly times: number }[];
}

export interface AlikeBodies {
  /** Null for somebody who is alike to nobody before. */
  of(data: TemplateData): FilledBody | null;
  /** The same from what each piece came to for this data, which is kept. */
  from(data: TemplateData, fillings: readonly Filling[]): FilledBody;
}

/**
 * Bodies whose pieces were filled one by one before: whoever is alike in all of them is so in the whole, and is looked up once.
 * `most`: how many are kept.
 */
export function alikeBodies(most: number): AlikeBodies {
  let read: readonly Reads[] = [];
  let all: Reads | null = null;
  const known = new Map<string, BodyCast>();
  return {
    of: (data) => {
      if (all === null) return null;
      const values = valuesAt(all.fields, data);
      const key = keyOf(values, all.weighed, data);
      const cast = key === null ? undefined : known.get(key);
      return cast === undefined ? null : filled(cast, values);
    },
    from: (data, fillings) => {
      const casts = fillings.map(({ cast }) => cast);
      // Where a field turned out to be unfit in a piece, its value makes a difference from now on.
      if (all === null || casts.some(({ reads }, piece) => reads !== read[piece])) {
        read = casts.map(({ reads }) => reads);
        all = { fields: distinct(read.flatMap(({ fields }) => fields)), weighed: distinct(read.flatMap(weighedIn)) };
        known.clear();
      }
      const cast = joined(casts, all.fields);
      const values = valuesAt(all.fields, data);
      const key = keyOf(values, all.weighed, data);
      if (known.size >= most) known.clear();
      if (key !== null) known.set(key, cast);
      return filled(cast, values);
    },
  };
}

function weighedIn({ weighed }: Reads): readonly Path[] {
  return weighed;
}

function distinct(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** Pieces as one text, each field one gap of it; one of which nothing is left leaves no blank line either. */
function joined(casts: readonly Cast[], fields: readonly Path[]): BodyCast {
  const numberOf = new Map(fields.map((path, value) => [JSON.stringify(path), value]));
  const places = new Map<string, { readonly gap: number; readonly value: number; readonly times: number }>();
  for (const { path, times } of casts.flatMap(({ gaps }) => gaps)) {
    const { gap, times: before } = places.get(path) ?? { gap: places.size, times: 0 };
    places.set(path, { gap, value: numberOf.get(path) ?? 0, times: before + times });
  }
  const left = casts.filter(({ parts: [html = []] }) => html.join('') !== '');
  const part = (nth: number, between: string) =>
    joinedWith(
      left.map((cast) => ({
        gapped: cast.parts[nth] ?? [],
        gaps: cast.gaps.map(({ path }) => places.get(path)?.gap ?? 0),
      })),
      between,
    );
  return {
    mould: { html: part(0, '\n'), text: part(1, '\n\n'), gaps: places.size },
    gaps: [...places.values()],
    blanks: [...new Set(casts.flatMap(({ blanks }) => blanks))],
    length: casts.reduce((sum, { length }) => sum + length, 0),
  };
}

function filled(cast: BodyCast, values: readonly unknown[]): FilledBody {
  const words: string[] = [];
  for (const { value } of cast.gaps) words.push(String(values[value]));
  return { mould: cast.mould, words, blanks: cast.blanks, length: lengthWith(cast, words) };
}
