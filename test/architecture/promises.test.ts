import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = (path: string) => readFileSync(join(root, path), 'utf8');

/** Files and folders that a page names, such as `test/crash/` or `adapters/prisma/newer.ts`. */
const named = (text: string) =>
  [...text.matchAll(/`((?:[\w-]+\/)+[\w.*-]*)`/g)]
    .flatMap(([, path]) => path ?? [])
    .filter((path) => /^(test|bench|src|domain|app|adapters|compose|slack|http|jobs|sandbox)\//.test(path))
    .filter((path) => path.endsWith('/') || /\.\w+$/.test(path));

/** Below the project, or below its sources; `*` stands for anything in a file's name. */
function isThere(path: string): boolean {
  return [root, join(root, 'src')].some((folder) => {
    const full = join(folder, path);
    if (!path.includes('*')) return existsSync(full);
    const [before = '', after = ''] = basename(path).split('*');
    const files = existsSync(dirname(full)) ? readdirSync(dirname(full)) : [];
    return files.some((file) => file.startsWith(before) && file.endsWith(after));
  });
}

const pages = [
  'docs/reliability.md',
  'docs/operating.md',
  'docs/benchmarks.md',
  ...readdirSync(join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`),
];

test.each(pages)('what %s names is there', (path) => {
  expect(named(page(path)).filter((one) => !isThere(one))).toEqual([]);
});

test('every promise names a test that shows it', () => {
  const rows = page('docs/reliability.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(' | '));
  const promises = rows
    .slice(rows.findIndex(([first]) => first === '| promise') + 1)
    .filter((cells) => cells.length === 2);
  expect(promises.length).toBeGreaterThan(40);
  const isShown = ([, tests = '']: readonly string[]) => named(tests).some((path) => path.startsWith('test/'));
  expect(promises.filter((row) => !isShown(row)).map(([promise]) => promise)).toEqual([]);
});

test('a file that is not there is seen', () => {
  expect(named('see `test/nowhere/at-all.test.ts` and `domain/steps/lane.ts`')).toHaveLength(2);
  expect(
    ['test/nowhere/at-all.test.ts', 'test/program/nothing.*.test.ts', 'domain/steps/lane.ts'].map(isThere),
  ).toEqual([false, false, true]);
});
