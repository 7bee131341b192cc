import { renderLimits } from '../limits.js';
import { onceOf } from '../once.js';
import { asItIs, type Manner, mostMoulded, writtenAlike } from './alike.js';
import { escapeMarkup } from './markup.js';
import { escapeHtml, writeMarkup } from './markup-output.js';
import { parsedOnce, type RenderedText, renderText } from './render-text.js';
import type { TemplateData } from './template-data.js';

interface WrittenBody extends RenderedText {
  readonly html: string;
}

const withMarkup: Manner = {
  quote: escapeMarkup,
  write: (rendered) => {
    const { html, text } = writeMarkup(rendered);
    return [html, text];
  },
  escapes: [escapeHtml, asItIs],
  standsApart: (mark, rendered, [html = '']) => !isBeside(mark, rendered) && !isInLink(mark, html),
};

/** Whether anything stands right beside it that could be one word, one address or one mark of markup with it. */
function isBeside(mark: string, text: string): boolean {
  const pieces = text.split(mark);
  const before = pieces
    .slice(0, -1)
    .some((piece) => !/(?:^|[\s([>"',.;:!?-])$/.test(piece) || beginsAddress.test(piece.split(/\s/).at(-1) ?? ''));
  return before || pieces.slice(1).some((piece) => !/^(?:$|[\s)\]"',.;!?-])/.test(piece));
}

/** What stands after this is in an address, whether or not it is one with a mark in it: a host has words, and no marks. */
const beginsAddress = /https?\\?:|\]\(/;

function isInLink(mark: string, html: string): boolean {
  return (html.match(/<a [^>]*>.*?<\/a>|<[^>]*>/gs) ?? []).some((tag) => tag.includes(mark));
}

/** Tags that keep nothing for what comes after them. */
const forgetful = new Set(['if', 'elsif', 'else', 'endif', 'unless', 'endunless', 'case', 'when', 'endcase']);

/**
 * A body with light markup for many. What stands between two blank lines stands by itself (markup-output.ts), in the template too
 * where every tag begins and ends there: each such piece is written once for all who are alike to it. The function answered
 * throws {@link TemplateFault}.
 */
export const bodyOnce = onceOf(100, (body: string): ((data: TemplateData) => WrittenBody) => {
  const whole = (data: TemplateData): WrittenBody => {
    const { text, blanks } = renderText(body, data, escapeMarkup);
    return { ...writeMarkup(text), blanks };
  };
  const found = piecesOf(body);
  if (found === null) return whole;
  const pieces = found.map((piece) => writtenAlike(piece, withMarkup, mostMoulded / found.length));
  return (data) => {
    const [html, text, blanks] = [[] as string[], [] as string[], new Set<string>()];
    // With what stands between the pieces.
    let length = body.length;
    for (const piece of pieces) {
      const written = piece(data);
      length += written.length;
      for (const blank of written.blanks) blanks.add(blank);
      const [inHtml = '', inText = ''] = written.parts;
      if (inHtml === '') continue;
      html.push(inHtml);
      text.push(inText);
    }
    // The whole says whether it is too long.
    if (length > renderLimits.length) return whole(data);
    return { html: html.join('\n'), text: text.join('\n\n'), blanks: [...blanks] };
  };
});

/** Null where a tag, or what one keeps or trims, may reach over a blank line. */
function piecesOf(body: string): readonly string[] | null {
  if (/\r|\{[{%]-|-[%}]\}/.test(body)) return null;
  for (const [, tag = ''] of body.matchAll(/\{%\s*(\w*)/g)) if (!forgetful.has(tag)) return null;
  const pieces = body.split(/\n(?:[^\S\n]*\n)+/);
  try {
    for (const piece of pieces) parsedOnce(piece);
    return pieces;
  } catch {
    return null;
  }
}
