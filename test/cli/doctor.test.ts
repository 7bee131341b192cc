import type { Finding } from '../../src/app/ports/finding.js';
import { runDoctor } from '../../src/cli/doctor.js';
import { readConfig } from '../../src/config.js';
import { terminal } from './terminal.js';

const fine: Finding = { what: 'PostgreSQL', state: 'ok', found: 'PostgreSQL 18.0 answers', todo: null };
const look: Finding = { what: 'Migrations', state: 'warning', found: 'to be applied: one', todo: 'start it' };
const broken: Finding = {
  what: 'Slack: scopes',
  state: 'failing',
  found: 'the token lacks im:write',
  todo: 'install anew',
};

const run = async (findings: readonly Finding[], args: string[] = [], env: Record<string, string> = {}) => {
  const { io, out, err } = terminal();
  const code = await runDoctor(args, io, { read: () => readConfig(env), examine: async () => findings });
  return { code, out: out(), err: err() };
};

test('says of each thing how it is, and below what is wrong what to do', async () => {
  expect(await run([fine, look, broken])).toEqual({
    code: 1,
    err: '',
    out: [
      'ok     PostgreSQL     PostgreSQL 18.0 answers',
      'look   Migrations     to be applied: one',
      '                      → start it',
      'FAILS  Slack: scopes  the token lacks im:write',
      '                      → install anew',
      '',
      '1 of 3 fail.',
      '',
    ].join('\n'),
  });
});

test('ends with 0 where nothing fails, also where something wants a look', async () => {
  expect(await run([fine])).toMatchObject({ code: 0, out: expect.stringContaining('All is well.') });
  expect(await run([fine, look])).toMatchObject({ code: 0, out: expect.stringContaining('some want a look') });
});

test('says the same as JSON', async () => {
  const { code, out } = await run([fine, broken], ['--json']);
  expect([code, JSON.parse(out)]).toEqual([1, { ok: false, findings: [fine, broken] }]);
  expect(JSON.parse((await run([fine], ['--json'])).out)).toMatchObject({ ok: true });
});

test('a configuration that does not do is told whole, without what is secret', async () => {
  const wrong = { PORT: 'eighty', SLACK_BOT_TOKEN: 'hunter2' };
  const told = await run([], [], wrong);
  expect(told).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/ {2}PORT got "eighty"/) });
  const { code, out } = await run([], ['--json'], wrong);
  const { findings } = JSON.parse(out);
  expect(code).toBe(1);
  expect(findings).toContainEqual(expect.objectContaining({ what: 'PORT', state: 'failing' }));
  expect(out + told.err).not.toContain('hunter2');
});

test('explains itself, and gives 2 for a command line that is none', async () => {
  expect(await run([], ['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--json') });
  expect(await run([], ['--wrong'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('drumbeat doctor [--json]'),
  });
});
