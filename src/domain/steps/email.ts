import { z } from 'zod';
import { strictObject } from '../sequence/strict-object.js';
import type { OutwardStepBase, TemplateReference } from './step.js';
import { line, outwardFromFile, outwardKeys, outwardShape, templateText } from './step-schema.js';

/** A mail. Texts are Liquid templates. */
export interface EmailStep extends OutwardStepBase {
  readonly kind: 'email';
  readonly content: EmailContent | TemplateReference;
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

export const emailSchema = strictObject({
  ...outwardShape,
  kind: z.literal('email'),
  from: strictObject({ address: line(), name: line().optional() }).optional(),
  replyTo: line().optional(),
  email: strictObject({ subject: line(), body: templateText }).optional(),
});
export type EmailFile = z.infer<typeof emailSchema>;

export function emailFromFile(id: string, file: EmailFile): EmailStep {
  return {
    kind: 'email',
    ...outwardFromFile(id, file),
    content: file.email
      ? { source: 'inline', subject: file.email.subject, body: file.email.body }
      : { source: 'template', template: file.template ?? '' },
    from: file.from ? { address: file.from.address, name: file.from.name ?? null } : null,
    replyTo: file.replyTo ?? null,
  };
}

export function emailToFile(step: EmailStep): EmailFile {
  const { content, from } = step;
  return {
    id: step.id,
    kind: 'email',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    from: from ? { address: from.address, name: from.name ?? undefined } : undefined,
    replyTo: step.replyTo ?? undefined,
    email: content.source === 'inline' ? { subject: content.subject, body: content.body } : undefined,
    template: content.source === 'template' ? content.template : undefined,
  };
}
