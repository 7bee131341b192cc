/** A piece of a command's text as Slack sends it with `should_escape` on (docs.slack.dev/interactivity/implementing-slash-commands). */
export type Word =
  | { readonly kind: 'text'; readonly text: string }
  /** In double quotes: never a keyword. */
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'person'; readonly slackUserId: string; readonly text: string }
  | { readonly kind: 'channel'; readonly id: string; readonly text: string };

const blanks = /^[\s\u00a0\u200b-\u200d\u2060\ufeff]+/;
const quotes = /[“”„‟«»]/g;

/** Takes a text apart: `<@U1|ana>`, `<#C1|sales>`, links and addresses by what they show, quoted names, words. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let rest = text.replace(quotes, '"').replace(/[‘’]/g, "'");
  for (;;) {
    rest = rest.replace(blanks, '');
    if (rest === '') return words;
    const [whole, word] = nextWord(rest);
    if (word) words.push(word);
    rest = rest.slice(whole.length);
  }
}

function nextWord(rest: string): [string, Word | null] {
  const construct = /^<([^<>\s][^<>]*)>/.exec(rest);
  if (construct) return [construct[0], fromSlack(construct[1] ?? '')];
  const quoted = /^"([^"]*)"/.exec(rest);
  if (quoted) return [quoted[0], textWord('quoted', quoted[1] ?? '')];
  const plain = /^[^\s\u00a0<"]+|^./su.exec(rest)?.[0] ?? rest;
  return [plain, textWord('text', plain)];
}

function fromSlack(inside: string): Word | null {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (/^@[UW][A-Z0-9]+$/.test(target)) {
    return { kind: 'person', slackUserId: target.slice(1), text: `@${unescaped(label || target.slice(1))}` };
  }
  if (/^#[CG][A-Z0-9]+$/.test(target)) {
    return { kind: 'channel', id: target.slice(1), text: `#${unescaped(label || target.slice(1))}` };
  }
  if (/^mailto:/i.test(target)) return textWord('text', target.slice('mailto:'.length));
  return textWord('text', label || target);
}

function textWord(kind: 'text' | 'quoted', text: string): Word | null {
  const plain = unescaped(text).trim();
  return plain === '' ? null : { kind, text: plain };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Whether a word is one of these, in any case, and not in quotes. */
export function isKeyword(word: Word | undefined, ...keywords: readonly string[]): boolean {
  return word?.kind === 'text' && keywords.includes(word.text.toLowerCase());
}

/** The words as one name; null for none. */
export function nameOf(words: readonly Word[]): string | null {
  const name = words
    .map((word) => word.text)
    .join(' ')
    .trim();
  return name === '' ? null : name;
}

/** The words as somebody would type them: the inverse of {@link wordsOf}, but for mentions, which stay what they show. */
export function textOf(words: readonly Word[]): string {
  return words.map(({ kind, text }) => (kind === 'quoted' ? `"${text}"` : text)).join(' ');
}
