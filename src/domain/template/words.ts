/**
 * The words of what stands between the braces of a text, by kind: `value` (a path, a text in quotes, a number, a range), `name`
 * before a colon, operators, and marks as they are. `other` is what has no place there.
 */
export interface Word {
  readonly kind: 'value' | 'name' | 'compare' | 'join' | 'not' | 'mark' | 'other';
  readonly text: string;
}

const name = String.raw`[\p{L}_][\p{L}\p{N}_-]*\??`;
const quoted = `"[^"]*"|'[^']*'`;
const number = String.raw`-?\d+(?:\.\d+)?(?!\w)`;
const part = String.raw`\.[\p{L}\p{N}_-]+\??`;
const path = String.raw`${name}(?:${part}|\[(?:${quoted}|-?\d+|${name}(?:${part})*)\])*`;
const value = `${quoted}|${number}|${path}`;

const rules: readonly (readonly [Word['kind'], RegExp])[] = [
  ['name', new RegExp(`${name}(?=\\s*:)`, 'uy')],
  ['compare', /==|!=|<>|<=|>=|<|>|contains(?![\w.[-])/y],
  ['join', /(?:and|or)(?![\w.[-])/y],
  ['not', /not(?![\w.[-])/y],
  ['value', new RegExp(String.raw`${value}|\(\s*(?:${value})\s*\.\.\s*(?:${value})\s*\)`, 'uy')],
  ['mark', /[|:,=]/y],
  ['other', /\S/uy],
];

/** Takes a piece apart; a word that is a mark, an operator or none is its own text. */
export function wordsOf(piece: string): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < piece.length; ) {
    const found = /\s/.test(piece.charAt(at)) ? null : matchAt(piece, at);
    if (found !== null) words.push(found);
    at += found?.text.length ?? 1;
  }
  return words;
}

function matchAt(piece: string, at: number): Word | null {
  for (const [kind, pattern] of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(piece);
    if (match !== null) return { kind, text: match[0] };
  }
  return null;
}

const letters = { value: 'V', name: 'N', compare: 'C', join: 'J', not: '!', other: '?' } as const;

/** The words as one letter each, by which a form is recognized; marks are themselves. */
export function shapeOf(words: readonly Word[]): string {
  return words.map(({ kind, text }) => (kind === 'mark' ? text : letters[kind])).join('');
}
