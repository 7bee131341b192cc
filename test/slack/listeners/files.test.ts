import { TEAM } from '../../../src/sandbox/slack/workspace.js';
import { runImport } from '../../../src/slack/listeners/importing/run-import.js';
import { importingOf, MIA_DM } from './importing.js';
import { ANA, ANA_DM, eachSlackWorld, MIA, SALES, type SlackWorld, steps, textOf } from './slack-world.js';

/** `import` and `export`: files that people share with the app, and those that it gives them. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const { upload, share, said, importThem, shown } = importingOf(() => world);

const renewals = 'name: Renewals\nsteps:\n  - { id: wait, kind: delay, for: 1 day }\n';
const wrong = renewals.replace('1 day', 'ever');
const sequences = () => world.store.read.sequences.all(world.workspace.id);

describe('import', () => {
  test('takes files from a form, all in one, and says what came in', async () => {
    const template = 'template: hello\nkind: email\nemail: { subject: Hi, body: Hello? }\n';
    const sequence = 'name: Renewals\nsteps:\n  - { id: hi, kind: email, name: Greeting, template: hello }\n';
    await importThem(['renewals.yml', sequence], ['hello.yml', template], ['people.csv', 'email\nada@example.com\n']);
    const said = textOf(await shown('Imported'));
    expect(said).toContain(
      '• sequence Renewals: new\n• template hello: new\n• contacts: 1 new, 0 changed, 0 unchanged',
    );
    expect(said).toContain('Only one step reaches the contact; after Greeting nothing comes.');
    const [stored] = await sequences();
    const version = await world.store.read.sequences.version(stored?.currentVersionId ?? '');
    expect(version?.publishedById).toBe(world.mia.id);
  });

  test('with anything wrong says every error with its line, and changes nothing', async () => {
    await importThem(
      ['good.yml', renewals.replace('Renewals', 'Good')],
      ['wrong.yml', wrong],
      ['x.csv', 'mail\nada\n'],
    );
    const text = textOf(await shown('Nothing was imported: 2 problems'));
    expect(text).toContain('• wrong.yml:3:30 steps[0].for: must be');
    expect(text).toContain('• x.csv:2 mail: ada is not an e-mail address');
    expect(await sequences()).toEqual([]);
  });

  test('more errors than a message holds come as a file', async () => {
    const many = `name: Many\nsteps:\n${'  - { kind: delay, for: ever }\n'.repeat(60)}`;
    await importThem(['many.yml', many]);
    await shown('are in a file in your direct messages');
    const file = await world.until(async () =>
      (await world.seenBy(MIA)).messages
        .flatMap(({ files }) => files)
        .find(({ name }) => name === 'import-problems.txt'),
    );
    const answer = await fetch(`${world.harness.url}/sandbox/api/files/${file.id}?person=${MIA}`);
    expect((await answer.text()).match(/\.for: must be/g)).toHaveLength(60);
  });

  test('where Slack takes no file, the message says so, and how many of the errors it shows', async () => {
    const id = await upload('many.yml', `name: Many\nsteps:\n${'  - { kind: delay, for: ever }\n'.repeat(60)}`);
    const sharedFiles = { ...world.files, share: async () => false };
    const silent = () => undefined;
    const log = { debug: silent, info: silent, warn: silent, error: silent };
    const deps = {
      ...world.deps,
      sharedFiles,
      pictures: { toPng: async () => new Uint8Array() },
      timers: world.harness.timers,
      log,
    };
    const acting = { deps, actor: world.mia, workspace: world.workspace, now: await world.clock.now() };
    const { drawn } = await runImport(acting, [id]);
    expect(JSON.stringify(drawn)).toContain('These are the first 40. Slack takes no file from Drumbeat: ask an admin');
    expect(JSON.stringify(drawn)).not.toContain('are in a file');
  });

  test('offers the good ones where only contacts are wrong; the bad lines come back as a file', async () => {
    await share('people.csv', 'email,zone\nada@example.com,\ngrace@,\nbob@example.com,Mars\n');
    await world.click(await said('Import people.csv?'), 'file.import', { who: MIA });
    const refusal = await said('Nothing was imported: 2 problems');
    expect(textOf(refusal)).toContain('Import the 1 good one');
    await world.click(refusal, 'file.import-good', { who: MIA });
    expect(textOf(await said('2 lines of people.csv left out'))).toContain('1 new');
    const file = await world.until(async () =>
      (await world.seenBy(MIA)).messages
        .flatMap(({ files }) => files)
        .find(({ name }) => name === 'people.bad-lines.csv'),
    );
    const answer = await fetch(`${world.harness.url}/sandbox/api/files/${file.id}?person=${MIA}`);
    expect(await answer.text()).toMatch(/^email,zone,reason\r\ngrace@,,.*\r\nbob@example.com,Mars,.*\r\n$/);
  });

  test('offers the good ones in the form too', async () => {
    await importThem(['people.csv', 'email\nada@example.com\ngrace@\n']);
    await world.click(await shown('Nothing was imported: 1 problem'), 'file.import-good', { who: MIA });
    await shown('1 line of people.csv left out');
  });

  test('is for managers', async () => {
    await world.type('import', ANA);
    expect(textOf(await world.whisper(ANA))).toContain('You cannot import files: it takes a manager');
    await share('renewals.yml', renewals, ANA, ANA_DM);
    const answer = await world.until(async () =>
      (await world.seenBy(ANA)).messages.find(
        (one) => one.conversation === ANA_DM && textOf(one).includes('You cannot import files'),
      ),
    );
    expect(textOf(answer)).toContain('it takes a manager (or an admin). Ask Mia Lindqvist.');
    expect(JSON.stringify(answer)).not.toContain('file.import');
    expect(await sequences()).toEqual([]);
  });

  test('is offered for a file that is shared in the DM, and happens at a click, once', async () => {
    await share('renewals.yml', renewals);
    const offer = await said('Import renewals.yml?');
    expect(await sequences()).toEqual([]);
    await world.click(offer, 'file.import', { who: MIA });
    await said('• sequence Renewals: new');
    await world.click(offer, 'file.import', { who: MIA });
    await said('• sequence Renewals: unchanged');
    expect(await sequences()).toHaveLength(1);
  });

  test('is offered once, however often Slack tells of the file', async () => {
    const file_id = await upload('renewals.yml', renewals);
    const event = {
      type: 'file_shared',
      channel_id: MIA_DM,
      user_id: MIA,
      file_id,
      file: { id: file_id },
      event_ts: '1',
    };
    const body = { type: 'event_callback', team_id: TEAM.id, event_id: 'Ev1', event };
    const tell = () => world.bolt.processEvent({ body, ack: async () => undefined });
    await Promise.all([tell(), tell()]);
    await tell();
    await world.show();
    const offers = (await world.seenBy(MIA)).messages.filter((one) => textOf(one).includes('Import renewals.yml?'));
    expect(offers).toHaveLength(1);
  });

  test('is offered for nothing else: not for pictures, not in channels, not for the app’s own files', async () => {
    await share('chart.png', 'png');
    await share('renewals.yml', renewals, MIA, SALES);
    await world.publish({ name: 'Own', steps: [steps.hello] });
    await world.type('export own', MIA);
    await said('`own.yml` is in your direct messages');
    await share('asked.yml', renewals);
    await said('Import asked.yml?');
    const all = (await world.seenBy(MIA)).messages.filter((one) => textOf(one).includes('*Import '));
    expect(all).toHaveLength(1);
  });
});

describe('export', () => {
  test('gives the sequence as a file that imports as unchanged', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [steps.hello, steps.later] });
    await world.type('export saas-outbound', MIA);
    await said('`saas-outbound.yml` is in your direct messages');
    const { files } = await world.until(async () =>
      (await world.seenBy(MIA)).messages.find((one) => one.conversation === MIA_DM && one.files.length > 0),
    );
    const answer = await fetch(`${world.harness.url}/sandbox/api/files/${files[0]?.id}?person=${MIA}`);
    const content = await answer.text();
    expect(content).toContain('name: SaaS outbound');
    await importThem(['saas-outbound.yml', content]);
    await shown('• sequence SaaS outbound: unchanged');
  });

  test('asks which one, and knows what was probably meant', async () => {
    await world.publish({ name: 'Renewals', steps: [steps.hello] });
    await world.type('export', MIA);
    await world.modal(MIA, ({ view }) => JSON.stringify(view).includes('Which sequence?'));
    await world.type('export renewal', MIA);
    expect(textOf(await world.whisper(MIA))).toContain('There is no sequence called “renewal”. Did you mean:');
  });
});
