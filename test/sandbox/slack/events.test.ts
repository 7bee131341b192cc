import { ANA, ANA_DM, type Harness, LEADERSHIP, SALES, startHarness } from '../harness.js';
import { typeIn } from './acting.js';

/** What people write, and what the program is told of it and of its home tab. */
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

describe('a message', () => {
  test('shows with its mentions marked, unread for the others', async () => {
    await typeIn(harness, '@ben look at https://example.com');
    const seenBy = async (person: string) => {
      const { messages, conversations } = await harness.snapshot(person);
      return [messages[0]?.text, conversations.find((one) => one.id === SALES)?.unread];
    };
    expect(await seenBy(ANA)).toEqual(['<@U0BEN00001|ben> look at <https://example.com>', 0]);
    expect(await seenBy('U0BEN00001')).toEqual(['<@U0BEN00001|ben> look at <https://example.com>', 1]);
    await harness.post('/read', { person: 'U0BEN00001', conversation: SALES });
    expect((await seenBy('U0BEN00001'))[1]).toBe(0);
  });

  test('cannot be written where the person is not', async () => {
    expect((await typeIn(harness, 'hello', LEADERSHIP)).status).toBe(400);
    expect((await typeIn(harness, 'hello', ANA_DM, { person: 'U0BEN00001' })).status).toBe(400);
    expect((await typeIn(harness, 'hello', SALES, { person: 'U0GIL00001' })).status).toBe(400);
  });
});

test('a message to the app is an event where the app subscribes to it', async () => {
  await typeIn(harness, 'hello', ANA_DM);
  expect(harness.received).toEqual([]);
  await harness.stop();
  harness = await startHarness({ program: { events: ['message.im'] } });
  await typeIn(harness, 'hello @ben', ANA_DM);
  await typeIn(harness, 'hello', SALES);
  await harness.post('/home', { person: ANA });
  expect(harness.received.map(({ payload }) => payload.event)).toMatchObject([
    { type: 'message', channel_type: 'im', channel: ANA_DM, user: ANA, text: 'hello <@U0BEN00001|ben>' },
  ]);
});

describe('opening the home tab', () => {
  test('sends app_home_opened with an event id', async () => {
    await harness.post('/home', { person: ANA });
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      team_id: 'T0HARBOR1',
      event: { type: 'app_home_opened', user: ANA, channel: ANA_DM, tab: 'home' },
    });
  });

  test('is sent again at once, after a minute and after five, until it is acknowledged', async () => {
    harness.answerWith(() => ({ status: 500 }));
    await harness.post('/home', { person: ANA });
    const retries = () =>
      harness.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ]);
    await harness.timers.waitingFor(60_000);
    harness.timers.advance(60_000);
    await harness.timers.waitingFor(300_000);
    const fourth = arrival();
    harness.timers.advance(300_000);
    await fourth;
    expect(retries().slice(2)).toEqual([
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(harness.received.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  /** Resolves with the next request that the program gets. */
  const arrival = () =>
    new Promise<void>((resolve) => {
      harness.answerWith(() => {
        resolve();
        return {};
      });
    });
});
