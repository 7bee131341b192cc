import type { FoundMember } from '../../app/people/findMember.js';
import { didYouMean, named } from './refusals.js';

/** Why somebody who was named cannot be found or chosen, in mrkdwn. */
export function personRefused(problem: Extract<FoundMember, { ok: false }>): string {
  if (problem.reason === 'refused-person') {
    return `${named(problem.named)} cannot be chosen: guests, bots and people who left do not work with Drumbeat.`;
  }
  return `I know nobody here called ${named(problem.named)}.${didYouMean(problem.nearest === null ? [] : [problem.nearest])}`;
}
