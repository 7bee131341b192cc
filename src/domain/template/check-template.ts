import { analyzeSync, type Variable } from 'liquidjs';
import { type Refusal, refuse } from '../refusal.js';
import { type PieceProblem, piecesProblems } from './check-pieces.js';
import { didYouMean, nearest } from './nearest.js';
import { inPlainWords, offsetOf } from './plain-words.js';
import { faultsOf, parseTemplate, type TextProblem } from './render-text.js';
import { knownVariables } from './template-data.js';

export type TemplateCheck =
  | { readonly ok: true /** Dotted paths used, sorted, each once. */; readonly variables: readonly string[] }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

export interface TemplateCheckOptions {
  /**
   * The names of the contacts' custom fields, where they are known: `contact.fields.NAME` and, short, `contact.NAME`.
   * `'any'` (the default) takes every name after `contact.fields`, and none directly after `contact`, so that
   * `contact.fristName` is still found to be a slip.
   */
  readonly customFields?: readonly string[] | 'any';
}

/**
 * Reads a text as it would be when saved: does it parse, and is every variable known? Names that the text makes itself
 * (assign, capture, for) are its own affair. Lines and columns count from 1.
 */
export function checkTemplate(text: string, options: TemplateCheckOptions = {}): TemplateCheck {
  const customFields = options.customFields ?? 'any';
  const misread = piecesProblems(text, roots);
  try {
    const used = Object.values(analyzeSync(parseTemplate(text)).globals).flat();
    const unknown = used.flatMap((variable) => {
      const why = problemWith(variable, customFields);
      return why === null ? [] : [{ ...why, line: variable.location.row, column: variable.location.col }];
    });
    // Names need no word where the piece that they stand in is read otherwise than it is written.
    const isHidden = (problem: TextProblem) => misread.some((piece) => piece.hides && isInside(piece, text, problem));
    const problems = [...misread.map(placed), ...unknown.filter((problem) => !isHidden(problem))];
    if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace) };
    return { ok: true, variables: [...new Set(used.map(String))].sort() };
  } catch (error) {
    const told = inPlainWords(faultsOf(error), text);
    // What the engine cannot read is told by the piece; it names the tag around that.
    const engine = misread.length === 0 ? told : told.filter(({ code }) => code !== 'notReadable');
    const more = misread.filter((piece) => !engine.some((one) => byPlace(one, piece) === 0));
    return { ok: false, problems: [...engine, ...more.map(placed)].sort(byPlace) };
  }
}

function placed({ code, message, line, column }: PieceProblem): TextProblem {
  return { code, message, line, column };
}

function isInside({ begin, end }: PieceProblem, text: string, place: TextProblem): boolean {
  const at = offsetOf(text, place);
  return begin <= at && at < end;
}

const roots = [...new Set(knownVariables.map((path) => path.split('.', 1)[0] ?? path))];

/** Properties that Liquid itself gives to lists and texts. */
const builtIn = ['size', 'first', 'last'];

function problemWith(variable: Variable, customFields: readonly string[] | 'any'): Refusal | null {
  const path = String(variable);
  const segments = variable.segments.map(String);
  if (variable.segments.some((segment) => typeof segment === 'object')) {
    return refuse('lookedUp', path);
  }
  const last = segments.at(-1) ?? '';
  const isPart = segments.length > 1 && (builtIn.includes(last) || typeof variable.segments.at(-1) === 'number');
  const whole = isPart ? segments.slice(0, -1) : segments;
  const [root, name, custom] = whole;
  if (knownVariables.includes(whole.join('.'))) return null;
  if (root === 'contact' && name === 'fields' && whole.length === 3 && custom !== undefined) {
    if (customFields === 'any' || customFields.includes(custom)) return null;
    const near = didYouMean(custom, customFields).replace('mean ', 'mean contact.fields.');
    return refuse('unknownField', path, custom, near);
  }
  const direct = customFields === 'any' ? [] : customFields;
  if (root === 'contact' && whole.length === 2 && name !== undefined && direct.includes(name)) return null;
  return refuse('unknownVariable', path, advice(whole, direct));
}

/** What to write instead. Names are compared with those of the same owner: a shared `contact.` makes nothing alike. */
function advice(segments: readonly string[], direct: readonly string[]): string {
  const [root = '', name] = segments;
  const known = [...knownVariables, ...direct.map((field) => `contact.${field}`)].map((path) => path.split('.'));
  const namesUnder = (one: string) =>
    known.flatMap(([of, under]) => (of === one && under !== undefined ? [under] : []));
  if (name === undefined) {
    const [example] = namesUnder(root);
    if (example !== undefined) return ` by itself; write what of it, as in ${root}.${example}`;
    const cell = nearest(root, namesUnder('contact'));
    if (cell !== null) return `; did you mean contact.${cell}?`;
    return didYouMean(root, roots) || `; a text can use ${roots.join(', ')}`;
  }
  if (!roots.includes(root)) {
    const nearRoot = nearest(root, roots);
    return nearRoot === null ? `; a text can use ${roots.join(', ')}` : `; did you mean ${nearRoot}.${name}?`;
  }
  const near = nearest(name, namesUnder(root));
  if (near !== null) return `; did you mean ${root}.${near}?`;
  if (root !== 'contact') return `; ${root} has ${namesUnder(root).join(', ')}`;
  return `; a custom field is written contact.fields.${name}`;
}

function byPlace(one: TextProblem, other: TextProblem): number {
  return one.line - other.line || one.column - other.column;
}
