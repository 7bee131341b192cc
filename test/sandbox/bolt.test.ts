import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import type { Router } from 'express';
import { SANDBOX_BOT_TOKEN } from '../../src/sandbox/slack/workspace.js';
import { untilSeen } from '../support/until-seen.js';
import { ANA, ANA_DM, type Harness, SALES, SIGNING_SECRET, startHarness } from './harness.js';

/** A real Bolt app against the sandbox, used as a person at the page would. */
let harness: Harness;
afterEach(() => harness.stop());

function boltApp(url: string): App {
  const receiver = new ExpressReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  const app = new App({
    token: SANDBOX_BOT_TOKEN,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: `${url}/sandbox/slack/api/` },
  });
  app.command('/sequence', async ({ command, ack, client }) => {
    await ack();
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'enroll',
        title: { type: 'plain_text', text: 'Enroll' },
        submit: { type: 'plain_text', text: 'Enroll' },
        private_metadata: command.channel_id,
        blocks: [
          {
            type: 'input',
            block_id: 'address',
            label: { type: 'plain_text', text: 'Address' },
            element: { type: 'plain_text_input', action_id: 'value', initial_value: command.text },
          },
        ],
      },
    });
  });
  app.view('enroll', async ({ view, ack, client }) => {
    const address = view.state.values.address?.value?.value ?? '';
    if (!address.includes('@')) {
      await ack({ response_action: 'errors', errors: { address: 'That is no address' } });
      return;
    }
    await ack();
    await client.chat.postMessage({
      channel: view.private_metadata,
      text: `Enrolled ${address}`,
      blocks: [
        {
          type: 'actions',
          block_id: 'task',
          elements: [{ type: 'button', action_id: 'done', value: '42', text: { type: 'plain_text', text: 'Done' } }],
        },
      ],
    });
  });
  app.action('done', async ({ ack, body, client, respond }) => {
    await ack();
    if (body.type !== 'block_actions' || body.message === undefined) throw new Error('no message');
    await client.chat.update({
      channel: body.channel?.id ?? '',
      ts: body.message.ts,
      text: `Done by <@${body.user.id}>`,
      blocks: [],
    });
    await respond({ text: 'Next: a mail', response_type: 'ephemeral' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Your tasks' } }] },
    });
  });
  app.options('sequence', async ({ ack, payload }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: `${payload.value} outbound` }, value: 's1' }] });
  });
  app.shortcut('enroll-contact', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'enroll',
        title: { type: 'plain_text', text: 'Enroll a contact' },
        submit: { type: 'plain_text', text: 'Enroll' },
        blocks: [
          {
            type: 'input',
            block_id: 'sequence',
            label: { type: 'plain_text', text: 'Sequence' },
            element: { type: 'external_select', action_id: 'sequence', min_query_length: 0 },
          },
        ],
      },
    });
  });
  return app;
}

const startWithBolt = () =>
  startHarness({
    programRouter: (url) => {
      const app = boltApp(url);
      // The receiver's router holds `/slack/events` alone.
      return (app as unknown as { receiver: { router: Router } }).receiver.router;
    },
  });

/** Waits for what Bolt does after its acknowledgement, by the stream of changes as the page does. */
const until = <T>(look: () => Promise<T | undefined>) => untilSeen(harness.url, look);

test('a command opens a modal, which shows errors, is submitted, posts a message, whose button rewrites it', async () => {
  harness = await startWithBolt();
  await harness.post('/messages', { person: ANA, conversation: SALES, text: '/sequence enroll nobody' });
  const modal = await until(async () => (await harness.snapshot()).modals[0]);
  expect(modal.view).toMatchObject({ callback_id: 'enroll', private_metadata: SALES });

  const submission = (value: string) => ({
    person: ANA,
    viewId: modal.id,
    state: { address: { value: { type: 'plain_text_input', value } } },
  });
  await harness.post('/submissions', submission('nobody'));
  expect((await harness.snapshot()).modals[0]?.errors).toEqual({ address: 'That is no address' });

  await harness.post('/submissions', submission('ada@example.com'));
  const message = await until(async () => (await harness.snapshot()).messages[0]);
  expect((await harness.snapshot()).modals).toEqual([]);
  expect(message).toMatchObject({ author: 'app', text: 'Enrolled ada@example.com', conversation: SALES });

  const click = {
    person: ANA,
    container: { type: 'message', conversation: SALES, ts: message.ts },
    action: { type: 'button', block_id: 'task', action_id: 'done', value: '42' },
    state: {},
  };
  expect((await harness.post('/actions', click)).status).toBe(200);
  const messages = await until(async () => {
    const { messages } = await harness.snapshot();
    return messages.length === 2 ? messages : undefined;
  });
  expect(messages[0]).toMatchObject({ text: `Done by <@${ANA}>`, blocks: [], edited: true });
  expect(messages[1]).toMatchObject({ text: 'Next: a mail', ephemeral: true });
});

test('opening the home tab lets Bolt publish it', async () => {
  harness = await startWithBolt();
  expect(await harness.post('/home', { person: ANA })).toEqual({ status: 200, body: {} });
  const home = await until(async () => (await harness.snapshot()).home ?? undefined);
  expect(home.view.blocks).toMatchObject([{ type: 'header' }]);
});

test('a shortcut opens a modal whose external select asks Bolt for options', async () => {
  harness = await startWithBolt();
  await harness.post('/shortcuts', { person: ANA, callbackId: 'enroll-contact' });
  const modal = await until(async () => (await harness.snapshot()).modals[0]);
  const answer = await harness.post('/options', {
    person: ANA,
    container: { type: 'view', viewId: modal.id },
    blockId: 'sequence',
    actionId: 'sequence',
    value: 'SaaS',
  });
  expect(answer.body).toEqual({ options: [{ text: { type: 'plain_text', text: 'SaaS outbound' }, value: 's1' }] });
});

test("a wrong signing secret is refused by Bolt, and the person reads Slack's own words for it", async () => {
  harness = await startHarness({
    program: { signingSecret: 'another' },
    programRouter: (url) => (boltApp(url) as unknown as { receiver: { router: Router } }).receiver.router,
  });
  await harness.post('/messages', { person: ANA, conversation: ANA_DM, text: '/sequence help' });
  expect((await harness.snapshot()).messages).toMatchObject([
    { author: 'slackbot', ephemeral: true, text: '/sequence failed with the error "dispatch_failed"' },
  ]);
});
