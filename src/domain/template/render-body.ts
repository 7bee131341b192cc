import { renderLimits } from '../limits.js';
import { onceOf } from '../once.js';
import { type Manner, mostCasts, mostCharacters, writtenAlike } from './alike.js';
import { alikeBodies, type FilledBody } from './alike-bodies.js';
import { type Footer, footed, footOf, withFooter } from './footer.js';
import { escapeMarkup } from './markup.js';
import { escapeHtml, writeMarkup } from './markup-output.js';
import { asItIs, type Copy, type Mould, type Texts } from './mould.js';
import { parsedOnce, type RenderedText, renderText } from './render-text.js';
import type { TemplateData } from './template-data.js';

/** A body with its footer: whose copy it is, where that is known, or its own texts. */
interface WrittenBody extends Pick<RenderedText, 'blanks'> {
  readonly says: Copy | Texts;
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

/** So much longer than the body is what is kept of a mould: text and HTML, with and without a footer, and as they are sent. */
const timesAsLong = 8;
/** Footers of one body of which something is kept: each workspace has one or two. */
const mostFooters = 2;

/** Tags that keep nothing for what comes after them. */
const forgetful = new Set(['if', 'elsif', 'else', 'endif', 'unless', 'endunless', 'case', 'when', 'endcase']);

/**
 * A body with light markup for many, with its footer where one is given. What stands between two blank lines stands by itself
 * (markup-output.ts), in the template too where every tag begins and ends there: each such piece is written once for all who are
 * alike to it. The function answered throws {@link TemplateFault}.
 */
export const bodyOnce = onceOf(100, (body: string): ((data: TemplateData, footer?: Footer | null) => WrittenBody) => {
  const whole = (data: TemplateData, footer: Footer | null): WrittenBody => {
    const { text, blanks } = renderText(body, data, escapeMarkup);
    return { says: withFoot(writeMarkup(text), footer), blanks };
  };
  const found = piecesOf(body);
  if (found === null) return (data, footer = null) => whole(data, footer);
  const pieces = found.map((piece) => writtenAlike(piece, withMarkup, mostCharacters / found.length));
  const most = Math.min(mostCasts, Math.ceil(mostCharacters / (timesAsLong * body.length)));
  const alike = alikeBodies(most);
  const onFoot = onceOf(mostFooters, (foot: Mould) => onceOf(most, (own: Mould) => footed(own, foot)));
  const filled = ({ mould, words, blanks, length }: FilledBody, data: TemplateData, footer: Footer | null) => {
    // With what stands between the pieces; the whole says whether it is too long.
    if (length + body.length > renderLimits.length) return whole(data, footer);
    const foot = footer && footOf(footer);
    if (foot === null) return { says: { mould, words }, blanks };
    return { says: { mould: onFoot(foot.mould)(mould), words: [...words, ...foot.words] }, blanks };
  };
  return (data, footer = null) => {
    const known = alike.of(data);
    if (known !== null) return filled(known, data, footer);
    const written = pieces.map((piece) => piece(data));
    const fillings = written.flatMap(({ filling }) => filling ?? []);
    if (fillings.length === written.length) return filled(alike.from(data, fillings), data, footer);
    const length = written.reduce((sum, one) => sum + one.length, body.length);
    if (length > renderLimits.length) return whole(data, footer);
    const blanks = [...new Set(written.flatMap((one) => one.blanks))];
    const parts = written.map((one) => one.parts()).filter(([html]) => html !== '');
    const [html, text] = [parts.map(([inHtml]) => inHtml).join('\n'), parts.map(([, inText]) => inText).join('\n\n')];
    return { says: withFoot({ html, text }, footer), blanks };
  };
});

function withFoot(texts: Texts, footer: Footer | null): Texts {
  return footer === null ? texts : withFooter(texts, footer);
}

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
