import { readFileSync } from 'node:fs';
import pg from 'pg';
import { runExport } from '../../src/cli/export.js';
import { composeExport } from '../../src/compose/export.js';
import { composeImport } from '../../src/compose/import.js';
import { createEmptyDatabase } from '../support/database.js';
import { inSandbox, terminal } from './terminal.js';

const example = (name: string) => ({
  name,
  content: readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'),
});

/** A sequence with every kind of step that can be published without a provider. */
const everyKind = `name: Every kind
steps:
  - { id: a, kind: email, variants: [{ id: x, weight: 1, email: { subject: s, body: b } }] }
  - { id: q, kind: branch, if: [{ field: size, is: at least, value: 200 }, { not: { replied: any } }], then: { goto: x } }
  - { id: r, kind: rule, when: { delay: 1 hour }, do: [{ addTag: cold }, { setField: { name: stage, value: null } }] }
  - { id: w, kind: delay, for: 1 days }
  - { id: t, kind: task, task: { title: T }, pause: true }
  - { id: x, kind: exit, reason: no answer, moveTo: Every kind }
`;

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
beforeAll(async () => {
  database = await createEmptyDatabase();
  const names = ['saas-outbound.yml', 'templates/saas-outbound.yml'];
  const program = await composeImport({ databaseUrl: database.url, dataDir: '/nowhere', zone: null, ...inSandbox });
  const imported = await program.importFiles([...names.map(example), { name: 'every.yml', content: everyKind }]);
  await program.close();
  expect(imported).toMatchObject({ ok: true });
});
afterAll(() => database.drop());

const run = async (...args: string[]) => {
  const { io, out, err } = terminal();
  const config = { databaseUrl: database.url, dataDir: '/nowhere' };
  const code = await runExport(args, io, async () => ({ ok: true, program: await composeExport(config) }));
  return { code, out: out(), err: err() };
};

test.each(['every-kind', 'SaaS outbound'])(
  '%s comes back as it is stored: importing it changes nothing',
  async (name) => {
    const { code, out } = await run(name);
    expect(code).toBe(0);
    const program = await composeImport({ databaseUrl: database.url, dataDir: '/nowhere', zone: null, ...inSandbox });
    const again = await program.importFiles([{ name: 'again.yml', content: out }]);
    await program.close();
    expect(again).toMatchObject({ ok: true, imported: { sequences: [{ kind: 'unchanged' }] } });
    expect((await run(name)).out).toBe(out);
  },
);

test('without names all come, as the documents of one file', async () => {
  const { out } = await run();
  expect(out.split('---\n').map((text) => text.split('\n')[0])).toEqual(['name: Every kind', 'name: SaaS outbound']);
});

test('of all, one that only a newer version can read is named, and the others come', async () => {
  const pool = new pg.Pool({ connectionString: database.url });
  const change = (to: string) =>
    pool.query(`UPDATE sequence_versions SET definition = ${to} WHERE definition->>'name' = 'Every kind'`);
  await change(`definition || '{"pace": 3}'`);
  const { code, out, err } = await run();
  await change(`definition - 'pace'`);
  await pool.end();
  expect(out.split('\n')[0]).toBe('name: SaaS outbound');
  expect(err).toBe('Every kind is not among them: made by a newer version of Drumbeat; this one cannot show it.\n');
  expect(code).toBe(1);
});

test('a name that is none says what may have been meant, and nothing is written', async () => {
  const { code, out, err } = await run('saas-outbond', 'every-kind');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe('There is no sequence called saas-outbond; did you mean saas-outbound?\n');
});

test('gives 2 for a wrong command line, and explains itself', async () => {
  expect(await run('--wrong')).toMatchObject({ code: 2 });
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('drumbeat export [NAME...]') });
});
