import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { escaped } from '../views/text.js';
import type { CommandProblem } from './intent.js';
import type { Verb } from './verbs.js';
import { isKeyword, nameOf, textOf, type Word } from './words.js';

/**
 * The one address that a command begins with, and the words after it; null where nothing was said. A name in its place is a
 * problem that says who is sought.
 */
export function readOneAddress(
  topic: Verb,
  words: readonly Word[],
): { readonly kind: 'address'; readonly email: string; readonly rest: readonly Word[] } | CommandProblem | null {
  const [first, ...rest] = words;
  if (first === undefined) return null;
  const address = parseEmailAddress(first.text);
  if (!address.ok) return { kind: 'problem', message: escaped(address.reason), topic, ...soughtIn(words) };
  if (rest.some((word) => word.kind === 'text' && parseEmailAddress(word.text).ok)) {
    return { kind: 'problem', message: `\`${topic}\` takes one address at a time.`, topic };
  }
  return { kind: 'address', email: address.email, rest };
}

/** Words before `in`, `from`, `at` or `on` that are somebody's name. */
function soughtIn(words: readonly Word[]): Pick<CommandProblem, 'sought'> {
  const end = words.findIndex((word) => isKeyword(word, 'in', 'from', 'at', 'on'));
  const named = end < 0 ? words : words.slice(0, end);
  const name = nameOf(named);
  const isName = named.every(({ kind, text }) => (kind === 'text' || kind === 'quoted') && !text.includes('@'));
  return name !== null && isName ? { sought: { before: '', name, rest: textOf(words.slice(named.length)) } } : {};
}
