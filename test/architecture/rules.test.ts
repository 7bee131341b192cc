import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { programSources, type Source } from './sources.js';

const sources = programSources();

/** What each part may import of the others (its own files always): domain <- app <- {slack, http, jobs, cli, sandbox}. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  app: ['domain'],
  adapters: [
    'domain',
    'app/ports',
    'app/firing/unsubscribeLinks.ts',
    'app/notices.ts',
    'app/posting/shown.ts',
    'app/faults.ts',
  ],
  slack: ['domain', 'app'],
  http: ['domain', 'app'],
  jobs: ['domain', 'app'],
  // The one table of Slack's limits serves the builders, the sandbox and the sender; that of scopes, the sandbox too.
  sandbox: ['domain', 'app', 'slack/views/limits.ts', 'slack/surface.ts'],
  cli: ['domain', 'app', 'compose', 'main.ts', 'config.ts'],
  compose: ['domain', 'app', 'adapters', 'slack', 'http', 'jobs', 'sandbox', 'config.ts'],
  'main.ts': ['app/faults.ts', 'compose', 'config.ts'],
  'config.ts': ['config'],
  config: ['domain'],
};

const partOf = (path: string) => path.split('/', 1)[0] ?? path;
const isOurs = (from: string) =>
  sources.some(({ path }) => path === from) || from.startsWith('adapters/prisma/generated/');

function trespasses({ path, imports }: Source): string[] {
  const part = partOf(path);
  const allowed = [part, ...(mayImport[part] ?? [])];
  return imports
    .filter(isOurs)
    .filter((from) => !allowed.some((one) => from === one || from.startsWith(`${one}/`)))
    .map((from) => `${path} imports ${from}`);
}

test('every part of src is named in the import rule', () => {
  expect([...new Set(sources.map(({ path }) => partOf(path)))].filter((part) => !(part in mayImport))).toEqual([]);
});

test('imports go inwards only: domain <- app <- the outside, and adapters are known to compose alone', () => {
  expect(sources.flatMap(trespasses)).toEqual([]);
});

test('our own imports are found: a rule over nothing would always hold', () => {
  expect(sources.flatMap(({ imports }) => imports.filter(isOurs)).length).toBeGreaterThan(300);
  expect(trespasses({ path: 'domain/a.ts', imports: ['app/deps.ts'], ambient: [], text: '' })).toHaveLength(1);
});

/** Node's own modules without a side effect: the spelling of host names. */
const pure = new Set(['node:url']);

test('the domain does no I/O', () => {
  const io = sources
    .filter(({ path }) => partOf(path) === 'domain')
    .flatMap(({ path, imports }) =>
      imports.filter((from) => from.startsWith('node:') && !pure.has(from)).map((from) => `${path} imports ${from}`),
    );
  expect(io).toEqual([]);
});

/** Caches that are not of `onceOf`: by zone and day, by characters, and for as long as an instant lives. Pure and bounded, each as it says. */
const ownCaches = ['domain/timing/wall-clock.ts', 'domain/template/render-text.ts', 'domain/timing/in-zone.ts'];
const keepsState =
  /^(?:export )?(?:let |const \w+(?:: [^=]+)? = (?:new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\}|once\());?/m;

test('modules of the rules and use cases keep nothing between calls but what onceOf remembers', () => {
  const keeping = sources
    .filter(({ path }) => ['domain', 'app'].includes(partOf(path)))
    .filter(({ path, text }) => keepsState.test(text) && !ownCaches.includes(path))
    .map(({ path }) => path);
  expect(keeping).toEqual([]);
  for (const one of [
    'let kept = 0;',
    'const known = new Map<string, Map<number, string>>();',
    'const all: X[] = [];',
  ]) {
    expect(keepsState.test(one)).toBe(true);
  }
});

/** Where a clock, chance, timers and the environment may be read. */
const mayBeAmbient = (path: string, what: string) =>
  path.startsWith('adapters/') ||
  path.startsWith('compose/') ||
  (path === 'config.ts' && what === 'process.env') ||
  (path === 'main.ts' && what === 'setTimeout');

test('nothing but adapters reads a clock, chance, timers or the environment', () => {
  const readers = sources.flatMap(({ path, ambient }) =>
    ambient.filter((what) => !mayBeAmbient(path, what)).map((what) => `${path} uses ${what}`),
  );
  expect(readers).toEqual([]);
});

test('the clock rule sees what it forbids', () => {
  expect(sources.flatMap(({ ambient }) => ambient)).toEqual(
    expect.arrayContaining(['Date.now', 'setTimeout', 'process.env']),
  );
});

test('no rule takes its time from the database behind the clock', () => {
  const schema = readFileSync(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)), 'utf8');
  expect(schema.replace(/\/\/.*$/gm, '')).not.toMatch(/@default\(now\(\)\)|@updatedAt|dbgenerated/);
  const sql = sources.filter(({ path }) => path.startsWith('adapters/prisma/'));
  expect(sql.filter(({ text }) => /\bnow\(\)|current_timestamp/i.test(text)).map(({ path }) => path)).toEqual([]);
});

test('the Prisma client stays in its adapter', () => {
  const users = sources.filter(({ imports }) => imports.some((from) => from.includes('prisma/generated')));
  expect(users.map(({ path }) => path).filter((path) => !/^adapters\/(prisma|postgres)\//.test(path))).toEqual([]);
});

test('files stay short', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path);
  expect(long).toEqual([]);
});
