import { DateTime } from 'luxon';
import { createMemoryChat, type MemoryChat } from '../../../src/adapters/memory/chat.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Chat } from '../../../src/app/ports/chat.js';
import type { SequenceVersion } from '../../../src/app/ports/stores/sequences.js';
import { postDue } from '../../../src/app/posting/postDue.js';
import type { ShownTaskPosts } from '../../../src/app/posting/shown.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, posts } from '../enrollments/cadence.js';
import { postingIn } from './posting-world.js';

let world: AppWorld;
let chat: MemoryChat;
let version: SequenceVersion;
beforeEach(async () => {
  world = await createAppWorld();
  chat = createMemoryChat({ now: () => DateTime.utc() });
  version = await world.publish({ steps: [call] });
});
afterEach(() => world.close());

const bring = (over: Chat = chat, worker = 'worker-1') => postDue({ ...world.deps, chat: over, worker });
/** So many calls appear for Ana at this moment. */
async function appear(amount: number): Promise<void> {
  const known = (await posts(world)).length;
  for (let one = 0; one < amount; one += 1) {
    await world.enrollIn(version, { email: `c${known + one}@example.com`, firstName: `C${known + one}` });
  }
  await fireDue(world.deps);
}
const openTasks = () => world.store.read.tasks.find({ workspaceId: world.workspace.id, state: 'open' });
const kinds = () => chat.messages.map(({ post }) => post.kind);
/** The tasks of the only list message. */
function listed(): ShownTaskPosts['tasks'] {
  const lists = chat.messages.flatMap(({ post }) => (post.kind === 'task-list' ? [post.list] : []));
  if (lists.length !== 1) throw new Error(`${lists.length} lists`);
  return lists[0]?.tasks ?? [];
}
const titles = () => listed().map(({ title }) => title);
const later = async (minutes: number) => world.clock.freezeAt((await world.clock.now()).plus({ minutes }));

test('five tasks for one person in a minute are five messages', async () => {
  await appear(5);
  await bring();
  expect(kinds()).toEqual(['task', 'task', 'task', 'task', 'task']);
});

test('six are one list message, with a line for each', async () => {
  await appear(6);
  await bring();
  expect(kinds()).toEqual(['task-list']);
  expect(titles()).toEqual(['Call C0', 'Call C1', 'Call C2', 'Call C3', 'Call C4', 'Call C5']);
  expect(chat.messages[0]?.to).toBe('UANA');
});

test('its lines stand by their titles', async () => {
  for (const firstName of ['Zoe', 'C10', 'Ada', 'C2', 'Mia', 'Ben']) {
    await world.enrollIn(version, { email: `${firstName}@example.com`, firstName });
  }
  await fireDue(world.deps);
  await bring();
  expect(titles()).toEqual(['Call Ada', 'Call Ben', 'Call C2', 'Call C10', 'Call Mia', 'Call Zoe']);
});

test('more than one claim takes come in one list all the same', async () => {
  await appear(45);
  await bring();
  expect(kinds()).toEqual(['task-list']);
  expect(listed()).toHaveLength(45);
});

test('two workers at once make one list', async () => {
  await appear(30);
  await Promise.all([bring(chat, 'worker-1'), bring(chat, 'worker-2')]);
  await bring();
  expect(kinds()).toEqual(['task-list']);
  expect(listed()).toHaveLength(30);
});

test('those that come later in the minute join the list, and the sixth begins one', async () => {
  await appear(4);
  await bring();
  await appear(3);
  await bring();
  await appear(1);
  await bring();
  expect(kinds()).toEqual(['task', 'task', 'task', 'task', 'task-list']);
  expect(listed()).toHaveLength(4);
  expect(chat.messages.at(-1)?.updates).toBe(1);
});

test('the next minute begins anew', async () => {
  await appear(4);
  await bring();
  await later(1);
  await appear(4);
  await bring();
  expect(kinds()).toEqual(Array(8).fill('task'));
});

test('a channel has a message a task: anybody may take one of them', async () => {
  version = await world.publish({ name: 'Shared', steps: [{ ...call, assignee: 'C0SALES001' }] });
  await appear(6);
  await bring();
  expect(kinds()).toEqual(Array(6).fill('task'));
});

test('a worker that died after it posted the list leaves one list', async () => {
  await appear(6);
  await postingIn(world).dieIn(chat, chat.post);
  await bring();
  expect(kinds()).toEqual(['task-list']);
  expect(listed()).toHaveLength(6);
});

test('a worker that died before it posted the list loses no line', async () => {
  await appear(6);
  await postingIn(world).dieIn(chat, async () => undefined);
  await bring();
  expect(kinds()).toEqual(['task-list']);
  expect(listed()).toHaveLength(6);
});

test('of six, one that is done before anything was posted leaves five messages', async () => {
  await appear(6);
  const [first] = await openTasks();
  await completeTask(world.app, { actor: world.rep, taskId: first?.id ?? '' });
  await bring();
  expect(kinds()).toEqual(Array(5).fill('task'));
});

test('one that is done while Slack is away stands in the list as done', async () => {
  await appear(6);
  chat.answerNext({ outcome: { kind: 'deferred', reason: 'rate limited', retryAfterMs: 60_000 } });
  await bring();
  const [first] = await openTasks();
  await completeTask(world.app, { actor: world.rep, taskId: first?.id ?? '' });
  await later(2);
  await bring();
  expect(kinds()).toEqual(['task-list']);
  expect(
    listed()
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['done', 'open', 'open', 'open', 'open', 'open']);
});

test('a task that is done is done in its line at once, in the same message', async () => {
  await appear(6);
  await bring();
  const [first] = await openTasks();
  await completeTask(world.app, { actor: world.rep, taskId: first?.id ?? '' });
  await bring();
  expect(chat.messages).toMatchObject([{ updates: 1 }]);
  expect(listed().find(({ id }) => id === first?.id)).toMatchObject({ state: 'done' });
});

test('a line follows its task: done, snoozed and shown again below, handed on', async () => {
  await appear(6);
  await bring();
  const [done, snoozed, given] = await openTasks();
  const ben = await world.member('ben');
  const now = await world.clock.now();
  await completeTask(world.app, { actor: world.rep, taskId: done?.id ?? '', outcome: 'voicemail' });
  await snoozeTask(world.app, { actor: world.rep, taskId: snoozed?.id ?? '', until: now.plus({ hours: 1 }) });
  await reassignTask(world.app, { actor: world.rep, taskId: given?.id ?? '', to: ben.id });
  await bring();
  const line = (id: string | undefined) => listed().find((task) => task.id === id);
  expect(line(done?.id)).toMatchObject({ state: 'done', outcome: 'voicemail', closedBy: { name: 'Ana Ruiz' } });
  expect(line(snoozed?.id)?.snoozedUntil?.toISO()).toBe(now.plus({ hours: 1 }).toISO());
  expect(line(given?.id)?.standing).toMatchObject({ kind: 'handed-on', to: { name: 'ben' }, by: { name: 'Ana Ruiz' } });
  expect(chat.messages.map(({ to }) => to)).toEqual(['UANA', 'UBEN']);
  await later(61);
  await bring();
  expect(line(snoozed?.id)?.standing).toEqual({ kind: 'below' });
  expect(chat.messages.at(-1)).toMatchObject({
    to: 'UANA',
    post: { kind: 'task', task: { standing: { kind: 'live' } } },
  });
});

test('a list that Slack refuses is shown to the owners, where they are others', async () => {
  const ben = await world.member('ben');
  await appear(6);
  await world.pool.query('UPDATE enrollments SET owner_id = $1', [ben.id]);
  chat.refuse('UANA', 'account_inactive');
  await bring();
  expect(chat.messages.map(({ to, post }) => [to, post.kind])).toEqual([['UBEN', 'task-list']]);
});
