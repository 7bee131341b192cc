import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { strictObject } from '../sequence/strict-object.js';
import { line } from '../sequence/text-schema.js';
import type { StepContent } from './content.js';
import { contentFromFile, contentToFile, variantsSchema } from './content.js';
import type { OutwardStepBase } from './step.js';
import type { FileOf } from './step-schema.js';
import { outwardFromFile, outwardKeys, outwardSchemas } from './step-schema.js';

/** Puts the contact on a stored list, which is delivered on a schedule of its own. */
export interface FulfillmentStep extends OutwardStepBase {
  readonly kind: 'fulfillment';
  readonly content: StepContent<FulfillmentContent>;
}

export interface FulfillmentContent {
  readonly source: 'inline';
  /** A stored list of items. */
  readonly list: string;
}

const own = { fulfillment: strictObject({ list: line(sequenceLimits.nameLength) }).optional() };

export const fulfillmentSchemas = outwardSchemas(
  {
    kind: z.literal('fulfillment'),
    ...own,
    variants: variantsSchema(own).optional(),
  },
  {},
);
export type FulfillmentFile = FileOf<typeof fulfillmentSchemas>;

export function fulfillmentFromFile(id: string, file: FulfillmentFile): FulfillmentStep {
  const { fulfillment, template, variants } = file;
  const content = {
    own: fulfillment,
    template,
    variants: variants?.map(({ fulfillment: text, ...rest }) => ({ ...rest, template: rest.template, own: text })),
  };
  return {
    kind: 'fulfillment',
    ...outwardFromFile(id, file),
    content: contentFromFile(content, ({ list }): FulfillmentContent => ({ source: 'inline', list })),
  };
}

export function fulfillmentToFile(step: FulfillmentStep): FulfillmentFile {
  const { own: fulfillment, template, variants } = contentToFile(step.content, ({ list }) => ({ list }));
  return {
    id: step.id,
    kind: 'fulfillment',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    fulfillment,
    template,
    variants: variants?.map(({ own: text, ...rest }) => ({ ...rest, fulfillment: text })),
  };
}
