import { TEAM } from '../../../src/sandbox/slack/workspace.js';
import { ANA, ANA_DM, eachSlackWorld, SALES, type SlackWorld, textOf } from './slack-world.js';

/** What people write to the app without a slash. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

/** What the app has said in Ana's DM, the oldest first, once everything is brought there. */
async function said(): Promise<string[]> {
  await world.show();
  const { messages } = await world.seenBy(ANA);
  return messages.filter(({ author, conversation }) => author !== ANA && conversation === ANA_DM).map(textOf);
}

/** Writes on the page, and waits until what hears of it has heard. */
async function write(text: string, where: { readonly conversation?: string; readonly threadTs?: string } = {}) {
  const { conversation = ANA_DM, ...thread } = where;
  const act = () => world.write(text, conversation, thread);
  await (conversation === ANA_DM ? world.heard('message', act) : act());
}

/** An event as Slack would tell it. */
function tell(event: object, eventId = 'Ev1') {
  const message = { type: 'message', channel: ANA_DM, channel_type: 'im', user: ANA, text: 'hello', ts: '1.1' };
  return world.bolt.processEvent({
    body: { type: 'event_callback', team_id: TEAM.id, event_id: eventId, event: { ...message, ...event } },
    ack: async () => undefined,
  });
}

test.each([
  ['hello there', 'help'],
  ['what can you do?', 'help'],
  ['help', 'help'],
  ['enroll ada@example.com in saas-outbound', 'enroll ada@example.com in saas-outbound'],
  ['sequence enrol ada@example.com in "SaaS outbound"', 'enroll ada@example.com in "SaaS outbound"'],
  ['enroll ada', 'enroll ada@example.com in saas-outbound'],
  ['taks', 'tasks'],
  ['pause @ben', 'pause ada@example.com'],
])('%s in the DM with the app is answered with what to type', async (text, line) => {
  await write(text);
  const [answer, ...others] = await said();
  expect(answer).toContain(`\`/sequence ${line}\``);
  expect(others).toEqual([]);
});

test('the answer has a way to all commands', async () => {
  await write('hello');
  await said();
  const answer = (await world.seenBy(ANA)).messages.findLast(({ author }) => author !== ANA);
  if (answer === undefined) throw new Error('no answer');
  await world.click(answer, 'show.help');
  expect(textOf(await world.whisper())).toContain('/sequence enroll');
});

test('a message that Slack tells of again, to another process too, is answered once; the next one is answered', async () => {
  await Promise.all([tell({}), tell({}), tell({})]);
  expect(await said()).toHaveLength(1);
  await tell({ ts: '1.2' }, 'Ev2');
  expect(await said()).toHaveLength(2);
});

test.each([
  ['an edit', { subtype: 'message_changed', message: { text: 'hello' }, previous_message: {} }],
  ['what a bot writes', { bot_id: 'B1' }],
  ['a file', { subtype: 'file_share', files: [] }],
  ['a thread', { thread_ts: '1.0' }],
  ['a channel', { channel: SALES, channel_type: 'channel' }],
  ['the app itself', { user: 'U0DRUMBEAT' }],
])('%s is not answered', async (_, event) => {
  await tell(event);
  expect(await said()).toEqual([]);
});
