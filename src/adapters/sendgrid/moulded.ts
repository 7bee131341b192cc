import { escapeHtml } from '../../domain/template/markup-output.js';
import { asItIs, type Copy, filledWith, type Gapped, type Mould } from '../../domain/template/mould.js';

/** With this begins what stands in a request's content where each recipient's substitutions go: no text of a mail holds it. */
export const beginsTag = '%drumbeat-';

/** What mails of one mould share. */
interface Shared {
  /** A request's content where all words are the same in HTML, and where they are not. */
  readonly plain: Content;
  readonly escaped: Content;
  /** What a mail takes as JSON beside its words, and how often each of these stands in it. */
  readonly bytes: number;
  readonly times: readonly number[];
  readonly isFreeOfTags: boolean;
}

interface Content {
  readonly text: string;
  readonly html: string;
  /** What each recipient puts where. */
  readonly places: readonly Place[];
}

interface Place {
  readonly tag: string;
  readonly gap: number;
  readonly write: (word: string) => string;
}

/** What a character of a word takes at the most: `&quot;` in HTML, `\u0001` in JSON. */
const mostBytesEach = 6;

const known = new WeakMap<Mould, Shared>();

function sharedOf(mould: Mould): Shared {
  const found = known.get(mould);
  if (found !== undefined) return found;
  const shared = sharedBy(mould);
  known.set(mould, shared);
  return shared;
}

function sharedBy({ text, html, gaps }: Mould): Shared {
  const all = Array.from({ length: gaps }, (_, gap) => gap);
  const inText = all.map((gap) => ({ gap, tag: `${beginsTag}${gap}%`, write: asItIs }));
  const inHtml = all.map((gap) => ({ gap, tag: `${beginsTag}${gap}-html%`, write: escapeHtml }));
  const tagged = (gapped: Gapped, places: readonly Place[]) =>
    filledWith(
      gapped,
      places.map(({ tag }) => tag),
    );
  const isIn = (gapped: Gapped) => (place: Place) => timesIn(gapped, place.gap) > 0;
  const escaped = [...inText.filter(isIn(text)), ...inHtml.filter(isIn(html))];
  const fixed = [text, html].map((gapped) => gapped.filter((_, index) => index % 2 === 0));
  return {
    plain: { text: tagged(text, inText), html: tagged(html, inText), places: inText },
    escaped: { text: tagged(text, inText), html: tagged(html, inHtml), places: escaped },
    bytes: Buffer.byteLength(JSON.stringify(fixed)),
    times: all.map((gap) => timesIn(text, gap) + timesIn(html, gap)),
    isFreeOfTags: !fixed.flat().join('\n').includes(beginsTag),
  };
}

function timesIn(gapped: Gapped, gap: number): number {
  return gapped.filter((piece, index) => index % 2 === 1 && Number(piece) === gap).length;
}

/** Of mails that are all copies of one mould: the content that they share, and what each puts into it. */
export function contentOf(mould: Mould, mails: readonly Copy[]) {
  const { plain, escaped } = sharedOf(mould);
  const isPlain = mails.every(({ words }) => words.every((word) => escapeHtml(word) === word));
  const { text, html, places } = isPlain ? plain : escaped;
  const substitutionsOf = ({ words }: Copy) => {
    const made: Record<string, string> = {};
    for (const { tag, gap, write } of places) made[tag] = write(words[gap] ?? '');
    return made;
  };
  return { text, html, substitutionsOf };
}

/** Whether nothing in a mail could be taken for the place of a substitution. */
export function isFreeOfTags({ mould, words }: Copy): boolean {
  return sharedOf(mould).isFreeOfTags && !words.some((word) => word.includes(beginsTag));
}

/** What a mail's texts take as JSON at the most, without looking through them. */
export function bytesAtMost({ mould, words }: Copy): number {
  const { bytes, times } = sharedOf(mould);
  return words.reduce((sum, word, gap) => sum + (times[gap] ?? 0) * mostBytesEach * word.length, bytes);
}
