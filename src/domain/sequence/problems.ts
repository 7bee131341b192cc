import type { z } from 'zod';

/** What is wrong with some input, and where: `steps[0].when.at`; `''` is the whole input. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export type PathSegment = string | number;

/** `at('sequence', 'steps', 0)` is `sequence.steps[0]`. Empty segments are left out. */
export function pathOf(...segments: readonly PathSegment[]): string {
  let path = '';
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`;
    else if (segment !== '') path += path === '' ? segment : `.${segment}`;
  }
  return path;
}

/**
 * Turns zod's issues into problems under `prefix`. The path is that of the wrong value or unknown key; where something is
 * missing, that of the object it is missing from (scheduling.md, last paragraph).
 */
export function zodProblems(error: z.ZodError, raw: unknown, prefix = ''): Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, raw, prefix));
}

function issueProblems(issue: z.core.$ZodIssue, raw: unknown, prefix: string): Problem[] {
  const path = issue.path.filter((segment) => typeof segment !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const messages = issue.message.split('\n');
    return issue.keys.map((key, i) => ({ path: pathOf(prefix, ...path, key), message: messages[i] ?? 'unknown key' }));
  }
  const value = valueAt(raw, path);
  const last = path.at(-1);
  if (value === undefined && typeof last === 'string') {
    return [{ path: pathOf(prefix, ...path.slice(0, -1)), message: `"${last}" is missing` }];
  }
  if (issue.code === 'invalid_union' && isObject(value)) {
    const branch = issue.errors.find((issues) => issues.length > 0 && issues.every((inner) => isInside(inner)));
    if (branch)
      return branch.flatMap((inner) => issueProblems({ ...inner, path: [...path, ...inner.path] }, raw, prefix));
  }
  return [{ path: pathOf(prefix, ...path), message: issue.message }];
}

/** Whether an issue is about something within the value rather than about the value's own type. */
function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

function valueAt(raw: unknown, path: readonly PathSegment[]): unknown {
  let value = raw;
  for (const segment of path) {
    if (Array.isArray(value) && typeof segment === 'number') value = value[segment];
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment];
    else return undefined;
  }
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
