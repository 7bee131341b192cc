import { onceOf } from '../once.js';
import { type Block, type Inline, parseMarkup } from './markup.js';

interface Written {
  readonly html: string;
  readonly text: string;
}

/**
 * A text with light markup as HTML and as plain text. What stands between two blank lines stands by itself, and is mostly the same
 * in the many mails that one text becomes: it is read and written once.
 */
export function writeMarkup(text: string): Written {
  const parts = text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map(writtenOnce)
    .filter(({ html }) => html !== '');
  return { html: parts.map(({ html }) => html).join('\n'), text: parts.map((part) => part.text).join('\n\n') };
}

/** Those with a name in them come once; when they have filled it, the few that come again are written anew. */
const writtenOnce = onceOf(500, (part: string): Written => {
  const blocks = parseMarkup(part);
  return { html: toHtml(blocks), text: toText(blocks) };
});

/** The blocks as an HTML fragment; every text in it is escaped. */
export function toHtml(blocks: readonly Block[]): string {
  return blocks.map(blockToHtml).join('\n');
}

function blockToHtml(block: Block): string {
  if (block.kind === 'paragraph') return `<p>${inlineToHtml(block.inside)}</p>`;
  const items = block.items.map((item) => `<li>${inlineToHtml(item)}</li>`).join('');
  if (block.first === null) return `<ul>${items}</ul>`;
  return block.first === 1 ? `<ol>${items}</ol>` : `<ol start="${block.first}">${items}</ol>`;
}

const elements = { bold: 'strong', italic: 'em' } as const;

function inlineToHtml(inside: readonly Inline[]): string {
  return inside
    .map((one) => {
      if (one.kind === 'text') return escapeHtml(one.text);
      if (one.kind === 'break') return '<br>\n';
      if (one.kind === 'link') return `<a href="${escapeHtml(new URL(one.url).href)}">${escapeHtml(one.label)}</a>`;
      return `<${elements[one.kind]}>${inlineToHtml(one.inside)}</${elements[one.kind]}>`;
    })
    .join('');
}

/** The blocks as plain text: marks are dropped, a link keeps its address behind its words. */
export function toText(blocks: readonly Block[]): string {
  return blocks.map(blockToText).join('\n\n');
}

function blockToText(block: Block): string {
  if (block.kind === 'paragraph') return inlineToText(block.inside);
  return block.items
    .map((item, index) => {
      const mark = block.first === null ? '- ' : `${block.first + index}. `;
      return mark + inlineToText(item).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function inlineToText(inside: readonly Inline[]): string {
  return inside
    .map((one) => {
      if (one.kind === 'text') return one.text;
      if (one.kind === 'break') return '\n';
      if (one.kind === 'link') return linkToText(one.label, one.url);
      return inlineToText(one.inside);
    })
    .join('');
}

function linkToText(label: string, url: string): string {
  const shown = url.replace(/^mailto:/, '');
  return label === url || label === shown ? label : `${label} (${shown})`;
}

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
