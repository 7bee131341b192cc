import { vi } from 'vitest';
import { SANDBOX_BOT_TOKEN } from '../../src/sandbox/slack/workspace.js';
import { actionIds } from '../../src/slack/action-ids.js';
import { ANA, ANA_DM, SALES } from '../sandbox/harness.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type MailStandIn, startMailStandIn } from '../support/mail-stand-in.js';
import { pressOf } from '../support/press.js';
import { endPrograms, type ProgramProcess, startProgram, until } from '../support/program.js';
import { openSeed, plainMail, type Seed } from '../support/program-seed.js';
import { freePort } from '../support/quiet-port.js';
import { APP_TOKEN, type SocketSlack, startSocketSlack } from '../support/socket-slack.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** The program in Socket Mode: it dials Slack, and what people do comes over that connection. */
let slack: SocketSlack;
let stopSlack: () => Promise<void>;
let database: TestDatabase;
let provider: MailStandIn;
let seed: Seed;
let port: string;
const open = async () => {
  port = String(await freePort());
  database = await createTestDatabase();
  provider = await startMailStandIn();
  seed = await openSeed(database.url);
  slack = await startSocketSlack();
  let stopping: Promise<void> | null = null;
  stopSlack = () => {
    stopping ??= slack.stop();
    return stopping;
  };
};
const close = async () => {
  await endPrograms();
  await stopSlack();
  await seed.close();
  await provider.close();
  await database.drop();
};

const cleanEnd = { code: 0, signal: null };

const start = (env: Readonly<Record<string, string>> = {}) =>
  startProgram({
    PORT: port,
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: SANDBOX_BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_API_URL: slack.apiUrl,
    SENDGRID_API_KEY: 'SG.socket',
    SENDGRID_BASE_URL: provider.url,
    MAIL_FROM: 'sales@harbor.example',
    POSTAL_ADDRESS: '12 Pier Road, Portland',
    ...env,
  });

/** What somebody types; resolves when the program has acknowledged it, which its answer may follow. */
const type = (text: string) => slack.harness.post('/messages', { person: ANA, conversation: SALES, text });
const texts = async () => (await slack.harness.snapshot()).messages.map(({ text }) => text);

/** One for all, in its order. */
describe('a program in Socket Mode', () => {
  let program: ProgramProcess;
  beforeAll(open);
  afterAll(close);

  test('starts and fires while Slack gives no connection', async () => {
    slack.behave((_request, response) => void response.status(503).end());
    await seed.enrollMany(1);
    program = start();
    await program.ready();
    await provider.whenMails(1);
    slack.behave(null);
    await slack.whenPeers(1);
  });

  test('takes a command, a click and an opened Home over the socket, and answers them', async () => {
    const research = { id: 'research', kind: 'task', when: 'immediately', task: { title: 'Look them up' } };
    await seed.enrollMany(0, { name: 'Zero', steps: [plainMail, research] });
    expect((await type('/sequence enroll ada@example.com in zero')).status).toBe(200);
    await provider.whenMails(2);
    await until(async () => (await texts()).join('\n').includes('ada@example.com'));

    const task = async () => {
      const { messages } = await slack.harness.snapshot();
      return messages.find(({ conversation, text }) => conversation === ANA_DM && text.includes('Look them up'));
    };
    await until(async () => (await task()) !== undefined);
    const open = await task();
    if (open === undefined) throw new Error('no task');
    const click = pressOf(ANA, open, actionIds.task.done);
    expect(await slack.harness.post('/actions', click ?? {})).toMatchObject({ status: 200 });
    await until(async () => (await task())?.edited === true);

    await slack.harness.post('/home', { person: ANA });
    await until(async () => (await slack.harness.snapshot()).home !== null);
  });

  test('is back within a second where Slack renews the connection, and where it breaks when Slack can be asked again', async () => {
    const begun = performance.now();
    slack.peers[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    await slack.whenPeers(2);
    expect(performance.now() - begun).toBeLessThan(1_000);

    let asked = 0;
    slack.behave((request) => {
      asked += 1;
      request.socket.destroy();
    });
    slack.peers[1]?.cut();
    await until(() => asked >= 2);
    slack.behave(null);
    await slack.whenPeers(3);
    await type('/sequence help');
    await until(async () => (await texts()).includes('Help on /sequence'));
  });

  test('ends at SIGTERM within 10 s with code 0 when Slack does not hang up its side', async () => {
    slack.peers[2]?.fallSilent();
    expect(await program.end('SIGTERM')).toEqual(cleanEnd);
  });
});

describe('a start in Socket Mode', () => {
  beforeEach(open);
  afterEach(close);

  test('what somebody asked for before SIGTERM is answered before it hangs up and ends with code 0', async () => {
    const program = start();
    await program.ready();
    const { called, release } = slack.hold('users.info');
    const asked = type('/sequence list');
    await called;
    const ended = program.end('SIGTERM');
    await program.logs(/"stopping"/);
    release();
    expect((await asked).status).toBe(200);
    expect(await ended).toEqual(cleanEnd);
    expect(slack.peers.map(({ isOpen }) => isOpen)).toEqual([false]);
    const { messages } = await slack.harness.snapshot();
    const answers = messages.filter(({ ephemeral }) => ephemeral).map(({ text }) => text);
    expect(answers).toEqual([expect.not.stringContaining('failed')]);
  });

  test('an app token that Slack does not know is said at the start', async () => {
    const program = start({ SLACK_APP_TOKEN: 'xapp-wrong' });
    expect((await program.ended).code).toBe(1);
    expect(program.stderr()).toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)');
  });
});
