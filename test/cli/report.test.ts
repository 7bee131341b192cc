import { runReport } from '../../src/cli/report.js';
import { composeImport } from '../../src/compose/import.js';
import { composeReport } from '../../src/compose/report.js';
import { createEmptyDatabase } from '../support/database.js';
import { inSandbox, terminal } from './terminal.js';

const sequence = 'name: SaaS outbound\nsteps: [{ id: intro, kind: email, email: { subject: s, body: b } }]\n';

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
beforeAll(async () => {
  database = await createEmptyDatabase();
  const program = await composeImport({ databaseUrl: database.url, dataDir: '/nowhere', zone: null, ...inSandbox });
  expect(await program.importFiles([{ name: 'saas.yml', content: sequence }])).toMatchObject({ ok: true });
  await program.close();
});
afterAll(() => database.drop());

const run = async (...args: string[]) => {
  const { io, out, err } = terminal();
  const config = { databaseUrl: database.url, dataDir: '/nowhere', slack: { mode: 'sandbox' } as const };
  const code = await runReport(args, io, async () => ({ ok: true, program: await composeReport(config) }));
  return { code, out: out(), err: err() };
};

test('prints a sequence’s report as CSV', async () => {
  const { code, out } = await run('saas-outbound', '2026-03');
  expect(code).toBe(0);
  expect(out.split('\r\n').map((line) => line.split(',').slice(0, 6).join())).toEqual([
    'step,name,kind,variant,reached,sent',
    'intro,intro,email,,0,0',
    '',
  ]);
});

test('a name that is none says what may have been meant', async () => {
  expect(await run('saas-outbond')).toEqual({
    code: 1,
    out: '',
    err: 'There is no sequence called saas-outbond; did you mean saas-outbound?\n',
  });
});

test.each([[['saas-outbound', 'soon']], [[]], [['a', '7d', 'b']], [['--wrong']]])(
  'gives 2 for the command line %j',
  async (args) => {
    expect(await run(...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('drumbeat report NAME [PERIOD]'),
    });
  },
);

test('explains itself', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('saas-outbound.csv') });
});
