import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { escaped } from '../views/text.js';
import type { CommandProblem, Intent, Target, TypedResumePolicy, TypedStart } from './intent.js';
import { readPerson } from './people.js';
import { looksLikeDate, readMinutes, readStart } from './times.js';
import type { Verb } from './verbs.js';
import { isKeyword, nameOf, type Word } from './words.js';

/** `pause ada@x [in saas-outbound] | saas-outbound | me | @rep | everything [until 2026-12-01]`. */
export function parsePause(words: readonly Word[]): Intent | CommandProblem {
  if (endsInSpan(words)) {
    return problem('Write the day on which it goes on: `until friday`, `until 2026-12-01`.');
  }
  const at = words.findLastIndex((word) => isKeyword(word, 'until', 'till'));
  const until = at < 1 ? null : readUntil(words.slice(at + 1));
  if (until !== null && 'kind' in until) return until;
  const target = readTarget(until === null ? words : words.slice(0, at), 'pause');
  if (target !== null && target.kind === 'problem') return target;
  return { kind: 'pause', target, until };
}

/** `for 3 days`: how long a pause lasts is said by the day it ends on. A name in quotes may end so. */
function endsInSpan(words: readonly Word[]): boolean {
  const [preposition, amount, unit] = words.slice(-3);
  return (
    isKeyword(preposition, 'for') &&
    amount?.kind === 'text' &&
    /^(?:\d+|an?|one|two|three)$/i.test(amount.text) &&
    isKeyword(unit, 'hour', 'hours', 'day', 'days', 'week', 'weeks', 'month', 'months')
  );
}

/** The day that a pause ends on. Null where the words are no date but the end of a name ("Until spring"). */
function readUntil(words: readonly Word[]): TypedStart | CommandProblem | null {
  const read = readStart(words);
  if (read === null || read.used !== words.length) {
    return words.length === 0 || looksLikeDate(words[0])
      ? problem('Write the day after `until` as 2026-12-01, `tomorrow` or `monday`.')
      : null;
  }
  if (read.value.time === null) return read.value;
  return problem(
    'A pause ends at the start of a day: write `until` with the day alone, and the sending window does the rest.',
  );
}

function problem(message: string): CommandProblem {
  return { kind: 'problem', message, topic: 'pause' };
}

/** The same, and `keep | shift | skip | spread [over] 4 hours` at the end. */
export function parseResume(words: readonly Word[]): Intent | CommandProblem {
  const at = words.findLastIndex((word) => isKeyword(word, 'keep', 'shift', 'skip', 'spread'));
  const policy = at < 0 ? null : readPolicy(words.slice(at));
  if (policy !== null && 'kind' in policy) return policy;
  const target = readTarget(policy === null ? words : words.slice(0, at), 'resume');
  if (target !== null && target.kind === 'problem') return target;
  return { kind: 'resume', target, policy };
}

/** Null where the words are no policy but the end of a name ("Keep in touch"). */
function readPolicy([word, ...rest]: readonly Word[]): TypedResumePolicy | CommandProblem | null {
  const policy = word?.text.toLowerCase();
  if (policy === 'keep' || policy === 'shift' || policy === 'skip') return rest.length === 0 ? { policy } : null;
  const over = isKeyword(rest[0], 'over', 'across') ? rest.slice(1) : rest;
  if (over.length === 0) return { policy: 'spread', hours: null };
  const minutes = readMinutes(over);
  if (minutes !== null && minutes.used === over.length && minutes.value > 0) {
    return { policy: 'spread', hours: minutes.value / 60 };
  }
  const message = `“${escaped(nameOf(over) ?? '', 60)}” is not a time to spread over: write it as \`spread 4 hours\`.`;
  return { kind: 'problem', message, topic: 'resume' };
}

function readTarget(words: readonly Word[], topic: Verb): Target | CommandProblem | null {
  const [first, ...rest] = words;
  if (first === undefined) return null;
  if (rest.length === 0 && isKeyword(first, 'everything', 'all', 'everyone', 'everybody'))
    return { kind: 'everything' };
  if (first.kind === 'text' && /^[^@].*@/.test(first.text)) {
    const address = parseEmailAddress(first.text);
    if (!address.ok) return { kind: 'problem', message: escaped(address.reason), topic };
    const sequence = nameOf(isKeyword(rest[0], 'in', 'from') ? rest.slice(1) : rest);
    return { kind: 'contact', email: address.email, sequence };
  }
  const person = rest.length === 0 ? readPerson(first) : null;
  if (person !== null) return { kind: 'person', person };
  return { kind: 'sequence', name: nameOf(words) ?? '' };
}
