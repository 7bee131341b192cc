import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.js';
import { importFiles } from '../../src/app/importing/importFiles.js';
import { runImport } from '../../src/cli/import.js';
import { composeImport, type ImportProgram } from '../../src/compose/import.js';
import { createAppWorld } from '../support/app-world.js';
import { createEmptyDatabase } from '../support/database.js';
import { inSandbox, terminal } from './terminal.js';

const sequence = 'name: Outbound\nsteps:\n  - { id: wait, kind: delay, for: 1 day }\n';
const touch = '  - { id: intro, kind: email, name: Intro, email: { subject: Hi, body: Good day. } }\n';
const files: Readonly<Record<string, string>> = {
  'outbound.yml': sequence,
  'wrong.yml': sequence.replace('1 day', 'ever'),
  'short.yml': `name: Short\nsteps:\n${touch}`,
  'mixed.csv': 'email\nmix@example.com\ngrace@\n',
  'kept.csv': 'email\nkept@example.com\ngrace@\n',
  'kept.bad-lines.csv': 'email,reason\n',
  'people.csv': 'email,owner\nada@example.com,ana@harbor.example\n',
};

describe('drumbeat import', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  const run = async (...args: string[]) => {
    const { io, out, err, written } = terminal(files);
    const config = { databaseUrl: database.url, dataDir: '/nowhere', zone: 'Europe/Oslo', ...inSandbox };
    const code = await runImport(args, io, async () => ({ ok: true, program: await composeImport(config) }));
    return { code, out: out(), err: err(), written };
  };

  test('migrates a fresh database, says what came in, and the same again is unchanged', async () => {
    expect(await run('outbound.yml', 'people.csv')).toMatchObject({
      code: 0,
      out: 'sequence Outbound: new\ncontacts: 1 new, 0 changed, 0 unchanged\nImported into Drumbeat.\n',
      err: '',
    });
    expect((await run('outbound.yml')).out).toBe('sequence Outbound: unchanged\nImported into Drumbeat.\n');
  });

  test('says what the coach has to remark, and imports all the same', async () => {
    const { code, out } = await run('short.yml');
    expect(code).toBe(0);
    expect(out).toMatch(/^sequence Short: new\nImported into Drumbeat\.\n\nShort\. Worth a thought \(/);
    expect(out).toContain('  - Intro asks nothing. End it with one question');
    expect((await run('short.yml')).out).toBe('sequence Short: unchanged\nImported into Drumbeat.\n');
  });

  test('says what it did to the people in a sequence, which it asks nobody about', async () => {
    const world = await createAppWorld();
    const step = { id: 'intro', kind: 'email', name: 'Intro', email: { subject: 'Hi', body: 'Good day.' } };
    const one = { ...step, when: { days: 2 } };
    await world.enrollIn(await world.publish({ name: 'Outbound', steps: [one] }));
    const content = JSON.stringify({ name: 'Outbound', steps: [{ ...one, id: 'before', name: 'Before' }, one] });
    const { io, out } = terminal({ 'outbound.json': content });
    const importing: ImportProgram['importFiles'] = (given, options) => importFiles(world.app, given, options);
    const program = { importFiles: importing, close: () => world.close() };
    expect(await runImport(['outbound.json'], io, async () => ({ ok: true, program }))).toBe(0);
    expect(out()).toContain('sequence Outbound: version 2, 1 open enrollment taken over\n');
    expect(out()).toContain('\nOutbound, version 2, did this to people:\n  - 1 gets Before next, Wed 4 Mar, 10:00.\n');
  });

  test('imports the good ones where that is asked for, and writes the bad lines beside the file', async () => {
    const asked = await run('mixed.csv');
    expect(asked).toMatchObject({ code: 1, out: '' });
    expect(asked.err).toContain(
      '1 problem; nothing was imported.\n--good-ones imports the 1 contact of the other lines.',
    );
    const { code, out, err, written } = await run('--good-ones', 'mixed.csv');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'contacts: 1 new, 0 changed, 0 unchanged\n1 line of mixed.csv left out\nImported into Drumbeat.\n',
    });
    expect(err).toContain('mixed.bad-lines.csv');
    expect(written['mixed.bad-lines.csv']).toMatch(/^email,reason\r\ngrace@,/);
  });

  test('says as JSON what is wrong, with code and place, and nothing else on standard output', async () => {
    const wrong = { file: 'wrong.yml', line: 3, column: 30, path: 'steps[0].for', code: 'notDuration' };
    const { code, out, err } = await run('--json', 'wrong.yml', 'mixed.csv');
    expect({ code, errors: JSON.parse(out).errors }).toMatchObject({
      code: 1,
      errors: [wrong, { file: 'mixed.csv', line: 3, column: 'email', path: '', code: 'notAddress' }],
    });
    expect(err).toContain('2 problems; nothing was imported.');
    const again = await run('--json', 'outbound.yml');
    expect({ out: JSON.parse(again.out), err: again.err }).toEqual({
      out: { errors: [] },
      err: 'sequence Outbound: unchanged\nImported into Drumbeat.\n',
    });
  });

  test('overwrites no file with bad lines: it prints them, and gives 1', async () => {
    const { code, err, written } = await run('--good-ones', 'kept.csv');
    expect({ code, written }).toEqual({ code: 1, written: {} });
    expect(err).toMatch(/kept\.bad-lines\.csv cannot be written[\s\S]*email,reason\r\ngrace@,/);
  });

  test('prints every problem and gives 1', async () => {
    expect(await run('outbound.yml', 'wrong.yml')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^wrong\.yml:3:30 steps\[0\]\.for: must be [^\n]*\n\n1 problem; nothing was imported\.\n$/,
      ),
    });
    const missing = await run('outbound.yml', 'nowhere.yml');
    expect(missing).toMatchObject({ code: 1, err: expect.stringMatching(/nowhere\.yml: there is no such file\n/) });
  });

  test('takes a text from a number that it can be sent from, and says why not where nothing carries texts', async () => {
    const text = (from: string) => `name: T\nsteps:\n  - { id: t, kind: sms, from: "${from}", sms: { body: Hi } }\n`;
    const bring = async (content: string, changes: Partial<Parameters<typeof composeImport>[0]> = {}) => {
      const config = { databaseUrl: database.url, dataDir: '/nowhere', zone: null, ...inSandbox, ...changes };
      const program = await composeImport(config);
      const result = await program.importFiles([{ name: 't.yml', content }]);
      await program.close();
      return result.ok || result.reason !== 'invalid' ? [] : result.problems.map(({ message }) => message);
    };
    expect(await bring(text('+15005550006'))).toEqual([]);
    expect(await bring(text('+14155550000'))).toEqual([expect.stringContaining('is not a number of the account')]);
    const real = { slack: { mode: 'http', botToken: 'xoxb-1', signingSecret: 'secret' } } as const;
    expect(await bring(text('+15005550006'), real)).toEqual([expect.stringContaining('TWILIO_ACCOUNT_SID')]);
  });

  test('gives 2 for a wrong command line, and explains itself', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('name at least one file') });
    expect(await run('--wrong')).toMatchObject({ code: 2 });
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('drumbeat import FILE...') });
  });

  test('says what to do when the database cannot be opened', async () => {
    const { io, err } = terminal(files);
    const code = await runImport(['outbound.yml'], io, async () => {
      throw new Error('the data folder is in use');
    });
    expect(code).toBe(1);
    expect(err()).toBe('the data folder is in use\n');
  });
});

describe("into Drumbeat's own database", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'drumbeat-import-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const importOnce = async () => {
    const program = await composeImport({ databaseUrl: null, dataDir, zone: null, ...inSandbox });
    try {
      return await program.importFiles([{ name: 'outbound.yml', content: sequence }]);
    } finally {
      await program.close();
    }
  };

  test('it is started for the import and stopped again, or used as it runs', async () => {
    expect(await importOnce()).toMatchObject({ ok: true, imported: { sequences: [{ kind: 'created' }] } });
    const running = await startEmbeddedPostgres({ dataDir, log: () => {}, settings: { fsync: 'off' } });
    try {
      expect(await importOnce()).toMatchObject({ ok: true, imported: { sequences: [{ kind: 'unchanged' }] } });
    } finally {
      await running.stop();
    }
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
    expect(stdout.split('\n').filter((line) => line.includes(dataDir))).toEqual([]);
    // A database is made and started twice: seconds each where others use the machine too.
  }, 120_000);
});
