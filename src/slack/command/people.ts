import { emailKey, parseEmailAddress } from '../../domain/contact/email-address.js';
import { parseOwnerReference } from '../../domain/contact/owner-reference.js';
import type { NotAnAddress, PersonReference } from './intent.js';
import { isKeyword, type Word } from './words.js';

/** A mention, `@handle`, a member's e-mail, or `me`; null for anything else. */
export function readPerson(word: Word | undefined): PersonReference | null {
  if (word === undefined) return null;
  if (word.kind === 'person') return { by: 'slack-id', slackUserId: word.slackUserId };
  if (isKeyword(word, 'me', 'myself')) return { by: 'me' };
  // A Slack id typed by hand looks like a word in capitals, which a sequence's name may have.
  return /^@|@.+\./.test(word.text) ? parseOwnerReference(word.text) : null;
}

/** The inverse of {@link readPerson}: how a command names somebody. */
export function personText(person: PersonReference): string {
  switch (person.by) {
    case 'me':
      return 'me';
    case 'email':
      return person.email;
    case 'handle':
      return `@${person.handle}`;
    case 'slack-id':
      return `<@${person.slackUserId}>`;
  }
}

export interface Addresses {
  readonly emails: readonly string[];
  readonly notAddresses: readonly NotAnAddress[];
}

/** Addresses separated by spaces, commas or semicolons, each once. */
export function readAddresses(words: readonly Word[]): Addresses {
  const emails = new Map<string, string>();
  const notAddresses: NotAnAddress[] = [];
  for (const piece of words.flatMap((word) => word.text.split(/[,;]+/))) {
    const text = piece.replace(/^[<("']+|[>)"'.]+$/g, '');
    if (text === '' || text.toLowerCase() === 'and') continue;
    const address = parseEmailAddress(text);
    if (!address.ok) notAddresses.push({ text, reason: address.reason });
    else if (!emails.has(emailKey(address.email))) emails.set(emailKey(address.email), address.email);
  }
  return { emails: [...emails.values()], notAddresses };
}
