import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { escaped } from '../views/text.js';
import type { CommandProblem } from './intent.js';
import type { Verb } from './verbs.js';
import type { Word } from './words.js';

/** The one address that a command begins with, and the words after it; null where nothing was said. */
export function readOneAddress(
  topic: Verb,
  [first, ...rest]: readonly Word[],
): { readonly kind: 'address'; readonly email: string; readonly rest: readonly Word[] } | CommandProblem | null {
  if (first === undefined) return null;
  const address = parseEmailAddress(first.text);
  if (!address.ok) return { kind: 'problem', message: escaped(address.reason), topic };
  if (rest.some((word) => word.kind === 'text' && parseEmailAddress(word.text).ok)) {
    return { kind: 'problem', message: `\`${topic}\` takes one address at a time.`, topic };
  }
  return { kind: 'address', email: address.email, rest };
}
