import { type Refusal, refuse } from '../refusal.js';
import { tagNames } from './engine.js';
import { allowedFilters } from './filters.js';
import { didYouMean } from './nearest.js';
import type { TextFault, TextProblem } from './render-text.js';

/**
 * What the engine finds wrong with a text, in words for people. Ends that only seem to end nothing, since what they end could
 * not be read, are left out.
 */
export function inPlainWords(problems: readonly TextFault[], text: string): TextProblem[] {
  const opening = problems.filter((problem) => strayTag(problem) === null);
  const told = opening.length > 0 ? opening : problems;
  return told.map((problem) => ({ ...problem, ...refusalFor(problem, text) }));
}

function refusalFor(problem: TextFault, text: string): Refusal {
  const { message } = problem;
  const stray = strayTag(problem);
  if (stray !== null) return strayRefusal(stray);
  const filter = /^undefined filter: (.+)$/.exec(message)?.[1];
  if (filter !== undefined) return refuse('unknownFilter', filter, didYouMean(filter, allowedFilters));
  const tag = /^tag "(.+)" not found$/.exec(message)?.[1];
  if (tag !== undefined) return refuse('unknownTag', tag, didYouMean(tag, [...tagNames, 'elsif', 'else']));
  const [, what, opened = ''] = /^(output|tag) "(.+)" not closed$/s.exec(message) ?? [];
  if (what !== undefined)
    return refuse('noEnd', `“${opened}”`, what === 'output' ? '}} after the field' : '%} after it');
  const [, block, name] = /^(?:tag |raw ")({%-?\s*(\w+).*?)"? not closed$/s.exec(message) ?? [];
  if (block !== undefined) return refuse('noEnd', pieceAt(text, problem), `{% end${name} %} where it is to end`);
  if (message === 'duplicated else') return refuse('twoElse', pieceAt(text, problem));
  const piece = pieceAt(text, problem);
  return refuse('notReadable', piece, likeOf(piece));
}

/** A tag that belongs to one before it, where none is open. */
function strayTag({ message }: TextFault): string | null {
  const tag = /^tag "(.+)" not found$/.exec(message)?.[1];
  return tag !== undefined && (Object.hasOwn(middles, tag) || isEnd(tag)) ? tag : null;
}

function isEnd(tag: string): boolean {
  return tag.startsWith('end') && tagNames.includes(tag.slice(3));
}

const middles: Readonly<Record<string, string>> = { else: 'if', elsif: 'if', when: 'case' };

function strayRefusal(tag: string): Refusal {
  const of = middles[tag];
  return of === undefined ? refuse('strayEnd', tag, tag.slice(3)) : refuse('strayMiddle', tag, of);
}

/** Where in a text a place is, from 0. */
export function offsetOf(text: string, { line, column }: Pick<TextFault, 'line' | 'column'>): number {
  const before = text.split('\n', line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

/** What stands between the braces around a place of a text, with them. */
function pieceAt(text: string, place: TextFault): string {
  const at = offsetOf(text, place);
  let start = Math.max(text.lastIndexOf('{{', at), text.lastIndexOf('{%', at), 0);
  // A brace too many is what is wrong.
  while (text[start - 1] === '{') start -= 1;
  const ends = ['}}', '%}'].map((end) => text.indexOf(end, start)).filter((end) => end >= 0);
  return shortened(text.slice(start, ends.length === 0 ? undefined : Math.min(...ends) + 2));
}

/** A piece as a sentence can show it. */
export function shortened(piece: string): string {
  return piece.length > mostOfPiece ? `${piece.slice(0, mostOfPiece - 1)}…` : piece;
}

const mostOfPiece = 60;

/** How a piece is written, by its tag. */
const likes: Readonly<Record<string, string>> = {
  for: '{% for tag in contact.tags %}',
  if: '{% if contact.company == "Acme" %}',
  elsif: '{% elsif contact.company == "Acme" %}',
  unless: '{% unless contact.company == "Acme" %}',
  case: '{% case contact.company %}',
  when: '{% when "Acme" %}',
  assign: '{% assign name = contact.firstName %}',
  capture: '{% capture name %}',
};

/** How such a piece is written. */
export function likeOf(piece: string): string {
  if (!piece.startsWith('{%'))
    return piece.includes('|') ? '{{ contact.firstName | default: "there" }}' : '{{ contact.firstName }}';
  const tag = /^{%-?\s*else\s+if\b/.test(piece) ? 'elsif' : (/^{%-?\s*(\w+)/.exec(piece)?.[1] ?? '');
  return likes[tag] ?? (/^(?:end|else|break|continue)/.test(tag) ? `{% ${tag} %}` : '{% if contact.company %}');
}
