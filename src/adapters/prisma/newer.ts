import { z } from 'zod';
import { NewerContent, reasonOf, UnreadableContent } from '../../app/faults.js';
import type { ParsedSequence } from '../../domain/sequence/parse.js';
import type { Sequence } from '../../domain/sequence/sequence.js';

type Problems = Extract<ParsedSequence, { ok: false }>['problems'];

/** What a stored sequence is refused for that was right when it was stored, by a program that knew more keys, kinds and values. */
const ofNewer: readonly Problems[number]['code'][] = ['unknownKey', 'notOneOf', 'notEither'];
const issuesOfNewer: readonly z.core.$ZodIssue['code'][] = ['unrecognized_keys', 'invalid_value', 'invalid_union'];

function isOfNewer(problems: Problems): boolean {
  return problems.every(({ code }) => ofNewer.includes(code));
}

export function isIssueOfNewer({ issues }: z.ZodError): boolean {
  return issues.every(({ code }) => issuesOfNewer.includes(code));
}

/** Reads a column of JSON. Throws a {@link NewerContent} where it has keys or words that are not known here, else an UnreadableContent. */
export function readingStored<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof z.ZodError && isIssueOfNewer(error)) throw new NewerContent(error.name, { cause: error });
    throw new UnreadableContent(reasonOf(error), { cause: error });
  }
}

/** What a row is read as, or why it cannot be. */
export function listedRow<Row, T>(read: (row: Row) => T): (row: Row) => T | UnreadableContent {
  return (row) => {
    try {
      return read(row);
    } catch (error) {
      if (error instanceof UnreadableContent) return error;
      throw error;
    }
  };
}

/**
 * What is published as it was read. Throws a {@link NewerContent} where its only faults are keys and words that are not known here,
 * else an UnreadableContent. `what` names it.
 */
export function publishedOf(what: string, parsed: ParsedSequence): Sequence {
  if (parsed.ok) return parsed.sequence;
  if (isOfNewer(parsed.problems)) throw new NewerContent(`${what} was published by a newer version of the program`);
  throw new UnreadableContent(`${what} cannot be read: ${JSON.stringify(parsed.problems)}`);
}
