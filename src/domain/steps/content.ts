import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { idSchema, line } from '../sequence/text-schema.js';

/** A stored template's name in place of the content. */
export interface TemplateReference {
  readonly source: 'template';
  readonly template: string;
}

/** One way of a split test. */
export interface Variant<C> {
  readonly id: string;
  /** Positive; its share is the weight by the sum of all. */
  readonly weight: number;
  readonly content: C | TemplateReference;
}

/** A split test: each enrollment gets one of the variants (see `variantFor`). */
export interface SplitTest<C> {
  readonly source: 'variants';
  readonly variants: readonly Variant<C>[];
}

/** What an outward step says: its own content, a stored one, or a split test of these. `C` has `source: 'inline'`. */
export type StepContent<C> = C | TemplateReference | SplitTest<C>;

const weightMessage = coded('notWeight', sequenceLimits.weight);

/** `variants`, each with the keys of the kind's own content. Exactly one content in each, and ids, are checked apart. */
export function variantsSchema<const S extends z.core.$ZodShape>(own: S) {
  const variant = strictObject({
    id: idSchema,
    weight: z.number({ error: weightMessage }).positive(weightMessage).max(sequenceLimits.weight, weightMessage),
    template: line(sequenceLimits.nameLength).optional(),
    ...own,
  });
  return z
    .array(variant, { error: coded('notList', 'variants') })
    .min(1, coded('noneInList', 'variant'))
    .max(sequenceLimits.variants, coded('tooMany', sequenceLimits.variants, 'variants'));
}

/** A content as the file has it, its own key read as `own`. */
interface ContentFile<F> {
  readonly own: F | undefined;
  readonly template: string | undefined;
}

interface VariantFile<F> extends ContentFile<F> {
  readonly id: string;
  readonly weight: number;
}

/** Reads what was checked to be exactly one content. */
export function contentFromFile<F, C>(
  file: ContentFile<F> & { readonly variants: readonly VariantFile<F>[] | undefined },
  read: (own: F) => C,
): StepContent<C> {
  if (file.variants === undefined) return singleFromFile(file, read);
  const variants = file.variants.map(({ id, weight, ...content }) => {
    return { id, weight, content: singleFromFile(content, read) };
  });
  return { source: 'variants', variants };
}

function singleFromFile<F, C>({ own, template }: ContentFile<F>, read: (own: F) => C): C | TemplateReference {
  return own === undefined ? { source: 'template', template: template ?? '' } : read(own);
}

/** The keys of a content in the file, each only where it is given; the kind's own content is called `own`. */
export function contentToFile<F, C extends { readonly source: 'inline' }>(
  content: StepContent<C>,
  write: (content: C) => F,
) {
  if (content.source === 'variants') {
    const variants = content.variants.map((variant) => {
      return { id: variant.id, weight: variant.weight, ...singleToFile(variant.content, write) };
    });
    return { own: undefined, template: undefined, variants };
  }
  return { ...singleToFile(content, write), variants: undefined };
}

function singleToFile<F, C extends { readonly source: 'inline' }>(
  content: C | TemplateReference,
  write: (content: C) => F,
): ContentFile<F> {
  return content.source === 'inline'
    ? { own: write(content), template: undefined }
    : { own: undefined, template: content.template };
}
