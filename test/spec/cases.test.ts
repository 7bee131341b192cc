import { existsSync, readFileSync } from 'node:fs';
import { simulate } from '../../src/domain/simulate/simulate.js';

interface SpecCase {
  name: string;
  why: string;
  input: unknown;
  expected: { errors?: { path: string }[]; steps?: unknown; end?: unknown };
}

const originals = new URL('../../../shared/spec/', import.meta.url);
const cases: SpecCase[] = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('the worked cases of the specification', () => {
  test.each(cases.map((one) => [one.name, one.why, one] as const))('%s: %s', (_name, _why, { input, expected }) => {
    const output = simulate(input);
    if (!expected.errors) {
      expect(output).toEqual(expected);
      return;
    }
    expect('errors' in output && output.errors.map(({ path }) => path)).toEqual(
      expected.errors.map(({ path }) => path),
    );
  });
});

const documents = ['cases.jsonl', 'commands.md', 'scheduling.md', 'sequence-file.md'];
test.skipIf(!existsSync(originals)).each(documents)('%s is a faithful copy', (name) => {
  const copy = readFileSync(new URL(`./${name}`, import.meta.url));
  expect(copy.equals(readFileSync(new URL(name, originals)))).toBe(true);
});
