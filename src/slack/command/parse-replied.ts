import { escaped } from '../views/text.js';
import type { CommandProblem, Intent } from './intent.js';
import { readOneAddress } from './one-address.js';
import { readMoment } from './times.js';
import { isKeyword, nameOf, type Word } from './words.js';

/** `replied ada@x [at | on 2026-11-20 14:00 | yesterday | 14:00]`. */
export function parseReplied(words: readonly Word[]): Intent | CommandProblem {
  const address = readOneAddress('replied', words);
  if (address === null) return { kind: 'replied', email: null, at: null };
  if (address.kind === 'problem') return address;
  const { email, rest } = address;
  if (rest.length === 0) return { kind: 'replied', email, at: null };
  const typed = isKeyword(rest[0], 'at', 'on') ? rest.slice(1) : rest;
  const when = readMoment(typed);
  if (when !== null && when.used === typed.length) return { kind: 'replied', email, at: when.value };
  const message = `“${escaped(nameOf(rest) ?? '', 60)}” is not a time: write it as \`replied ${escaped(email, 100)} on 2026-11-20 14:00\`, or leave it away for now. A reply counts in every sequence they are in.`;
  return { kind: 'problem', message, topic: 'replied' };
}
