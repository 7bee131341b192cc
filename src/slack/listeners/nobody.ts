import { actionIds, choiceValue } from '../action-ids.js';
import { type MessageAnswer, refused } from './answers.js';
import { named } from './refusals.js';
import { runButtons } from './run-button.js';

/** The value of a button that opens the form of somebody who is not stored yet begins so. */
export const newContactChoice = 'new';

/** An address that nobody has, as use cases tell it. */
export interface NobodyThere {
  readonly email: string;
  /** Addresses that may have been meant. */
  readonly nearest: readonly string[];
  /** Why the address gets nothing, where that is known. */
  readonly suppressed?: string | null;
}

/**
 * "I know nobody with that address", with buttons for those who may have been meant and one that creates the contact.
 * `corrected` is the command with another address.
 */
export function nobodyThere(
  { email, nearest, suppressed = null }: NobodyThere,
  corrected: (email: string) => string,
): MessageAnswer {
  const why = suppressed === null ? '' : ` The address is suppressed: ${named(suppressed)}.`;
  const hint = nearest.length === 0 ? '' : ' Did you mean:';
  return refused(`I know nobody with the address ${named(email)}.${why}${hint}`, [
    ...runButtons(nearest.map((near) => ({ label: near, text: corrected(near) }))),
    { action: actionIds.contact.open, label: 'Create this contact', value: choiceValue(newContactChoice, email) },
  ]);
}
