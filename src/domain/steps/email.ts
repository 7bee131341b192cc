import { z } from 'zod';
import { strictObject } from '../sequence/strict-object.js';
import { line, templateText } from '../sequence/text-schema.js';
import type { StepContent } from './content.js';
import { contentFromFile, contentToFile, variantsSchema } from './content.js';
import type { OutwardStepBase } from './step.js';
import type { FileOf } from './step-schema.js';
import { outwardFromFile, outwardKeys, outwardSchemas } from './step-schema.js';

/** A mail. Texts are Liquid templates. */
export interface EmailStep extends OutwardStepBase {
  readonly kind: 'email';
  readonly content: StepContent<EmailContent>;
  /** Null: the owner. */
  readonly from: MailSender | null;
  /** Null: the owner's address. */
  readonly replyTo: string | null;
}

export interface EmailContent {
  readonly source: 'inline';
  readonly subject: string;
  readonly body: string;
}

export interface MailSender {
  readonly address: string;
  readonly name: string | null;
}

const own = { email: strictObject({ subject: line(), body: templateText }).optional() };

export const emailSchemas = outwardSchemas(
  {
    kind: z.literal('email'),
    from: strictObject({ address: line(), name: line().optional() }).optional(),
    replyTo: line().optional(),
    ...own,
    variants: variantsSchema(own).optional(),
  },
  {},
);
export type EmailFile = FileOf<typeof emailSchemas>;

export function emailFromFile(id: string, file: EmailFile): EmailStep {
  const { email, template, variants } = file;
  const content = {
    own: email,
    template,
    variants: variants?.map(({ email: text, ...rest }) => ({ ...rest, template: rest.template, own: text })),
  };
  return {
    kind: 'email',
    ...outwardFromFile(id, file),
    content: contentFromFile(content, ({ subject, body }): EmailContent => ({ source: 'inline', subject, body })),
    from: file.from ? { address: file.from.address, name: file.from.name ?? null } : null,
    replyTo: file.replyTo ?? null,
  };
}

export function emailToFile(step: EmailStep): EmailFile {
  const { from } = step;
  const { own: email, template, variants } = contentToFile(step.content, ({ subject, body }) => ({ subject, body }));
  return {
    id: step.id,
    kind: 'email',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    from: from ? { address: from.address, name: from.name ?? undefined } : undefined,
    replyTo: step.replyTo ?? undefined,
    email,
    template,
    variants: variants?.map(({ own: text, ...rest }) => ({ ...rest, email: text })),
  };
}
