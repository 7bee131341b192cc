import { readFileSync } from 'node:fs';
import { runSimulate } from '../../src/cli/simulate.js';
import { terminal } from './terminal.js';

const specCase = JSON.parse(readFileSync(new URL('../spec/cases.jsonl', import.meta.url), 'utf8').split('\n')[0] ?? '');

const file = `
name: Two steps
window: { days: [mon, tue, wed, thu, fri] }
steps:
  - { id: intro, kind: email, name: Intro, when: immediately, template: intro }
  - { id: again, kind: email, when: { days: 1, at: "09:00" }, template: again, repeat: { every: 1 day, times: 2 } }
`;

async function run(args: string[], input: (string | Uint8Array)[] = [], files: Record<string, string> = {}) {
  const { io, out, err } = terminal(files, input);
  const code = await runSimulate(args, io);
  return { code, out: out(), err: err() };
}

describe('one case on standard input', () => {
  test('prints what happens and exits 0', async () => {
    const { code, out } = await run([], [JSON.stringify(specCase.input)]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(specCase.expected);
  });

  test('may come in pieces that cut a letter in two', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...specCase.input, contact: { tags: ['é'] } }));
    const cut = bytes.indexOf(0xc3) + 1;
    const { code, out } = await run([], [bytes.slice(0, cut), bytes.slice(cut)]);
    expect([code, JSON.parse(out)]).toEqual([0, specCase.expected]);
  });

  test('refused, prints all errors and exits 1', async () => {
    const { code, out } = await run([], ['{"sequence": 4, "accountZone": "X", "enrolledAt": "tomorrow", "more": 1}']);
    expect(code).toBe(1);
    expect(JSON.parse(out).errors.map((error: { path: string }) => error.path)).toEqual([
      'sequence',
      'accountZone',
      'enrolledAt',
      'more',
    ]);
  });

  test('that is no JSON is refused as a whole', async () => {
    const { code, out } = await run([], ['{']);
    expect(code).toBe(1);
    expect(JSON.parse(out).errors).toMatchObject([
      { path: '', code: 'notJson', message: expect.stringContaining('is not JSON') },
    ]);
  });
});

test('a batch answers line by line, a bad line with its errors, and exits 0', async () => {
  const good = JSON.stringify(specCase.input);
  const { code, out } = await run(['--batch'], [`${good}\nno json\n{}\n${good.slice(0, 40)}`, good.slice(40)]);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines.map((line) => ('errors' in line ? line.errors[0].path : line))).toEqual([
    specCase.expected,
    '',
    '',
    specCase.expected,
  ]);
});

describe('a sequence file', () => {
  const flags = ['--enrolled-at', '2026-03-06T09:30', '--zone', 'Europe/London'];

  test('is printed as a table', async () => {
    const { code, out } = await run(['two.yml', ...flags], [], { 'two.yml': file });
    expect(code).toBe(0);
    expect(out.split('\nWorth a thought')[0]).toBe(`Two steps, enrolled Fri 6 Mar 2026 09:30, times in Europe/London

Step       Kind   When                   Moved by
Intro      email  Fri 6 Mar 2026 09:30
again      email  Mon 9 Mar 2026 09:00   window closed that day
again (2)  email  Tue 10 Mar 2026 09:00
`);
  });

  test('is refused where an import would refuse it: a first mail without subject, an outcome that no task has', async () => {
    const steps = `
  - { id: a, kind: email, email: { body: Hi } }
  - { id: t, kind: task, task: { title: Call, type: call } }
  - { id: q, kind: branch, if: [ { taskOutcome: t, is: voice mail } ] }
`;
    const { code, err } = await run(['s.yml', ...flags], [], { 's.yml': `name: S\nsteps:${steps}` });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^steps\[0\]\.email\.subject: a subject is missing: .*\n.*\.is: t ends in .* did you mean voicemail/,
    );
  });

  test('is followed by what the coach says of it, which stops nothing', async () => {
    const { code, out } = await run(['two.yml', ...flags], [], { 'two.yml': file });
    expect(code).toBe(0);
    expect(out).toContain(`
Worth a thought (nothing is stopped by it):
  - Only 2 steps reach the contact; after again nothing comes. Most answers come`);
  });

  test('counts on the contact zone where the sequence says so', async () => {
    const { out } = await run(['two.yml', ...flags, '--contact-zone', 'Asia/Tokyo'], [], {
      'two.yml': `zone: contact\n${file}`,
    });
    expect(out).toContain('times in Asia/Tokyo');
  });

  test('that never ends is cut after 50 dates, and says so', async () => {
    const { out } = await run(['two.yml', ...flags], [], { 'two.yml': file.replace(', times: 2', '') });
    expect(out).toContain('again (49)');
    expect(out).not.toContain('again (50)');
    expect(out).toMatch(/\nand so on\n\nWorth a thought/);
  });

  test('with tasks that pause says how they are taken', async () => {
    const task = '  - { id: call, kind: task, task: { title: Call }, pause: true }\n';
    const { out } = await run(['two.yml', ...flags], [], { 'two.yml': file + task });
    expect(out).toContain('Tasks that pause the cadence are taken as done in the minute in which they appear.');
  });

  test('is told what its conditions and dates ask of the contact', async () => {
    const dated = `name: Renewals
type: date
steps:
  - { id: before, kind: email, when: { event: renewal, offset: -7 days }, template: t }
  - { id: old, kind: email, when: { date: "2026-01-01" }, template: t }
  - { id: party, kind: email, when: { event: party }, template: t }
`;
    const { out } = await run(['dated.yml', ...flags, '--field', 'renewal=2026-04-10'], [], { 'dated.yml': dated });
    expect(out).toContain('before  email  Fri 3 Apr 2026 10:00');
    expect(out).toContain('Skipped, as their date has passed: old\n');
    expect(out).toContain('Waiting for a date of the contact (give it with --field): party\n');
    const branched = `${file}  - { id: q, kind: branch, if: [{ tag: VIP }], then: exit }\n  - { id: last, kind: exit }\n`;
    expect((await run(['b.yml', ...flags], [], { 'b.yml': branched })).out).toContain('last ');
    expect((await run(['b.yml', ...flags, '--tag', 'vip'], [], { 'b.yml': branched })).out).not.toContain('last ');
    expect(await run(['b.yml', ...flags, '--field', 'x'], [], { 'b.yml': branched })).toMatchObject({
      code: 1,
      err: '--field: must be like renewal=2026-05-05, and is x\n',
    });
  });

  test('without steps says so', async () => {
    const { code, out } = await run(['two.yml', ...flags], [], { 'two.yml': 'name: Two steps\nsteps: []\n' });
    expect([code, out]).toEqual([0, 'Two steps, enrolled Fri 6 Mar 2026 09:30, times in Europe/London\n\nNo steps.\n']);
  });

  test('that is wrong is refused with every path', async () => {
    const { code, err } = await run(['two.yml', ...flags], [], {
      'two.yml': file.replace('days: 1', 'day: 1').replace('name: Two steps', 'nam: x'),
    });
    expect(code).toBe(1);
    expect(err).toContain('steps[1].when.day: unknown key "day"; did you mean "days"?');
    expect(err).toContain('nam: unknown key "nam"; did you mean "name"?');
  });

  test('that is not there, or no YAML, is refused with its name', async () => {
    expect(await run(['none.yml', ...flags])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^none\.yml: cannot be read.*: there is no such file\n/),
    });
    expect(await run(['two.yml', ...flags], [], { 'two.yml': 'a: [' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('two.yml: '),
    });
    expect(await run(['two.yml', ...flags], [], { 'two.yml': `${file}\n---\n${file}` })).toMatchObject({
      code: 1,
      err: 'two.yml: must be one YAML document, and holds several\n',
    });
  });

  test('without a date, or with a zone that is none, is refused', async () => {
    const { code, err } = await run(['two.yml', '--zone', 'Mars/Base'], [], { 'two.yml': file });
    expect(code).toBe(1);
    expect(err).toContain('--zone: ');
    expect(err).toContain('--enrolled-at: is missing');
    expect((await run(['two.yml', '--enrolled-at', 'now'], [], { 'two.yml': file })).err).toContain(
      '--enrolled-at: must be an ISO date-time',
    );
  });
});

test('flags of a file without the file are a wrong command line', async () => {
  for (const flags of [
    ['--enrolled-at', '2026-03-02T09:00'],
    ['--batch', '--zone', 'UTC'],
    ['--contact-zone', 'UTC'],
  ]) {
    const { code, out, err } = await run(flags, ['{}']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('FILE.yml');
  }
});

test('an unknown flag is a wrong command line', async () => {
  expect(await run(['--fast'])).toMatchObject({ code: 2, err: expect.stringContaining('--fast') });
});

test('--help says how', async () => {
  expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--enrolled-at') });
});
