import type { ModalView } from '@slack/types';
import { createNewestClicks } from '../../../src/slack/listeners/actions/newest-click.js';
import { say } from '../../../src/slack/listeners/talk.js';
import { createSlackWorld, SAM, type SlackWorld } from './slack-world.js';

let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

const incident = () => ({ text: 'Fault', blocks: [] });
const shown = (title: string): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  blocks: [{ type: 'divider' }],
});

/** Two clicks in one modal, the second before the first was answered: both carry the modal's first hash. */
async function twoClicks() {
  await world.type('settings', SAM);
  const { id, hash } = await world.modal(SAM);
  const clicks = createNewestClicks();
  const talk = () => {
    const { isNewest } = clicks.began(id);
    const modal = { id, hash, isResult: false, isNewest };
    return { client: world.bolt.client, triggerId: '', respond: null, modal, remember: {}, incident };
  };
  return [talk(), talk()] as const;
}
const title = async () => (await world.modal(SAM)).view;

test('of two quick clicks the newer one is drawn last', async () => {
  const [first, second] = await twoClicks();
  await say(first, { kind: 'update', view: shown('First') });
  await say(second, { kind: 'update', view: shown('Second') });
  expect(await title()).toMatchObject({ title: { text: 'Second' } });
});

test('the older one never over the newer', async () => {
  const [first, second] = await twoClicks();
  await say(second, { kind: 'update', view: shown('Second') });
  await say(first, { kind: 'update', view: shown('First') });
  expect(await title()).toMatchObject({ title: { text: 'Second' } });
});

test('where Slack puts no more modals on each other the new one takes the place of the one that was clicked in', async () => {
  const [{ modal }] = await twoClicks();
  const push = async () => {
    throw Object.assign(new Error('An API error occurred'), { data: { error: 'push_limit_reached' } });
  };
  const { open, update } = world.bolt.client.views;
  const views = { open, update, push } as unknown as typeof world.bolt.client.views;
  const talk = { client: { views }, triggerId: '', respond: null, modal, remember: {}, incident };
  await say(talk, { kind: 'modal', view: shown('Fourth') });
  expect(await title()).toMatchObject({ title: { text: 'Fourth' } });
  await say(talk, { kind: 'message', drawn: incident(), replaces: false });
  expect(await title()).toMatchObject({ title: { text: 'Drumbeat' } });
});

test('what Slack does not take yet is said again in words', async () => {
  const tried: unknown[] = [];
  const respond = async (asked: unknown) => {
    tried.push(asked);
    if (tried.length === 1) throw Object.assign(new Error('Failed to respond'), { statusCode: 400 });
    return new Response();
  };
  const talk = { client: world.bolt.client, triggerId: '', respond, modal: null, remember: {}, incident };
  const words = { type: 'divider' } as const;
  const drawn = {
    text: 'Report',
    blocks: [],
    wide: { blocks: [{ type: 'table' as const, rows: [] }], instead: [words] },
  };
  await say(talk, { kind: 'message', drawn, replaces: false });
  expect(tried).toMatchObject([{ blocks: [{ type: 'table' }] }, { blocks: [{ type: 'divider' }] }]);
});
