import type { z } from 'zod';
import { coded, decoded, type Refusal, refuse } from '../refusal.js';

/** What is wrong with some input, and where: `steps[0].when.at`; `''` is the whole input. */
export interface Problem extends Refusal {
  readonly path: string;
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
    return issue.keys.map((key, i) => ({ path: pathOf(prefix, ...path, key), ...decoded(messages[i] ?? '') }));
  }
  const value = valueAt(raw, path);
  const last = path.at(-1);
  if (value === undefined && typeof last === 'string') {
    return [{ path: pathOf(prefix, ...path.slice(0, -1)), ...refuse('missing', `"${last}"`) }];
  }
  if (issue.code === 'invalid_union' && isObject(value)) {
    const inside = unionProblems(value, issue.errors);
    if (inside !== null) {
      return inside.flatMap((inner) => issueProblems({ ...inner, path: [...path, ...inner.path] }, raw, prefix));
    }
  }
  return [{ path: pathOf(prefix, ...path), ...decoded(issue.message) }];
}

/**
 * What is wrong with an object that is none of several forms: the problems of the form that it comes nearest to, which
 * knows most of its keys. Null where it is none in particular, or keys of different forms exclude each other.
 */
function unionProblems(value: Record<string, unknown>, forms: readonly z.core.$ZodIssue[][]) {
  const keys = Object.keys(value);
  const candidates = forms
    .filter((issues) => issues.length > 0 && issues.every(isInside))
    .map((issues) => ({ issues, unknown: unknownKeys(issues) }));
  const known = ({ unknown }: { readonly unknown: readonly string[] }) => keys.length - unknown.length;
  const most = Math.max(...candidates.map(known));
  const [nearest] = candidates.filter((form) => known(form) === most);
  if (nearest === undefined || (candidates.length > 1 && keys.length === 0)) return null;
  if (candidates.length > 1 && most === 0)
    return [
      unknownEverywhere(
        keys,
        candidates.flatMap(({ issues }) => issues),
      ),
    ];
  const excluded = nearest.unknown.some((key) => candidates.some(({ unknown }) => !unknown.includes(key)));
  return excluded ? null : nearest.issues;
}

/** Keys that no form knows, each with the word of a form that has one near it, where there is such a form. */
function unknownEverywhere(keys: string[], issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const words = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.message.split('\n') : []));
  const wordOf = (key: string) => {
    const own = words.filter((word) => decoded(word).message.startsWith(`unknown key "${key}"`));
    return own.find((word) => word.includes('did you mean')) ?? coded('unknownKey', key, 'take it out');
  };
  return { code: 'unrecognized_keys', keys, path: [], message: keys.map(wordOf).join('\n') };
}

function unknownKeys(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []));
}

/** Whether an issue is about something within the value, or between its keys, rather than about the value's own type. */
function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys' || issue.code === 'custom';
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
