import { unmeasured } from '../../../src/app/ports/measures.js';
import type { Post } from '../../../src/app/ports/stores/tasks.js';
import { measuredChat } from '../../../src/app/posting/measuredChat.js';
import { createWorld, type World } from '../../support/world.js';
import { type PostingWorld, postingIn } from './posting-world.js';

const task = (id: string) => ({
  id,
  kind: 'task',
  when: 'immediately',
  task: { title: `${id} {{ contact.firstName }}`, type: 'call' },
});

let world: World;
let posting: PostingWorld;
/** Two enrollments. */
let ada: string;
let grace: string;
beforeEach(async () => {
  world = await createWorld();
  posting = postingIn(world);
  const published = await world.publish({ steps: [task('call')] });
  ada = (await world.enrollIn(published)).enrollment.id;
  grace = (await world.enrollIn(published, { email: 'grace@example.com' })).enrollment.id;
});
afterEach(() => world.close());

/** A message about an enrollment, due now. */
async function about(enrollmentId: string, key: string, over: Partial<Post> = {}): Promise<void> {
  await world.store.read.posts.add([
    {
      id: world.ids.next(),
      workspaceId: world.workspace.id,
      conversation: 'UANA',
      content: { kind: 'notice', notice: { kind: 'report', text: key } },
      enrollmentId,
      key,
      dueAt: await world.clock.now(),
      ...over,
    },
  ]);
}

/** The key of the message that each one stands below. */
const threads = () =>
  Object.fromEntries(
    posting.chat.messages.map(({ key, at, thread }) => [
      key,
      posting.chat.messages.find((one) => one.at.ts === thread?.ts && one.at.channel === at.channel)?.key ??
        thread?.ts ??
        null,
    ]),
  );

test('the first message about an enrollment begins its thread in a conversation; later ones follow there', async () => {
  await about(ada, 'first');
  await about(grace, 'of Grace');
  await posting.bring();
  await posting.later(1);
  await about(ada, 'second');
  await about(ada, 'for Ben', { conversation: 'UBEN' });
  await posting.report('about nobody');
  await posting.bring();
  await posting.later(2);
  await about(ada, 'third');
  await posting.bring();
  expect(threads()).toEqual({
    first: null,
    'of Grace': null,
    second: 'first',
    'for Ben': null,
    'about nobody': null,
    third: 'first',
  });
});

test('it stands in its thread also where requests to Slack are measured', async () => {
  await about(ada, 'first');
  await about(ada, 'second');
  await posting.bring(measuredChat(posting.chat, { measures: unmeasured, monotonicMs: () => 0 }));
  expect(threads()).toEqual({ first: null, second: 'first' });
});

test('what waits for its reader is shown in the conversation too, what is only told is not', async () => {
  const held = { kind: 'failed', enrollmentId: ada, executionId: world.ids.next(), reason: 'no' } as const;
  const ended = { kind: 'ended', enrollmentId: ada, reason: 'reply' } as const;
  await about(ada, 'first');
  await about(ada, 'told');
  await about(ada, 'ended', { content: { kind: 'notice', notice: ended } });
  await about(ada, 'gone', { content: { kind: 'notice', notice: held } });
  await posting.bring();
  const outside = posting.chat.messages.map(({ key, thread }) => [key, thread?.isAlsoOutside]);
  expect(outside).toEqual([
    ['first', undefined],
    ['told', false],
    ['ended', true],
  ]);
});

test('a reply that a dead worker may have posted is looked for in its thread, and comes once', async () => {
  await about(ada, 'first');
  await posting.bring();
  await about(ada, 'second');
  await posting.dieIn(posting.chat, posting.chat.post);
  await posting.bring();
  expect(posting.keys()).toEqual(['first', 'second']);
  await about(ada, 'third');
  await posting.bring();
  expect(threads()).toEqual({ first: null, second: 'first', third: 'first' });
});

test('a reply whose answer was lost is looked for in its thread, and comes once', async () => {
  await about(ada, 'first');
  await posting.bring();
  await about(ada, 'second');
  posting.chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
  await posting.bring();
  await posting.later(30);
  await posting.bring();
  expect(posting.keys()).toEqual(['first', 'second']);
});

test('where somebody deleted the first message, the next one begins a thread, and the others follow it', async () => {
  await about(ada, 'first');
  await posting.bring();
  const [first] = posting.chat.messages;
  if (first === undefined) throw new Error('nothing was posted');
  posting.chat.remove(first.at);
  await about(ada, 'second');
  await posting.bring();
  await posting.later(1);
  await about(ada, 'third');
  await posting.bring();
  expect(threads()).toEqual({ second: null, third: 'second' });
});

test('a reply that somebody deleted before it changed comes again in the thread', async () => {
  await about(ada, 'first');
  await about(ada, 'second');
  await posting.bring();
  const second = posting.chat.messages.find(({ key }) => key === 'second');
  if (second === undefined) throw new Error('nothing was posted');
  posting.chat.remove(second.at);
  await world.pool.query("UPDATE posts SET fingerprint = 'older' WHERE key = 'second'");
  await world.store.read.posts.refreshKey(world.workspace.id, 'second', await world.clock.now());
  await posting.bring();
  expect(threads()).toEqual({ first: null, second: 'first' });
});
