import { Context, LiquidError, type Template, toValueSync } from 'liquidjs';
import { renderLimits } from '../limits.js';
import type { Refusal } from '../refusal.js';
import { liquid } from './engine.js';
import { blanksOf, TemplateParser, TextEmitter } from './merge-field.js';
import { sourcesOfNames } from './names.js';
import type { TemplateData } from './template-data.js';

/**
 * A text that cannot be rendered: it does not parse, or asks for more than a mail needs (an endless loop). The same
 * text and data fail again, so retrying is pointless. `message` is a sentence for people.
 */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
}

export interface RenderedText {
  readonly text: string;
  /** Dotted paths of the merge fields that came out blank and have no default, each once, in order of appearance. */
  readonly blanks: readonly string[];
}

/** What a text reads. The engine answers a `size` that somebody lacks with how many fields they have; it is blank, as any other. */
class Fields extends Context {
  override readProperty(...[of, key]: Parameters<Context['readProperty']>): unknown {
    const hasFields = typeof of === 'object' && of !== null && !Array.isArray(of);
    return key === 'size' && hasFields && !Object.hasOwn(of, key) ? undefined : super.readProperty(of, key);
  }
}

/**
 * Renders a Liquid text. Each value of a merge field passes through `quote` on its way out.
 * Throws {@link TemplateFault}.
 */
export function renderText(template: string, data: TemplateData, quote: (value: string) => string): RenderedText {
  try {
    const templates = parsedOnce(template);
    const emitter = new TextEmitter(quote, renderLimits.length);
    const context = new Fields({ ...data }, liquid.options, { sync: true }, { liquid });
    toValueSync(liquid.renderer.renderTemplates(templates, context, emitter));
    const blanks = blanksOf(context);
    // A filter may cut a character in two (the first letter of a name that is an emoji): no database takes half of one.
    const text = emitter.buffer.replace(/\p{Surrogate}/gu, '\ufffd');
    if (blanks.length === 0) return { text, blanks };
    return { text, blanks: [...new Set(blanks.flatMap(sourcesOfNames(templates)))] };
  } catch (error) {
    throw new TemplateFault(faultsOf(error)[0]?.message ?? 'the text cannot be rendered');
  }
}

/** Characters of templates that are kept parsed: some hundred mails. */
const keptCharacters = 1_000_000;
const parsed = new Map<string, Template[]>();
let kept = 0;

/** A text is parsed once for the many mails that it becomes; rendering changes nothing of what was parsed. Throws as {@link parseTemplate}. */
export function parsedOnce(template: string): Template[] {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const templates = parseTemplate(template);
  if (kept + template.length > keptCharacters) {
    parsed.clear();
    kept = 0;
  }
  parsed.set(template, templates);
  kept += template.length;
  return templates;
}

/** Parses a text. Throws what {@link faultsOf} reads. */
export function parseTemplate(template: string): Template[] {
  return new TemplateParser().parse(template);
}

/** What the engine says of a text. */
export interface TextFault {
  readonly message: string;
  /** From 1; both 1 where the engine does not tell. */
  readonly line: number;
  readonly column: number;
}

/** The same in words for people. */
export interface TextProblem extends TextFault, Refusal {}

/** What went wrong, with its place, from anything that the engine throws. */
export function faultsOf(error: unknown): TextFault[] {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors.flatMap(faultsOf);
  if (!LiquidError.is(error))
    return [{ message: error instanceof Error ? error.message : String(error), line: 1, column: 1 }];
  const [line = 1, column = 1] = error.token.getPosition();
  return [{ message: (error.originalError ?? error).message.replace(/, line:\d+, col:\d+$/, ''), line, column }];
}
