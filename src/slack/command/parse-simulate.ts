import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { escaped } from '../views/text.js';
import type { CommandProblem, Intent } from './intent.js';
import { isKeyword, nameOf, textOf, type Word } from './words.js';

/** `simulate [SEQUENCE] [for ADDRESS]`; the address alone will do at the end. */
export function parseSimulate(words: readonly Word[]): Intent | CommandProblem {
  const last = words.at(-1);
  const isFor = isKeyword(words.at(-2), 'for', 'with');
  const address = last?.kind === 'text' ? parseEmailAddress(last.text) : null;
  if (address?.ok) {
    return { kind: 'simulate', sequence: nameOf(words.slice(0, isFor ? -2 : -1)), email: address.email };
  }
  if (isFor && address !== null && last !== undefined) {
    const sought = { before: textOf(words.slice(0, -1)), name: last.text, rest: '' };
    const message = escaped(address.reason);
    return { kind: 'problem', message, topic: 'simulate', ...(last.text.includes('@') ? {} : { sought }) };
  }
  return { kind: 'simulate', sequence: nameOf(words), email: null };
}
