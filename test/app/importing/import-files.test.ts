import { readdirSync, readFileSync } from 'node:fs';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import { importProblemLine } from '../../../src/app/importing/importProblem.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { aPerson } from '../../support/memory-directory.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const importAll = (files: Readonly<Record<string, string | Uint8Array>>, options: { goodOnes?: boolean } = {}) =>
  importFiles(
    world.app,
    Object.entries(files).map(([name, content]) => ({ name, content })),
    options,
  );
const problems = async (files: Readonly<Record<string, string | Uint8Array>>) => {
  const outcome = await importAll(files);
  if (outcome.ok || outcome.reason !== 'invalid') throw new Error('accepted');
  return outcome.problems.map(importProblemLine);
};
const nothingCameIn = async () => {
  expect(await world.store.read.sequences.all(world.workspace.id)).toEqual([]);
  expect(await world.store.read.templates.all(world.workspace.id)).toEqual([]);
  expect(await world.store.read.contacts.fieldNames(world.workspace.id)).toBeNull();
  expect(await world.audit()).toEqual([]);
};

const sequence = `name: Outbound
steps:
  - id: intro
    kind: email
    when: { days: 1, at: "09:00" }
    template: intro-short
`;
const template = `template: intro-short
kind: email
email:
  subject: Hello {{ contact.firstName }}
  body: About {{ contact.renewal }}
`;
const contacts = 'email,firstName,owner,renewal\nada@example.com,Ada,@ana,2027-01-31\n';

test('the examples come in, and a second time nothing changes', async () => {
  const folder = new URL('../../../examples/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(yml|csv)$/.test(name));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  world.directory.everybody.push(aPerson('ben'));
  const first = await importAll(files);
  expect(first).toMatchObject({ ok: true, imported: { contacts: { created: 12, changed: 0 } } });
  expect(first.ok && first.imported.sequences.map(({ name, kind }) => [name, kind]).sort()).toEqual([
    ['Free-trial nurture', 'created'],
    ['Post-purchase', 'created'],
    ['SaaS outbound', 'created'],
  ]);
  expect(first.ok && first.imported.templates.every(({ kind }) => kind === 'created')).toBe(true);
  const second = await importAll(files);
  expect(second).toMatchObject({ ok: true, imported: { contacts: { created: 0, changed: 0, unchanged: 12 } } });
  expect(second.ok && [...second.imported.sequences, ...second.imported.templates].map(({ kind }) => kind)).toEqual(
    Array(first.ok ? first.imported.sequences.length + first.imported.templates.length : 0).fill('unchanged'),
  );
});

describe('who does a task', () => {
  const tasks = (...assignees: string[]) =>
    `name: Calls\nsteps:\n${assignees
      .map(
        (assignee, index) => `  - { id: call-${index}, kind: task, task: { title: Call }, assignee: '${assignee}' }\n`,
      )
      .join('')}`;

  test('has to be somebody here, or a channel that the app is in', async () => {
    const file = tasks('owner', '@ana', '#sales', '@nobody', '#random');
    expect(await problems({ 'a.yml': file })).toEqual([
      'a.yml:6:54 steps[3].assignee: nobody here is @nobody; name somebody who is in Slack',
      'a.yml:7:54 steps[4].assignee: Drumbeat is not in #random: invite it there with /invite, then try again',
    ]);
    await nothingCameIn();
  });

  test('and so has whom a rule tells or hands over to, though no task names anybody', async () => {
    world.directory.everybody.push(aPerson('zoe'));
    const rule = (...actions: string[]) =>
      `name: Rules\nsteps:\n  - { id: r, kind: rule, do: [ ${actions.join(', ')} ] }\n`;
    const wrong = rule("{ notify: '#random' }", "{ setOwner: '@nobody' }", "{ setOwner: '#sales' }");
    expect((await problems({ 'a.yml': wrong })).map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'steps[0].do[0].notify: Drumbeat is not in #random: invite it there with /invite, then try again',
      'steps[0].do[1].setOwner: nobody here is @nobody; name somebody who is in Slack',
      'steps[0].do[2].setOwner: must be a person, like @ben: a channel cannot own contacts',
    ]);
    expect(await importAll({ 'a.yml': rule("{ notify: '#sales' }", "{ setOwner: '@zoe' }") })).toMatchObject({
      ok: true,
    });
    expect(await world.store.read.members.byHandle(world.workspace.id, 'zoe')).toMatchObject({ slackUserId: 'UZOE' });
  });

  test('is a member from then on where only Slack knew them', async () => {
    world.directory.everybody.push(aPerson('ben'));
    expect(await importAll({ 'a.yml': tasks('ben@harbor.example') })).toMatchObject({ ok: true });
    expect(await world.store.read.members.byHandle(world.workspace.id, 'ben')).toMatchObject({ slackUserId: 'UBEN' });
  });

  test('on the command line, where Slack cannot be asked, a channel is taken at its word and a stranger is not', async () => {
    const { directory: _slack, ...offline } = world.app;
    const bring = (content: string) => importFiles(offline, [{ name: 'a.yml', content }]);
    expect(await bring(tasks('#random', '@mia'))).toMatchObject({ ok: true });
    expect(await bring(tasks('@nobody'))).toMatchObject({ problems: [{ path: 'steps[0].assignee' }] });
  });
});

test('a stored text that needs a field no longer lets go the mails that waited for it', async () => {
  const text = (body: string) => `template: hello\nkind: email\nemail: { subject: Hello, body: '${body}' }\n`;
  await importAll({ 'a.yml': text('At {{ contact.company }}') });
  const version = await world.publish({
    steps: [{ id: 'intro', kind: 'email', when: 'immediately', template: 'hello' }],
  });
  const { enrollment } = await world.enrollIn(version, { company: null, title: null });
  await world.fireAt('2026-03-02T08:00');
  const held = () => world.store.read.enrollments.byId(enrollment.id);
  expect(await held()).toMatchObject({ hold: 'blank-field' });
  await importAll({ 'a.yml': text('For {{ contact.company }} and {{ contact.title }}') });
  expect(await held()).toMatchObject({ hold: 'blank-field', holdReason: 'contact.company, contact.title' });
  await importAll({ 'a.yml': text('Hello all') });
  expect(await held()).toMatchObject({ hold: null });
  await world.fireAt('2026-03-02T08:01');
  expect(world.mailer.taken).toHaveLength(1);
});

test('templates and custom fields of the same import count, whatever the order of the files', async () => {
  expect(await importAll({ 'a.yml': sequence, 'b.yml': template, 'c.csv': contacts })).toMatchObject({ ok: true });
  const ada = await world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com');
  expect(ada).toMatchObject({ ownerId: world.rep.id, fields: { renewal: '2027-01-31' } });
});

test('several documents and kinds in one file, JSON and files without an extension are recognised', async () => {
  const json = JSON.stringify({ name: 'From JSON', steps: [{ id: 'wait', kind: 'delay', for: '1 day' }] });
  const outcome = await importAll({
    'all.yaml': `${template.replace('renewal', 'company')}---\n${sequence}`,
    'other.json': json,
    people: 'E-mail;First Name\ngrace@example.com;Grace\n',
  });
  expect(outcome).toMatchObject({ ok: true, imported: { contacts: { created: 1 }, templates: [{}] } });
  expect(outcome.ok && outcome.imported.sequences.map(({ name }) => name)).toEqual(['Outbound', 'From JSON']);
});

test('a sequence that there is gets a new version, and its enrollments are taken over', async () => {
  const email = { subject: 'Hello', body: 'Hi' };
  const version = await world.publish({ steps: [{ id: 'old', kind: 'email', when: { days: 1 }, email }] });
  await world.enrollIn(version, { fields: { renewal: 'x' } });
  expect(await importAll({ 'a.yml': sequence, 'b.yml': template })).toMatchObject({
    imported: { sequences: [{ kind: 'new-version', version: 2, takenOver: 1 }] },
  });
  expect(world.poked()).toBe(1);
});

describe('everything wrong comes at once, and nothing comes in', () => {
  test('in sequences by line, column and path', async () => {
    const wrong = `name: Outbound
zoen: contact
steps:
  - id: intro
    kind: email
    when: { days: 1, at: 9 }
    email:
      subject: Hi {{ contact.fristName }}
      body: Hello
  - kind: fax
    name: Fax
`;
    expect(await problems({ 'good.csv': contacts, 'seq.yml': wrong })).toEqual([
      'seq.yml:2:1 zoen: unknown key "zoen"; did you mean "zone"?',
      'seq.yml:6:22 steps[0].when.at: must be a time in quotes, like "09:30"',
      expect.stringMatching(/^seq\.yml:10:5 steps\[1\]\.kind: must be one of email, sms, task, postcard/),
    ]);
    const typo = sequence.replace('template: intro-short', 'email: { subject: "{{ contact.fristName }}", body: Hi }');
    expect(await problems({ 'seq.yml': typo })).toEqual([
      'seq.yml:6:14 steps[0].email.subject: contact.fristName is not known; did you mean contact.firstName?',
    ]);
    await nothingCameIn();
  });

  test('in templates, and where a template is missing', async () => {
    expect(
      await problems({
        'a.yml': sequence,
        'b.yml': `- ${template.replaceAll('\n', '\n  ')}`.replace('kind: email', 'kind: fax'),
      }),
    ).toEqual([
      'a.yml:6:5 steps[0].template: no template is called intro-short; import or write it first',
      'b.yml:2:3 [0].kind: must be one of email, task, sms, postcard',
    ]);
  });

  test('in contacts by line and column, owners included', async () => {
    const csv = 'email,zone,owner\nada@,Mars,\n';
    expect(await problems({ 'people.csv': csv })).toEqual([
      'people.csv:2 email: ada@ is not an e-mail address: there is nothing after the @.',
      expect.stringMatching(/^people\.csv:2 zone: Mars is not a time zone/),
    ]);
    const unknown = 'email,owner\nada@example.com,@ana\ngrace@example.com,@anna\n';
    expect(await problems({ 'people.csv': unknown })).toEqual([
      'people.csv:3 owner: nobody here is @anna; did you mean @ana?',
    ]);
    await nothingCameIn();
  });

  test('in broken files: bad YAML, bytes that are no UTF-8, empty ones, other things', async () => {
    expect(
      await problems({
        'bad.yml': 'name: [x\n',
        'latin.csv': Uint8Array.from([0x65, 0xe9, 0x0a]),
        'empty.yml': ' \n',
        'list.yml': '- 1\n- 2\n',
      }),
    ).toEqual([
      expect.stringMatching(/^bad\.yml:\d+:\d+: /),
      'latin.csv: the file is not UTF-8: save it as UTF-8',
      'empty.yml: the file is empty: write something into it, or leave it out',
      'list.yml:1:1: is neither a sequence (name, steps) nor a template (template, kind, email) nor a list (list, items, deliver): add these keys',
    ]);
  });

  test('in YAML aliases: texts that begin with *, and a few lines that would fill the memory', async () => {
    const bomb = [...'abcdefgh'].map((name, index, all) => {
      const nine = Array(9).fill(index === 0 ? 'x' : `*${all[index - 1]}`);
      return `${name}: &${name} [${nine.join(',')}]\n`;
    });
    expect(
      await problems({
        'star.yml': sequence.replace('name: Outbound', 'name: *Outbound'),
        'shared.yml': `name: Shared\nzone: &zone contact\ndescription: *zone\nsteps: []\n`,
        'bomb.yml': bomb.join(''),
      }),
    ).toEqual([
      'star.yml:1:7: nothing before this is called &Outbound: put a text that begins with * in quotes',
      expect.stringContaining('shared.yml:4:1 steps: a sequence needs'),
      'bomb.yml: its aliases stand for too much: write out what they stand for',
    ]);
  });

  test('when two files bring the same name', async () => {
    expect(await problems({ 'a.yml': sequence, 'b.yml': template, 'c.yml': sequence })).toContain(
      'c.yml:1:1 name: there is another sequence called Outbound in a.yml: take one out, or rename it',
    );
  });

  test('when the sequence of that name has been archived', async () => {
    const version = await world.publish({ steps: [{ id: 'wait', kind: 'delay', for: '1 day' }] });
    await world.pool.query('UPDATE sequences SET archived_at = now() WHERE id = $1', [version.sequenceId]);
    expect(await problems({ 'a.yml': sequence, 'b.yml': template, 'c.csv': contacts })).toEqual([
      'a.yml:1:1 name: Outbound has been archived; choose another name',
    ]);
  });
});

describe('contacts', () => {
  const ada = () => world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com');

  test('that are stored keep what the file leaves empty', async () => {
    await importAll({ 'a.csv': 'email,firstName,company,size\nada@example.com,Ada,Loom,5\n' });
    const outcome = await importAll({ 'b.csv': 'email,firstName,company,seats\nADA@example.com,,Engine,9\n' });
    expect(outcome).toMatchObject({ imported: { contacts: { created: 0, changed: 1, unchanged: 0 } } });
    expect(await ada()).toMatchObject({ firstName: 'Ada', company: 'Engine', fields: { size: 5, seats: 9 } });
  });

  test('fill what an enrollment was held for', async () => {
    const email = { subject: 'x', body: '{{ contact.company }}' };
    const version = await world.publish({ steps: [{ id: 'intro', kind: 'email', when: 'immediately', email }] });
    const { enrollment } = await world.enrollIn(version, { email: 'ada@example.com', company: null });
    await world.fireAt('2026-03-02T08:00');
    const outcome = await importAll({ 'a.csv': 'email,company\nada@example.com,Loom\n' });
    expect(outcome).toMatchObject({ imported: { contacts: { released: 1 } } });
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: null });
  });

  test('of people in Slack who never used the app have their owner', async () => {
    world.directory.everybody.push(aPerson('ben', { name: 'Ben Okafor' }));
    await importAll({ 'a.csv': 'email,owner\nada@example.com,ben@harbor.example\ngrace@example.com,@ben\n' });
    const owner = await world.store.read.members.byId((await ada())?.ownerId ?? '');
    expect(owner).toMatchObject({ slackUserId: 'UBEN', name: 'Ben Okafor' });
  });

  test('by the thousand come in at once', async () => {
    const lines = Array.from({ length: 2500 }, (_, index) => `person-${index}@example.com,Person`);
    expect(await importAll({ 'a.csv': `email,firstName\n${lines.join('\n')}\n` })).toMatchObject({
      imported: { contacts: { created: 2500 } },
    });
  });
});

describe('the good ones', () => {
  const people =
    'Email,Zone,Owner\nada@example.com,UTC,@ana\ngrace@,,\nbob@example.com,Mars,@ana\ncy@example.com,,@anna\n';
  const good = (files: Readonly<Record<string, string>>) => importAll(files, { goodOnes: true });

  test('are offered where only lines of contacts are wrong, and nothing is imported meanwhile', async () => {
    const asked = await importAll({ 'people.csv': people });
    expect(asked).toMatchObject({ ok: false, good: 1 });
    expect(asked.ok || asked.reason !== 'invalid' ? [] : asked.problems).toHaveLength(3);
    await nothingCameIn();
  });

  test('come in, and the bad lines come back with their reasons, owners that nobody is among them', async () => {
    const done = await good({ 'people.csv': people, 'intro.yml': template.replace('renewal', 'email') });
    expect(done).toMatchObject({ ok: true, imported: { contacts: { created: 1 }, templates: [{ kind: 'created' }] } });
    const [bad, ...others] = done.ok ? done.imported.leftOut : [];
    expect(others).toEqual([]);
    expect(bad).toMatchObject({ file: 'people.csv', lines: 3 });
    expect(bad?.csv.split('\r\n')).toEqual([
      'Email,Zone,Owner,reason',
      expect.stringMatching(/^grace@,,,"?line 3, Email: grace@ is not an e-mail address/),
      expect.stringMatching(/^bob@example\.com,Mars,@ana,.*line 4, Zone: Mars is not a time zone/),
      expect.stringMatching(/^cy@example\.com,,@anna,.*line 5, Owner: nobody here is @anna/),
      '',
    ]);
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'import', detail: { contacts: 1, leftOut: 3 } });
  });

  test('come back mended, the reasons being left in', async () => {
    const done = await good({ 'people.csv': people });
    const bad = done.ok ? (done.imported.leftOut[0]?.csv ?? '') : '';
    const mended = bad
      .replace('grace@,', 'grace@example.com,')
      .replace('Mars', 'UTC')
      .replace(/^cy.*\r\n/m, '');
    expect(await importAll({ 'people.bad-lines.csv': mended })).toMatchObject({
      ok: true,
      imported: { contacts: { created: 2 }, leftOut: [] },
    });
  });

  test.each([
    ['a sequence is wrong too', { 'wrong.yml': 'name: X\nsteps: [{ kind: delay, for: ever }]\n' }],
    ['another file of contacts has no addresses at all', { 'other.csv': 'name\nAda\n' }],
  ])('are not to be had where %s', async (_what, wrong) => {
    expect(await importAll({ 'people.csv': people, ...wrong })).toMatchObject({ ok: false, good: 0 });
    expect(await good({ 'people.csv': people, ...wrong })).toMatchObject({ ok: false, good: 0 });
    await nothingCameIn();
  });
});
