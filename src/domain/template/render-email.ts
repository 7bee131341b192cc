import { htmlToText } from 'html-to-text';
import { onceOf } from '../once.js';
import { writtenAlike } from './alike.js';
import { type Footer, withFooter } from './footer.js';
import { escapeHtml } from './markup-output.js';
import { asItIs, type Copy, type Texts, textsOf } from './mould.js';
import { bodyOnce } from './render-body.js';
import { renderText } from './render-text.js';
import type { TemplateData } from './template-data.js';

/** What a mail is written as: light markup (markup.ts) unless `format` says that the body is HTML. */
export interface EmailContent {
  readonly subject: string;
  readonly body: string;
  readonly format?: 'text' | 'html';
}

export interface RenderedEmail extends Texts {
  readonly subject: string;
}

/** A mail for somebody. */
export interface FilledEmail {
  readonly subject: string;
  /** Whose copy it is, where that is known, or its own texts. */
  readonly says: Copy | Texts;
  /** Where anything is blank, nobody may receive the mail. */
  readonly blanks: readonly string[];
}

/**
 * The mail for this data, without footer. Merge values are data: they cannot bring markup, tags or headers.
 * Throws {@link TemplateFault}; blank merge fields do not throw, {@link fillEmail} tells them.
 */
export function renderEmail(content: EmailContent, data: TemplateData): RenderedEmail {
  const { subject, says } = fillEmail(content, data);
  return { subject, ...('mould' in says ? textsOf(says) : says) };
}

/** The same with a footer where one is given; the texts of a copy are not put together. With what {@link blankFields} tells. */
export function fillEmail(content: EmailContent, data: TemplateData, footer: Footer | null = null): FilledEmail {
  const line = lineOnce(content.subject)(data);
  const [subject = ''] = line.parts();
  const body = content.format === 'html' ? inHtml(content.body, data, footer) : bodyOnce(content.body)(data, footer);
  return { subject, says: body.says, blanks: [...new Set([...line.blanks, ...body.blanks])] };
}

function inHtml(body: string, data: TemplateData, footer: Footer | null) {
  const { text, blanks } = renderText(body, data, escapeHtml);
  const html = text.trim();
  const texts = { html, text: htmlToText(html, { wordwrap: false }) };
  return { says: footer === null ? texts : withFooter(texts, footer), blanks };
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
