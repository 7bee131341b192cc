import type { PathSegment } from '../sequence/problems.js';
import type { EmailStep } from '../steps/email.js';

/**
 * Where a mail has no subject of its own and so goes on in the thread of the mail before it: the places as in the file, one
 * for each way of a split test. `isFollowUp`: whether a stored text has none.
 */
export function followUpsIn({ content }: EmailStep, isFollowUp: (template: string) => boolean): PathSegment[][] {
  const single = (one: Exclude<EmailStep['content'], { source: 'variants' }>): PathSegment[][] => {
    if (one.source === 'inline') return one.subject === null ? [['email', 'subject']] : [];
    return isFollowUp(one.template) ? [['template']] : [];
  };
  if (content.source !== 'variants') return single(content);
  return content.variants.flatMap((variant, index) =>
    single(variant.content).map((path) => ['variants', index, ...path]),
  );
}
