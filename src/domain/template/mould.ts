import { escapeHtml } from './markup-output.js';

/** Where nothing in a value means anything, nothing has to be escaped. */
export const asItIs = (value: string) => value;

/** A text with gaps: words, the number of a gap, words, and so on. */
export type Gapped = readonly string[];

/** What many mails say alike. Into its gaps go the words that each has for itself, escaped where that is HTML. */
export interface Mould {
  readonly text: Gapped;
  readonly html: Gapped;
  /** How many gaps there are. */
  readonly gaps: number;
}

/** One mail as a copy of its mould, which is the same object for all copies of it. */
export interface Copy {
  readonly mould: Mould;
  /** What goes into each gap, by its number. */
  readonly words: readonly string[];
}

/** The text that comes of putting words into the gaps. */
export function filledWith(gapped: Gapped, words: readonly string[], write = asItIs): string {
  let text = '';
  for (let index = 0; index < gapped.length; index += 1) {
    const piece = gapped[index] ?? '';
    text += index % 2 === 0 ? piece : write(words[Number(piece)] ?? '');
  }
  return text;
}

/** What a mail says, in both versions. */
export interface Texts {
  readonly text: string;
  readonly html: string;
}

/** The texts of one mail. */
export function textsOf({ mould, words }: Copy): Texts {
  return { text: filledWith(mould.text, words), html: filledWith(mould.html, words, escapeHtml) };
}

/** One text of several, with something between two of them; `gaps`: which gap of it each of theirs becomes. */
export function joinedWith(
  texts: readonly { readonly gapped: Gapped; readonly gaps: readonly number[] }[],
  between: string,
): Gapped {
  const row = [''];
  for (const [nth, { gapped, gaps }] of texts.entries()) {
    if (nth > 0) row.push(`${row.pop()}${between}`);
    for (const [index, piece] of gapped.entries()) {
      if (index === 0) row.push(`${row.pop()}${piece}`);
      else row.push(index % 2 === 0 ? piece : String(gaps[Number(piece)]));
    }
  }
  return row;
}
