import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { postcardSizes } from '../postcard/sizes.js';
import { coded, refuse } from '../refusal.js';
import { type Problem, pathOf, zodProblems } from '../sequence/problems.js';
import { strictObject } from '../sequence/strict-object.js';
import { line, templateText } from '../sequence/text-schema.js';
import { taskTypeSchema } from '../steps/task.js';
import { checkTemplate } from './check-template.js';
import { partsOf, type StoredTemplate, templateKinds } from './stored-template.js';

/** Paths are such as `email.subject`, or `[1].email.subject` in a file of several. */
export type TemplateFile =
  | { readonly ok: true; readonly templates: readonly StoredTemplate[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const notBlank = (text: string) => text.trim() !== '';

const written = (text: z.ZodString) => text.refine(notBlank, coded('empty'));
const html = () => written(templateText).refine((text) => text.includes('<'), coded('notHtml'));
const head = {
  template: line(sequenceLimits.nameLength).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, coded('notTemplateName')),
};
const templateSchema = z.discriminatedUnion(
  'kind',
  [
    strictObject({
      ...head,
      kind: z.literal('email'),
      email: strictObject({
        subject: written(line()).optional(),
        body: written(templateText),
        format: z.enum(['text', 'html'], { error: coded('notEither', 'text', 'html') }).default('text'),
      }),
    }),
    strictObject({ ...head, kind: z.literal('sms'), sms: strictObject({ body: written(templateText) }) }),
    strictObject({
      ...head,
      kind: z.literal('task'),
      task: strictObject({
        title: written(line()),
        type: taskTypeSchema.default('todo'),
        notes: templateText.optional(),
      }),
    }),
    strictObject({
      ...head,
      kind: z.literal('postcard'),
      postcard: strictObject({
        size: z.enum(postcardSizes, { error: coded('notOneOf', postcardSizes) }).default('4x6'),
        front: html(),
        back: html(),
      }),
    }),
  ],
  { error: coded('notOneOf', templateKinds) },
);

/** A template as its file has it, as the program knows it. */
function templateOf(file: z.infer<typeof templateSchema>): StoredTemplate {
  const { template: name } = file;
  switch (file.kind) {
    case 'email':
      return { name, kind: 'email', content: { ...file.email, subject: file.email.subject ?? null } };
    case 'sms':
      return { name, kind: 'sms', content: file.sms };
    case 'task':
      return { name, kind: 'task', content: { ...file.task, notes: file.task.notes ?? null } };
    case 'postcard':
      return { name, kind: 'postcard', content: file.postcard };
  }
}

/**
 * Reads templates from what a YAML or JSON file holds: one template or a list of them. Everything wrong is told at
 * once, unknown variables in the texts included; `customFields` as in {@link checkTemplate}.
 */
export function parseTemplateFile(
  input: unknown,
  options: { readonly customFields?: readonly string[] | 'any' } = {},
): TemplateFile {
  const problems: Problem[] = [];
  const templates: StoredTemplate[] = [];
  const entries = Array.isArray(input) ? input : [input];
  if (entries.length === 0) problems.push({ path: '', ...refuse('noTemplate') });
  entries.forEach((entry, index) => {
    const prefix = Array.isArray(input) ? pathOf(index) : '';
    const parsed = templateSchema.safeParse(entry);
    if (!parsed.success) {
      problems.push(...zodProblems(parsed.error, entry, prefix));
      return;
    }
    const template = templateOf(parsed.data);
    const { name, kind } = template;
    if (templates.some((other) => other.name === name)) {
      problems.push({ path: pathOf(prefix, 'template'), ...refuse('templateTwice', name) });
    }
    for (const { key, text } of partsOf(template)) {
      const check = checkTemplate(text, options);
      if (check.ok) continue;
      for (const { code, message, line, column } of check.problems) {
        problems.push({ path: pathOf(prefix, kind, key), code, message: `line ${line}, column ${column}: ${message}` });
      }
    }
    templates.push(template);
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, templates };
}

/** Whether parsed YAML is meant to be templates rather than a sequence. */
export function looksLikeTemplates(input: unknown): boolean {
  const first: unknown = Array.isArray(input) ? input[0] : input;
  return typeof first === 'object' && first !== null && 'template' in first;
}
