import type { StoredSequence } from '../../app/ports/stores/sequences.js';
import type { UnknownSequence } from '../../app/sequences/findSequence.js';
import { type MessageAnswer, refused } from './answers.js';
import { named } from './refusals.js';
import { type CommandToRun, runButtons } from './run-button.js';

/**
 * "There is no such sequence", with buttons for those that may have been meant. `corrected` is the command with another
 * sequence's slug. `button` says what else the button says and does.
 */
export function unknownSequence(
  { name, nearest }: UnknownSequence,
  command: string,
  corrected: (slug: string) => string,
  button: (sequence: StoredSequence) => Partial<CommandToRun> = () => ({}),
): MessageAnswer {
  const hint = nearest.length === 0 ? ` \`${command} list\` shows all there are.` : ' Did you mean:';
  return refused(
    `There is no sequence called “${named(name)}”.${hint}`,
    runButtons(nearest.map((one) => ({ label: one.name, text: corrected(one.slug), ...button(one) }))),
  );
}
