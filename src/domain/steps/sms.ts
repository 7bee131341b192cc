import { z } from 'zod';
import { strictObject } from '../sequence/strict-object.js';
import { line, templateText } from '../sequence/text-schema.js';
import type { StepContent } from './content.js';
import { contentFromFile, contentToFile, variantsSchema } from './content.js';
import type { OutwardStepBase } from './step.js';
import type { FileOf } from './step-schema.js';
import { outwardFromFile, outwardKeys, outwardSchemas } from './step-schema.js';

/** A text message to the contact's phone. Its text is a Liquid template. */
export interface SmsStep extends OutwardStepBase {
  readonly kind: 'sms';
  readonly content: StepContent<SmsContent>;
  /** One of the account's numbers; null: the account's first. */
  readonly from: string | null;
}

export interface SmsContent {
  readonly source: 'inline';
  readonly body: string;
}

const own = { sms: strictObject({ body: templateText }).optional() };

export const smsSchemas = outwardSchemas(
  {
    kind: z.literal('sms'),
    from: line().optional(),
    ...own,
    variants: variantsSchema(own).optional(),
  },
  {},
);
export type SmsFile = FileOf<typeof smsSchemas>;

export function smsFromFile(id: string, file: SmsFile): SmsStep {
  const { sms, template, variants } = file;
  const content = {
    own: sms,
    template,
    variants: variants?.map(({ sms: text, ...rest }) => ({ ...rest, template: rest.template, own: text })),
  };
  return {
    kind: 'sms',
    ...outwardFromFile(id, file),
    content: contentFromFile(content, ({ body }): SmsContent => ({ source: 'inline', body })),
    from: file.from ?? null,
  };
}

export function smsToFile(step: SmsStep): SmsFile {
  const { own: sms, template, variants } = contentToFile(step.content, ({ body }) => ({ body }));
  return {
    id: step.id,
    kind: 'sms',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    from: step.from ?? undefined,
    sms,
    template,
    variants: variants?.map(({ own: text, ...rest }) => ({ ...rest, sms: text })),
  };
}
