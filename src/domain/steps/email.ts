import { z } from 'zod';
import { coded } from '../refusal.js';
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
  /** Null: the usual address, in the owner's name. */
  readonly from: MailSender | null;
  /** Null: the owner's address. */
  readonly replyTo: string | null;
}

export interface EmailContent {
  readonly source: 'inline';
  /** Null: it goes on in the thread of the mail before it. */
  readonly subject: string | null;
  readonly body: string;
}

export interface MailSender {
  /** Null: the usual one. */
  readonly address: string | null;
  /** Null: the owner's. */
  readonly name: string | null;
}

const own = { email: strictObject({ subject: line().optional(), body: templateText }).optional() };

export const emailSchemas = outwardSchemas(
  {
    kind: z.literal('email'),
    from: strictObject({ address: line().optional(), name: line().optional() })
      .refine(
        ({ address, name }) => address !== undefined || name !== undefined,
        coded('missing', '"address" or "name"'),
      )
      .optional(),
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
    content: contentFromFile(
      content,
      ({ subject, body }): EmailContent => ({ source: 'inline', subject: subject ?? null, body }),
    ),
    from: file.from ? { address: file.from.address ?? null, name: file.from.name ?? null } : null,
    replyTo: file.replyTo ?? null,
  };
}

export function emailToFile(step: EmailStep): EmailFile {
  const { from } = step;
  const {
    own: email,
    template,
    variants,
  } = contentToFile(step.content, ({ subject, body }) => ({
    subject: subject ?? undefined,
    body,
  }));
  return {
    id: step.id,
    kind: 'email',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    from: from ? { address: from.address ?? undefined, name: from.name ?? undefined } : undefined,
    replyTo: step.replyTo ?? undefined,
    email,
    template,
    variants: variants?.map(({ own: text, ...rest }) => ({ ...rest, email: text })),
  };
}
