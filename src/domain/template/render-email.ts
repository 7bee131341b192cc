import { htmlToText } from 'html-to-text';
import { onceOf } from '../once.js';
import { writtenAlike } from './alike.js';
import { type Footer, withFooter } from './footer.js';
import { escapeHtml } from './markup-output.js';
import { asItIs, type Copy } from './mould.js';
import { bodyOnce } from './render-body.js';
import { renderText } from './render-text.js';
import type { TemplateData } from './template-data.js';

/** What a mail is written as: light markup (markup.ts) unless `format` says that the body is HTML. */
export interface EmailContent {
  readonly subject: string;
  readonly body: string;
  readonly format?: 'text' | 'html';
}

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The mail for this data, without footer. Merge values are data: they cannot bring markup, tags or headers.
 * Throws {@link TemplateFault}; blank merge fields do not throw, {@link renderFilled} tells them.
 */
export function renderEmail(content: EmailContent, data: TemplateData): RenderedEmail {
  return renderFilled(content, data).mail;
}

/**
 * {@link renderEmail} and {@link blankFields} at once, with a footer where one is given. Where anything is blank, nobody may receive
 * the mail. `copy`: whose copy it is, where that is known.
 */
export function renderFilled(
  content: EmailContent,
  data: TemplateData,
  footer: Footer | null = null,
): { readonly mail: RenderedEmail; readonly blanks: readonly string[]; readonly copy: Copy | null } {
  const line = lineOnce(content.subject)(data);
  const [subject = ''] = line.parts();
  const body = content.format === 'html' ? inHtml(content.body, data, footer) : bodyOnce(content.body)(data, footer);
  const { html, text, copy } = body;
  return { mail: { subject, html, text }, blanks: [...new Set([...line.blanks, ...body.blanks])], copy };
}

function inHtml(body: string, data: TemplateData, footer: Footer | null) {
  const { text, blanks } = renderText(body, data, escapeHtml);
  const html = text.trim();
  const texts = { html, text: htmlToText(html, { wordwrap: false }) };
  return { ...(footer === null ? texts : withFooter(texts, footer)), blanks, copy: null };
}

/** A subject for many. */
const lineOnce = onceOf(100, (line: string) =>
  writtenAlike(line, {
    quote: asItIs,
    write: (rendered) => [oneLine(rendered)],
    escapes: [asItIs],
    standsApart: () => true,
  }),
);

/** One line, as subjects, sender names and task titles are: line breaks and control characters become spaces. */
export function renderLine(text: string, data: TemplateData): string {
  return oneLine(renderText(text, data, asItIs).text);
}

/** Several lines of plain text, as task notes are: nothing is escaped, whoever shows it escapes for the place. */
export function renderPlain(text: string, data: TemplateData): string {
  return renderText(text, data, asItIs).text.replace(/\r\n?/g, '\n').trim();
}

/**
 * The dotted paths of merge fields in this text that would come out blank with this data and have no `default`: the
 * mail must be held and somebody asked. Only what is reached counts: a branch not taken is not read.
 * Throws {@link TemplateFault}.
 */
export function blankVariables(text: string, data: TemplateData): string[] {
  return [...renderText(text, data, asItIs).blanks];
}

/** {@link blankVariables} of everything that a mail says. */
export function blankFields(content: EmailContent, data: TemplateData): string[] {
  return [...new Set([content.subject, content.body].flatMap((text) => blankVariables(text, data)))];
}

function oneLine(text: string): string {
  // Control characters and Unicode's own line ends: a header must stay one line whatever a value holds.
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
