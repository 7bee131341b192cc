import { escaped } from '../views/text.js';
import type { CommandProblem, Intent, PersonReference, TypedStart } from './intent.js';
import { readAddresses, readPerson } from './people.js';
import { looksLikeDate, looksLikeTime, readStart, readTime } from './times.js';
import { isKeyword, nameOf, type Word } from './words.js';

interface Clauses {
  readonly name: readonly Word[];
  readonly owner: PersonReference | null;
  readonly at: string | null;
  readonly on: TypedStart | null;
}

/** `enroll ada@x, ben@y in SaaS outbound from @rep at step-id on 2026-12-01 09:00`: the clauses in any order. */
export function parseEnroll(words: readonly Word[]): Intent | CommandProblem {
  const start = words.findIndex((word) => isKeyword(word, 'in', 'into', 'to', 'from', 'on', 'at'));
  // Without "in", what follows the last address is the sequence: `enroll ada@x saas-outbound`.
  const lastAddress = words.findLastIndex((word) => word.kind !== 'person' && word.text.includes('@'));
  const end = start >= 0 ? start : lastAddress >= 0 ? lastAddress + 1 : words.length;
  const clauses = readClauses(words.slice(end));
  if ('kind' in clauses) return clauses;
  const { name, owner, at, on } = clauses;
  const orStart = on === null ? readStartAtEnd(name) : null;
  return { kind: 'enroll', ...readAddresses(words.slice(0, end)), sequence: nameOf(name), owner, at, on, orStart };
}

/**
 * A word opens a clause only with what belongs to it (`from` a person, `on` a date), so that "Notes from the field" stays a
 * name. Whoever wants to be sure puts the name in quotes.
 */
function readClauses(words: readonly Word[]): Clauses | CommandProblem {
  const name: Word[] = [];
  let owner: PersonReference | null = null;
  let at: string | null = null;
  let on: TypedStart | null = null;
  let rest = words;
  while (rest.length > 0) {
    const [word, ...after] = rest;
    if (word === undefined) break;
    const person = isKeyword(word, 'from', 'for', 'by') ? readPerson(after[0]) : null;
    const start = isKeyword(word, 'on', 'starting') ? readStart(after) : null;
    if (person !== null && owner === null) {
      owner = person;
      rest = after.slice(1);
    } else if (start !== null && on === null) {
      on = start.value;
      rest = after.slice(start.used);
    } else if (isKeyword(word, 'on', 'starting') && looksLikeDate(after[0])) {
      return problem(
        `“${escaped(after[0]?.text ?? '', 60)}” is not a date: write it as 2026-12-01, \`tomorrow\` or \`monday\`.`,
      );
    } else if (isKeyword(word, 'at') && name.length > 1 && isEndOf(name, after)) {
      // `saas-outbound monday at 10:30`: the date stands without its `on`.
      name.push(word);
      rest = after;
    } else if (isKeyword(word, 'at') && readTime(after) !== null && /[:.]|[ap]m$/i.test(after[0]?.text ?? '')) {
      return problem(
        'A time needs its date, as in `on 2026-12-01 09:00`; `at` takes the id of the step to begin with.',
      );
    } else if (isKeyword(word, 'at') && at === null && name.length > 0 && isStepAtEnd(after)) {
      at = after[0]?.text.toLowerCase() ?? null;
      rest = after.slice(1);
    } else if (looksLikeTime(word) && readTime([word]) === null) {
      return problem(`“${escaped(word.text, 60)}” is not a time of day: write it as 09:00 or 9am, after its date.`);
    } else {
      const opensName = name.length === 0 && isKeyword(word, 'in', 'into', 'to');
      if (!opensName) name.push(word);
      rest = after;
    }
  }
  return { name, owner, at, on };
}

/** Whether `at` and what follows is the time of a date that the name so far ends in. */
function isEndOf(name: readonly Word[], after: readonly Word[]): boolean {
  return readStart(name.slice(-1)) !== null && readTime(after) !== null;
}

/** A name that ends in a date, without it. Only those who know the names can tell which is meant. */
function readStartAtEnd(words: readonly Word[]): { name: string; on: TypedStart } | null {
  for (let length = 1; length < words.length; length += 1) {
    const start = readStart(words.slice(length));
    const name = nameOf(words.slice(0, length));
    if (name !== null && start !== null && length + start.used === words.length) return { name, on: start.value };
  }
  return null;
}

/** A step's id, after which the text ends or another clause begins. */
function isStepAtEnd(after: readonly Word[]): boolean {
  const [step, next] = after;
  if (step === undefined || !/^[a-z0-9-]+$/i.test(step.text)) return false;
  return next === undefined || isKeyword(next, 'from', 'for', 'by', 'on', 'starting');
}

function problem(message: string): CommandProblem {
  return { kind: 'problem', message, topic: 'enroll' };
}
