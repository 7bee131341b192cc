/**
 * The light markup of mails, as salespeople write it: paragraphs between blank lines, line breaks as typed, lists
 * (`- one`, `1. one`), `*bold*` or `**bold**`, `_italic_`, `[words](https://...)` and bare addresses. A backslash
 * before a punctuation mark takes its meaning away.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly label: string };

export type Block =
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  /** `first` is the number of the first item; null for a list with bullets. */
  | { readonly kind: 'list'; readonly first: number | null; readonly items: readonly (readonly Inline[])[] };

const bullet = /^ {0,3}[-*•] +(\S.*)$/;
const numbered = /^ {0,3}(\d{1,3})[.)] +(\S.*)$/;

export function parseMarkup(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let list: { first: number | null; items: string[] } | null = null;
  const close = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inside: parseInline(paragraph.join('\n')) });
    if (list !== null) blocks.push({ kind: 'list', first: list.first, items: list.items.map(parseInline) });
    paragraph = [];
    list = null;
  };
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const dash = bullet.exec(line);
    const number = numbered.exec(line);
    const item = dash?.[1] ?? number?.[2];
    const open: { first: number | null; items: string[] } | null = list;
    if (line.trim() === '') close();
    else if (item !== undefined) {
      if (open === null || (open.first === null) !== (number === null)) {
        close();
        list = { first: number === null ? null : Number(number[1]), items: [item.trimEnd()] };
      } else open.items.push(item.trimEnd());
    } else if (open !== null && /^ {2,}/.test(line)) {
      open.items.push(`${open.items.pop() ?? ''}\n${line.trim()}`);
    } else {
      if (open !== null) close();
      paragraph.push(line.trim());
    }
  }
  close();
  return blocks;
}

/** Takes the meaning from every mark in a value that is data, so that {@link parseMarkup} reads it as plain text. */
export function escapeMarkup(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/\n\s*\n/g, '\n')
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

function unescapeMarkup(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

interface Rule {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Inline | null;
  /** What of a match is meant, where that is less than all of it. */
  readonly kept?: (match: string) => string;
}

const rules: readonly Rule[] = [
  // Most of a mail: a run in which nothing below can begin.
  { pattern: /(?:[^\\\n[*_h]|h(?!ttps?\\?:))+/y, read: ([text]) => ({ kind: 'text', text }) },
  { pattern: /\n/y, read: () => ({ kind: 'break' }) },
  { pattern: /\\[!-/:-@[-`{-~]/y, read: ([mark]) => ({ kind: 'text', text: mark.slice(1) }) },
  {
    pattern: /\[((?:\\.|[^\]\\\n])+)\]\(((?:\\.|[^)\\\s])+)\)/y,
    read: ([, label = '', url = '']) => linkTo(unescapeMarkup(url), unescapeMarkup(label)),
  },
  {
    // A bare address, also one that came as a merge value and is therefore escaped.
    pattern: /(?<![\w/])https?\\?:(?:\\?\/){2}(?:\\[!-/:-@[-`{-~]|[^\s<>\\])*(?=[\s<>]|$)/y,
    kept: withoutClosingMarks,
    read: ([url]) => {
      const kept = unescapeMarkup(withoutClosingMarks(url));
      return linkTo(kept, kept);
    },
  },
  ...(['\\*\\*', '\\*', '_'] as const).map((mark) => ({
    pattern: new RegExp(
      `(?<![\\w\\\\])${mark}(?=[^\\s*_])((?:\\\\.|[^\\\\])*?[^\\s\\\\]|(?:\\\\.)+?)${mark}(?![\\w*])`,
      'ys',
    ),
    read: ([, inside = '']: RegExpExecArray): Inline => ({
      kind: mark === '_' ? 'italic' : 'bold',
      inside: parseInline(inside),
    }),
  })),
];

function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  while (at < text.length) {
    const next = firstMatch(text, at) ?? { inline: { kind: 'text' as const, text: text[at] ?? '' }, end: at + 1 };
    const before = found.at(-1);
    if (next.inline.kind === 'text' && before?.kind === 'text') {
      found[found.length - 1] = { kind: 'text', text: before.text + next.inline.text };
    } else found.push(next.inline);
    at = next.end;
  }
  return found;
}

function firstMatch(text: string, at: number): { inline: Inline; end: number } | null {
  for (const { pattern, read, kept } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const inline = match === null ? null : read(match);
    if (match !== null && inline !== null) return { inline, end: at + (kept?.(match[0]) ?? match[0]).length };
  }
  return null;
}

/**
 * An address without the marks that end the sentence around it, each alone or behind its backslash. Not by a pattern: it
 * would look at a run of them anew for each.
 */
function withoutClosingMarks(url: string): string {
  let end = url.length;
  while (end > 0 && closingMarks.includes(url.charAt(end - 1))) end -= isEscaped(url, end - 1) ? 2 : 1;
  return url.slice(0, end);
}

const closingMarks = '.,;:!?)]\'"*_';

/** Whether a backslash before it takes its meaning away: one that is itself taken at its word does not. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charAt(from - 1) === '\\') from -= 1;
  return (at - from) % 2 === 1;
}

/** A link that a mail may carry; null for anything but the web and mail addresses (`javascript:`, `data:`). */
function linkTo(url: string, label: string): Inline | null {
  if (!URL.canParse(url)) return null;
  return ['http:', 'https:', 'mailto:'].includes(new URL(url).protocol) ? { kind: 'link', url, label } : null;
}
