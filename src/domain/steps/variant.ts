import type { SplitTest, StepContent, TemplateReference, Variant } from './content.js';
import { isOutward, type Step } from './step.js';
import type { StepId } from './step-kind.js';

/**
 * The variant that an enrollment gets of a step's split test: a pure function of both ids, so that a retry or a restart
 * never changes it, and spread over enrollments by the weights.
 */
export function variantFor<C>({ variants }: SplitTest<C>, enrollmentId: string, stepId: StepId): Variant<C> {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let left = shareOf(`${enrollmentId}/${stepId}`) * total;
  const chosen = variants.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  // The last where rounding left a rest.
  const variant = chosen ?? variants.at(-1);
  if (!variant) throw new RangeError(`the split test of ${stepId} has no variants`);
  return variant;
}

/** What a step says to one enrollment: its content, or that of the enrollment's variant. */
export function contentFor<C extends { readonly source: 'inline' }>(
  content: StepContent<C>,
  enrollmentId: string,
  stepId: StepId,
): C | TemplateReference {
  return content.source === 'variants' ? variantFor(content, enrollmentId, stepId).content : content;
}

/** The id of the variant that an enrollment gets of a step; null where the step has no split test. */
export function variantIdFor(step: Step, enrollmentId: string): string | null {
  if (!isOutward(step) || step.content.source !== 'variants') return null;
  return variantFor<unknown>(step.content, enrollmentId, step.id).id;
}

/** A number from 0 up to 1 that belongs to a text: FNV-1a, its bits mixed once more so that near texts lie far apart. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
