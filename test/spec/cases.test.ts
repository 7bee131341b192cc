import { existsSync, readFileSync } from 'node:fs';
import { simulate } from '../../src/domain/simulate/simulate.js';

interface SpecCase {
  name: string;
  why: string;
  input: unknown;
  expected: { errors?: { path: string }[]; steps?: unknown; end?: unknown };
}

const copy = new URL('./cases.jsonl', import.meta.url);
const original = new URL('../../../shared/spec/cases.jsonl', import.meta.url);
const cases: SpecCase[] = readFileSync(copy, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** What this version refuses by name: other kinds of steps, and date sequences. */
function isForLater(input: unknown): boolean {
  const text = JSON.stringify(input);
  return /"kind":"(sms|postcard|fulfillment|rule|branch|exit)"|"type":"date"/.test(text);
}

const now = cases.filter((one) => !isForLater(one.input));
const later = cases.filter((one) => isForLater(one.input));

describe('the worked cases of the specification', () => {
  test.each(now.map((one) => [one.name, one.why, one] as const))('%s: %s', (_name, _why, { input, expected }) => {
    const output = simulate(input);
    if (!expected.errors) {
      expect(output).toEqual(expected);
      return;
    }
    expect('errors' in output && output.errors.map(({ path }) => path)).toEqual(
      expected.errors.map(({ path }) => path),
    );
  });

  test.each(later.map((one) => [one.name, one] as const))(
    '%s is refused by name until its kind is there',
    (_name, { input }) => {
      const output = simulate(input);
      const messages = 'errors' in output ? output.errors.map(({ message }) => message) : [];
      expect(messages).toContainEqual(expect.stringContaining('is not available yet; available: '));
    },
  );

  const compare = existsSync(original) ? test : test.skip;
  compare('are a faithful copy', () => {
    expect(readFileSync(copy).equals(readFileSync(original))).toBe(true);
  });
});
