import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { strictObject } from '../sequence/strict-object.js';
import { line } from '../sequence/text-schema.js';
import type { StepContent } from './content.js';
import { contentFromFile, contentToFile, variantsSchema } from './content.js';
import type { OutwardStepBase } from './step.js';
import type { FileOf } from './step-schema.js';
import { outwardFromFile, outwardKeys, outwardSchemas } from './step-schema.js';

/** A printed card by post; its front and back are stored. */
export interface PostcardStep extends OutwardStepBase {
  readonly kind: 'postcard';
  readonly content: StepContent<PostcardContent>;
}

export interface PostcardContent {
  readonly source: 'inline';
  /** A stored front and back. */
  readonly template: string;
}

const own = { postcard: strictObject({ template: line(sequenceLimits.nameLength) }).optional() };

export const postcardSchemas = outwardSchemas(
  {
    kind: z.literal('postcard'),
    ...own,
    variants: variantsSchema(own).optional(),
  },
  {},
);
export type PostcardFile = FileOf<typeof postcardSchemas>;

export function postcardFromFile(id: string, file: PostcardFile): PostcardStep {
  const { postcard, template, variants } = file;
  const content = {
    own: postcard,
    template,
    variants: variants?.map(({ postcard: text, ...rest }) => ({ ...rest, template: rest.template, own: text })),
  };
  return {
    kind: 'postcard',
    ...outwardFromFile(id, file),
    content: contentFromFile(content, (card): PostcardContent => ({ source: 'inline', template: card.template })),
  };
}

export function postcardToFile(step: PostcardStep): PostcardFile {
  const { own: postcard, template, variants } = contentToFile(step.content, (card) => ({ template: card.template }));
  return {
    id: step.id,
    kind: 'postcard',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    postcard,
    template,
    variants: variants?.map(({ own: text, ...rest }) => ({ ...rest, postcard: text })),
  };
}
