import type { UnknownSequence } from '../../app/sequences/findSequence.js';
import { type MessageAnswer, refused } from './answers.js';
import { named } from './refusals.js';
import { runButtons } from './run-button.js';

/**
 * "There is no such sequence", with buttons for those that may have been meant. `corrected` is the command with another
 * sequence's slug.
 */
export function unknownSequence(
  { name, nearest }: UnknownSequence,
  command: string,
  corrected: (slug: string) => string,
): MessageAnswer {
  const hint = nearest.length === 0 ? ` \`${command} list\` shows all there are.` : ' Did you mean:';
  return refused(
    `There is no sequence called “${named(name)}”.${hint}`,
    runButtons(nearest.map((one) => ({ label: one.name, text: corrected(one.slug) }))),
  );
}
