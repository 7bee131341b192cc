import { z } from 'zod';
import { NewerContent } from '../../app/faults.js';
import type { ParsedSequence } from '../../domain/sequence/parse.js';

type Problems = Extract<ParsedSequence, { ok: false }>['problems'];

/** What a stored sequence is refused for that was right when it was stored, by a program that knew more keys, kinds and values. */
const ofNewer: readonly Problems[number]['code'][] = ['unknownKey', 'notOneOf', 'notEither'];
const issuesOfNewer: readonly z.core.$ZodIssue['code'][] = ['unrecognized_keys', 'invalid_value', 'invalid_union'];

export function isOfNewer(problems: Problems): boolean {
  return problems.every(({ code }) => ofNewer.includes(code));
}

export function isIssueOfNewer({ issues }: z.ZodError): boolean {
  return issues.every(({ code }) => issuesOfNewer.includes(code));
}

/** Reads a column of JSON. Throws a {@link NewerContent} where it has keys or words that are not known here, else as `read` does. */
export function readingNewer<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof z.ZodError && isIssueOfNewer(error) ? new NewerContent(error.name) : error;
  }
}
