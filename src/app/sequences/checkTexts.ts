import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Step } from '../../domain/steps/step.js';
import { checkTemplate, type TemplateCheckOptions } from '../../domain/template/check-template.js';
import { didYouMean } from '../../domain/template/nearest.js';
import type { Tables } from '../ports/store.js';

/** What the texts of steps may call by name. */
export interface KnownNames {
  /** Names of stored mail templates. */
  readonly templates: readonly string[];
  readonly customFields: NonNullable<TemplateCheckOptions['customFields']>;
}

/** What is stored in a workspace. While it has no contact, every custom field is taken. */
export async function knownNames(
  tables: Pick<Tables, 'templates' | 'contacts'>,
  workspaceId: string,
): Promise<KnownNames> {
  const templates = await tables.templates.all(workspaceId);
  const fields = await tables.contacts.fieldNames(workspaceId);
  return { templates: templates.map(({ name }) => name), customFields: fields ?? 'any' };
}

/** What is wrong with the texts of steps: unknown variables, templates that are not stored. Paths as in the file. */
export function textProblems(steps: readonly Step[], path: readonly PathSegment[], known: KnownNames): Problem[] {
  return steps.flatMap((step, index) => stepTextProblems(step, [...path, index], known));
}

/** The same for one step, which stands at `path`. */
export function stepTextProblems(step: Step, path: readonly PathSegment[], known: KnownNames): Problem[] {
  return textsOf(step).flatMap(({ at, text }) => {
    const here = pathOf(...path, ...at);
    if (at[0] === 'template') return templateProblems(step, text, here, known);
    const check = checkTemplate(text, known);
    if (check.ok) return [];
    const place = (line: number, column: number) => (text.includes('\n') ? `line ${line}, column ${column}: ` : '');
    return check.problems.map(({ message, line, column }) => ({ path: here, message: place(line, column) + message }));
  });
}

export interface StepText {
  /** Where it stands in the step, as in the file; `template`: the text is the name of a stored one. */
  readonly at: readonly string[];
  readonly text: string;
}

/** Every text of a step with its place: complete by the compiler's word. */
const texts: { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>) => (StepText | null)[] } = {
  delay: () => [],
  email: ({ content, from, replyTo }) => [
    ...(content.source === 'template'
      ? [{ at: ['template'], text: content.template }]
      : [
          { at: ['email', 'subject'], text: content.subject },
          { at: ['email', 'body'], text: content.body },
        ]),
    from === null ? null : { at: ['from', 'address'], text: from.address },
    from?.name == null ? null : { at: ['from', 'name'], text: from.name },
    replyTo === null ? null : { at: ['replyTo'], text: replyTo },
  ],
  task: ({ content }) =>
    content.source === 'template'
      ? [{ at: ['template'], text: content.template }]
      : [
          { at: ['task', 'title'], text: content.title },
          content.notes === null ? null : { at: ['task', 'notes'], text: content.notes },
        ],
};

/** Every text of a step with its place. */
export function textsOf(step: Step): StepText[] {
  const read: (step: never) => (StepText | null)[] = texts[step.kind];
  return read(step as never).flatMap((text) => text ?? []);
}

function templateProblems({ kind }: Step, name: string, path: string, known: KnownNames): Problem[] {
  if (kind !== 'email') return [{ path, message: 'stored templates are for mails; write the task itself' }];
  if (known.templates.includes(name)) return [];
  return [{ path, message: `no template is called ${name}${didYouMean(name, known.templates)}` }];
}
