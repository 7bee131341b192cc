import type { ShownTask } from '../../../src/app/posting/shown.js';
import { SANDBOX_BOT_TOKEN } from '../../../src/sandbox/slack/workspace.js';
import { createSlackChat } from '../../../src/slack/chat/chat.js';
import { createSlackDirectory } from '../../../src/slack/chat/directory.js';
import { createSlackClient } from '../../../src/slack/chat/slack-client.js';
import { chatContract } from '../../contracts/chat.js';
import { ANA, type Harness, LEADERSHIP, RANDOM, SALES, startHarness } from '../../sandbox/harness.js';
import { aTask, now } from '../views/shown-for-tests.js';

const clientOf = (harness: Harness) =>
  createSlackClient({ token: SANDBOX_BOT_TOKEN, apiUrl: `${harness.url}/sandbox/slack/api/` });

chatContract('Slack’s Web API', async () => {
  const harness = await startHarness();
  return {
    chat: createSlackChat({ client: clientOf(harness) }),
    person: ANA,
    channel: SALES,
    channelName: '#sales',
    foreignChannel: RANDOM,
    now: () => harness.clock.now,
    advance: (seconds) => {
      harness.clock.now = harness.clock.now.plus({ seconds });
    },
    titles: async (conversation) => {
      const { messages } = await harness.snapshot(ANA);
      return messages.filter((one) => one.conversation === conversation).map((one) => one.text);
    },
    close: () => harness.stop(),
  };
});

test('a task that was handed on looks the same whatever follows in its cadence', () => {
  const chat = createSlackChat({ client: createSlackClient({ token: SANDBOX_BOT_TOKEN }) });
  const look = (next: string, standing: ShownTask['standing']) =>
    chat.fingerprint({ kind: 'task', task: aTask({ next, standing }) });
  const handedOn = { kind: 'handed-on', to: null, by: null, at: now } as const;
  expect(look('Bump', handedOn)).toBe(look('Call', handedOn));
  expect(look('Bump', { kind: 'live' })).not.toBe(look('Call', { kind: 'live' }));
});

describe('the directory over Slack’s Web API', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.stop());
  const directory = () => createSlackDirectory({ client: clientOf(harness), timers: harness.timers });

  test('knows the team and the app’s own user', async () => {
    expect(await directory().team()).toEqual({
      slackTeamId: 'T0HARBOR1',
      name: 'Harbor Analytics',
      botUserId: 'U0DRUMBEAT',
    });
  });

  test('knows a person with address and zone', async () => {
    expect(await directory().person(ANA)).toEqual({
      slackUserId: ANA,
      handle: 'ana',
      name: 'Ana Ruiz',
      email: 'ana@harbor.example',
      title: 'Account executive',
      zone: 'America/New_York',
      isAdmin: false,
      isRefused: false,
    });
    expect(await directory().person('U0NOBODY01')).toBeNull();
  });

  test('refuses guests, bots, Slackbot and those who left, and knows Slack’s admins', async () => {
    const people = await directory().people();
    const refused = people.filter((one) => one.isRefused).map((one) => one.handle);
    expect(refused.sort()).toEqual(['drumbeat', 'gil', 'olga', 'slackbot']);
    expect(people.filter((one) => one.isAdmin).map((one) => one.handle)).toEqual(['sam']);
  });

  test('knows the channels that the app is in', async () => {
    const names = (await directory().channels()).map(({ name }) => name);
    expect(names).toContain('sales');
    expect(names).not.toContain('random');
    expect(names).not.toContain('leadership');
  });

  test('knows a channel and whether the app is in it; a private one it is not in does not exist', async () => {
    expect(await directory().channel(SALES)).toEqual({ id: SALES, name: 'sales', appIsMember: true });
    expect(await directory().channel(RANDOM)).toEqual({ id: RANDOM, name: 'random', appIsMember: false });
    expect(await directory().channel(LEADERSHIP)).toBeNull();
  });
});
