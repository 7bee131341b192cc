import type { z } from 'zod';

/**
 * What Slack says in `response_metadata.messages` (seen in public bug reports): `[ERROR] must be less than 3001
 * characters [json-pointer:/blocks/1/text/text]`.
 */
export function slackProblems(error: z.ZodError, input: unknown, root: string): string[] {
  return error.issues.flatMap((issue) => describe(issue, input).map(([path, text]) => problem(text, root, path)));
}

export function problem(text: string, root: string, path: readonly PropertyKey[]): string {
  return `[ERROR] ${text} [json-pointer:${[root, ...path.map(String)].join('/')}]`;
}

type Described = readonly [path: readonly PropertyKey[], text: string];

function describe(issue: z.core.$ZodIssue, input: unknown): Described[] {
  const found = valueAt(input, issue.path);
  const parent = issue.path.slice(0, -1);
  const field = String(issue.path.at(-1) ?? '');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => [issue.path, `invalid additional property: ${key}`]);
    case 'too_big':
      return [[issue.path, tooBig(issue.origin, Number(issue.maximum))]];
    case 'too_small':
      return [[issue.path, tooSmall(issue.origin, Number(issue.minimum))]];
    case 'invalid_union':
      return found === undefined
        ? [[parent, `missing required field: ${field}`]]
        : [[issue.path, `unsupported type: ${String(found)}`]];
    case 'invalid_type':
    case 'invalid_value':
      return found === undefined
        ? [[parent, `missing required field: ${field}`]]
        : [
            [
              issue.path,
              `must be ${issue.code === 'invalid_type' ? `a ${issue.expected}` : issue.values.join(' or ')}`,
            ],
          ];
    default:
      return [[issue.path, issue.message]];
  }
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'string') return `must be less than ${maximum + 1} characters`;
  return origin === 'array' ? `no more than ${maximum} items allowed` : `must be no more than ${maximum}`;
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'string') return `must be more than ${minimum - 1} characters`;
  return origin === 'array' ? `no fewer than ${minimum} items allowed` : `must be no fewer than ${minimum}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
