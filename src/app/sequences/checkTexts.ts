import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Step } from '../../domain/steps/step.js';
import { textsOf } from '../../domain/steps/step-texts.js';
import { checkTemplate, type TemplateCheckOptions } from '../../domain/template/check-template.js';
import { didYouMean } from '../../domain/template/nearest.js';
import { isTemplateKind, type StoredTemplate, templateKinds } from '../../domain/template/stored-template.js';
import type { Tables } from '../ports/store.js';

/** What the texts of steps may call by name. */
export interface KnownNames {
  /** Stored templates. */
  readonly templates: readonly Pick<StoredTemplate, 'name' | 'kind'>[];
  /** Names and slugs of stored sequences. */
  readonly sequences: readonly string[];
  readonly customFields: NonNullable<TemplateCheckOptions['customFields']>;
}

/** What is stored in a workspace. While it has no contact, every custom field is taken. */
export async function knownNames(
  tables: Pick<Tables, 'templates' | 'contacts' | 'sequences'>,
  workspaceId: string,
): Promise<KnownNames> {
  const templates = await tables.templates.all(workspaceId);
  const fields = await tables.contacts.fieldNames(workspaceId);
  const sequences = await tables.sequences.all(workspaceId);
  return {
    templates: templates.map(({ name, kind }) => ({ name, kind })),
    sequences: sequences.flatMap(({ name, slug }) => [name, slug]),
    customFields: fields ?? 'any',
  };
}

/** What is wrong with the texts of a step at `path`: unknown variables, templates that are not stored. Paths as in the file. */
export function stepTextProblems(step: Step, path: readonly PathSegment[], known: KnownNames): Problem[] {
  return textsOf(step).flatMap(({ at, text }) => {
    const here = pathOf(...path, ...at);
    if (at.at(-1) === 'template') return templateProblems(step, text, here, known);
    const check = checkTemplate(text, known);
    if (check.ok) return [];
    const place = (line: number, column: number) => (text.includes('\n') ? `line ${line}, column ${column}: ` : '');
    return check.problems.map(({ message, line, column }) => ({ path: here, message: place(line, column) + message }));
  });
}

function templateProblems({ kind }: Step, name: string, path: string, known: KnownNames): Problem[] {
  if (!isTemplateKind(kind)) {
    const message = `stored templates are for ${templateKinds.join(', ')}; write the ${kind} itself`;
    return [{ path, message }];
  }
  const found = known.templates.find((template) => template.name === name);
  if (found?.kind === kind) return [];
  if (found !== undefined) return [{ path, message: `${name} is a template for ${found.kind}, not for ${kind}` }];
  const names = known.templates.filter((template) => template.kind === kind).map((template) => template.name);
  return [{ path, message: `no template is called ${name}${didYouMean(name, names)}` }];
}
