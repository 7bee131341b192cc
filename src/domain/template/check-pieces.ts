import { Tokenizer, TypeGuards } from 'liquidjs';
import { type Refusal, refuse } from '../refusal.js';
import { liquid } from './engine.js';
import { dividing, filterForms } from './filters.js';
import { likeOf, shortened } from './plain-words.js';
import type { TextProblem } from './render-text.js';
import { shapeOf, type Word, wordsOf } from './words.js';

/**
 * What the engine reads otherwise than it is written, and says nothing of: words after what it understands (`{{ a b }}`,
 * `{% if a then %}`), filters without what they need, conditions without a second half, a field in single braces. Only told when
 * a text is saved: what is stored goes on as it does.
 */
export function piecesProblems(text: string, roots: readonly string[]): PieceProblem[] {
  const problems: PieceProblem[] = [];
  let inComment = false;
  let beforeWhen = false;
  for (const token of tokensOf(text)) {
    const found: (Refusal | null)[] = [];
    if (TypeGuards.isTagToken(token)) {
      if (token.name === 'endcomment') inComment = false;
      if (!inComment) found.push(tagRefusal(token.name, token.args, token.getText(), roots));
      if (token.name === 'comment') inComment = true;
      else if (!inComment) beforeWhen = token.name === 'case';
    } else if (inComment) continue;
    else if (TypeGuards.isOutputToken(token)) found.push(outputRefusal(token.content, token.getText()));
    else found.push(braceRefusal(token.getText(), roots));
    if (beforeWhen && !TypeGuards.isTagToken(token) && token.getText().trim() !== '') {
      found.push(refuse('lostWords', shortened(token.getText().trim())));
    }
    const [line = 1, column = 1] = token.getPosition();
    const { begin, end } = token;
    for (const refusal of found) {
      if (refusal === null) continue;
      const hides = refusal.code === 'notReadable' || refusal.code === 'curlyQuotes';
      problems.push({ ...refusal, line, column, begin, end, hides });
    }
  }
  return problems;
}

/** With the piece's place in the text, from 0. */
export interface PieceProblem extends TextProblem {
  readonly begin: number;
  readonly end: number;
  /** It is not known what its words are meant to be. */
  readonly hides: boolean;
}

/** Nothing of a text in which a piece has no end: the engine tells that. */
function tokensOf(text: string) {
  try {
    return new Tokenizer(text).readTopLevelTokens(liquid.options);
  } catch {
    return [];
  }
}

const filtered = String.raw`V(?:\|[VN](?::A(?:,A)*)?)*`.replaceAll('A', '(?:N:)?V');
const comparison = '!?V(?:CV)?';

/** How each tag is written, as shapes of its words; a tag that is not here takes none. */
const tagShapes: Readonly<Record<string, RegExp>> = {
  if: new RegExp(`^${comparison}(?:J${comparison})*$`),
  unless: new RegExp(`^${comparison}(?:J${comparison})*$`),
  elsif: new RegExp(`^${comparison}(?:J${comparison})*$`),
  case: /^V$/,
  when: /^V(?:[,J]V)*$/,
  for: /^VVV(?:V|N:V|,)*$/,
  assign: new RegExp(`^V=${filtered}$`),
  capture: /^V$/,
};
/** What stands in these is nobody's. */
const free = ['comment', 'raw', '#'];

const output = new RegExp(`^${filtered}$`);

function outputRefusal(content: string, piece: string): Refusal | null {
  const words = wordsOf(content);
  if (!output.test(shapeOf(words))) return misread(words, piece);
  return filtersRefusal(words);
}

function tagRefusal(name: string, args: string, piece: string, roots: readonly string[]): Refusal | null {
  if (free.includes(name) || (liquid.tags[name] === undefined && !/^(?:end\w+|else|elsif|when)$/.test(name)))
    return null;
  const words = wordsOf(args);
  const shape = shapeOf(words);
  if (!(tagShapes[name] ?? /^$/).test(shape)) return misread(words, piece);
  const [first, second, , ...more] = words.map(({ text }) => text);
  if (name === 'when' && words.some(({ text }) => text === 'and')) return misread(words, piece);
  if (name === 'for' && (second !== 'in' || !more.every((_, at) => isForOption(words, at + 3))))
    return misread(words, piece);
  if (['for', 'assign', 'capture'].includes(name)) {
    if (first !== undefined && roots.includes(first)) return refuse('nameOfFields', first);
    if (first !== undefined && !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(first)) return misread(words, piece);
  }
  if (name === 'assign') return filtersRefusal(words.slice(2));
  const joins = words.flatMap(({ kind, text }) => (kind === 'join' ? text : []));
  return joins.indexOf('and') >= 0 && joins.lastIndexOf('or') > joins.indexOf('and')
    ? refuse('andBeforeOr', shortened(piece))
    : null;
}

/** `reversed`, `limit: 3`, `offset: 1`, with or without commas. */
function isForOption(words: readonly Word[], at: number): boolean {
  const [before, word] = [words[at - 2], words[at]];
  if (word === undefined || word.kind === 'mark') return true;
  if (word.kind === 'name') return word.text === 'limit' || word.text === 'offset';
  return (
    word.text === 'reversed' || (words[at - 1]?.text === ':' && before?.kind === 'name' && !/^["']/.test(word.text))
  );
}

/** Whether each filter has the values that it takes. Names of those that there are not are told by the engine. */
function filtersRefusal(words: readonly Word[]): Refusal | null {
  const bars = words.flatMap(({ text, kind }, at) => (kind === 'mark' && text === '|' ? at : []));
  for (const [index, bar] of bars.entries()) {
    const [filter, , ...given] = words.slice(bar + 1, bars[index + 1]);
    const form = filterForms[filter?.text ?? ''];
    if (filter === undefined || form === undefined) continue;
    const isNamed = given.some(({ kind, text }) => kind === 'name' && text !== 'allow_false');
    const values = given.filter(({ kind }, at) => kind === 'value' && given[at - 1]?.text !== ':');
    const isText = /^["']/.test(values[0]?.text ?? '') && !/^["']-?\d+(?:\.\d+)?["']$/.test(values[0]?.text ?? '');
    const isZero = dividing.includes(filter.text) && Number(values[0]?.text ?? 1) === 0;
    if (values.length < form.least || values.length > form.most || (form.ofNumber && isText) || isZero || isNamed) {
      return refuse('filterForm', filter.text, form.example);
    }
  }
  return null;
}

function misread(words: readonly Word[], piece: string): Refusal {
  const isCurly = words.some(({ kind, text }) => kind === 'other' && /[“”„‘’]/.test(text));
  return isCurly ? refuse('curlyQuotes', shortened(piece)) : refuse('notReadable', shortened(piece), likeOf(piece));
}

/** A field that goes out as it stands: `{contact.firstName}`, `{ { contact.firstName } }`. */
function braceRefusal(text: string, roots: readonly string[]): Refusal | null {
  const found = new RegExp(String.raw`(?:\{\s*)+((?:${roots.join('|')})\.\w[\w.]*)\s*(?:\}\s*)+`).exec(text);
  return found === null ? null : refuse('oneBrace', found[0].trim(), found[1] ?? '');
}
