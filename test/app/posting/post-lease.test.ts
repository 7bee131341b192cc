import { DateTime } from 'luxon';
import { createMemoryChat } from '../../../src/adapters/memory/chat.js';
import { PermanentFault, TransientFault } from '../../../src/app/faults.js';
import type { Store } from '../../../src/app/ports/store.js';
import type { Posts } from '../../../src/app/ports/stores/tasks.js';
import { createWorld, type World } from '../../support/world.js';
import { afterOneClaim, heldBack, type PostingWorld, postingIn } from './posting-world.js';

let world: World;
let posting: PostingWorld;
beforeEach(async () => {
  world = await createWorld();
  posting = postingIn(world);
});
afterEach(() => world.close());

const stored = async () => (await world.pool.query('SELECT key, due_at, problem, ts FROM posts ORDER BY id')).rows;

test('what queues behind a message that outlives its lease is posted once, by whoever holds it', async () => {
  for (const name of ['first', 'second', 'third', 'fourth']) await posting.report(name);
  const slow = heldBack(posting.chat);
  const slept = posting.bring(slow.chat, { leaseMs: 60_000, stopping: afterOneClaim() });
  await slow.begun;
  await posting.lapse();
  await posting.bring(posting.chat, { worker: 'worker-2' });
  slow.letGo();
  await slept;
  expect(posting.keys().filter((key) => key !== 'first')).toEqual(['second', 'third', 'fourth']);
});

describe('a worker that slept past its lease before it asked Slack does not ask', () => {
  /** A worker that claims once, and to whom something happens just before it begins. */
  const sleeping = (meanwhile: () => Promise<unknown>): { readonly store: Store; readonly stopping: () => boolean } => {
    const { store } = world;
    const begin: Posts['begin'] = async (...given) => {
      await meanwhile();
      return store.read.posts.begin(...given);
    };
    const read = { ...store.read, posts: { ...store.read.posts, begin } };
    return { store: { ...store, read }, stopping: afterOneClaim() };
  };

  test('where nobody else has it yet', async () => {
    await posting.report('one');
    await posting.bring(posting.chat, sleeping(posting.lapse));
    expect(posting.keys()).toEqual([]);
    await posting.bring();
    expect(posting.keys()).toEqual(['one']);
  });

  test.each([
    ['another worker', 'worker-2'],
    ['it', 'worker-1'],
  ])('where %s has it anew', async (_, worker) => {
    await posting.report('one');
    const slow = heldBack(posting.chat);
    let brought = Promise.resolve(0);
    const claimedAnew = async () => {
      await posting.lapse();
      brought = posting.bring(slow.chat, { worker });
      await slow.begun;
    };
    await posting.bring(posting.chat, sleeping(claimedAnew));
    expect(posting.keys()).toEqual([]);
    slow.letGo();
    expect(await brought).toBe(1);
    expect(posting.keys()).toEqual(['one']);
  });
});

test('what a worker that lost its claim says of the message changes nothing', async () => {
  await posting.report('one');
  const slow = heldBack(posting.chat, 'after');
  const slept = posting.bring(slow.chat, { stopping: afterOneClaim() });
  await slow.begun;
  await posting.lapse();
  await posting.bring(posting.chat, { worker: 'worker-2' });
  slow.letGo();
  await slept;
  expect(await stored()).toMatchObject([{ due_at: null, problem: null, ts: expect.any(String) }]);
  expect(posting.keys()).toEqual(['one']);
});

test('a message is found although Slack’s clock is behind the database’s', async () => {
  const chat = createMemoryChat({ now: () => DateTime.utc().minus({ minutes: 2 }) });
  await posting.report('one');
  chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
  await posting.bring(chat);
  await posting.later(30);
  await posting.bring(chat);
  expect(chat.messages.map(({ key }) => key)).toEqual(['one']);
});

test('where Slack will never say whether it was posted, it is given up, and said to be', async () => {
  await posting.report('one');
  posting.chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' } });
  await posting.bring();
  await posting.later(30);
  const silent = new PermanentFault('Slack refuses to say', 'missing_scope');
  await posting.bring({ ...posting.chat, find: () => Promise.reject(silent) });
  expect(await stored()).toMatchObject([{ due_at: null, problem: 'missing_scope' }]);
});

test('while Slack cannot say whether it was posted, nothing is posted', async () => {
  await posting.report('one');
  posting.chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
  await posting.bring();
  await posting.later(30);
  await posting.bring({ ...posting.chat, find: () => Promise.reject(new TransientFault('Slack is away')) });
  expect(posting.keys()).toEqual(['one']);
  await posting.later(60);
  await posting.bring();
  expect(posting.keys()).toEqual(['one']);
});

test('a fault with one message leaves the others in nobody’s way, and is told', async () => {
  await posting.report('broken');
  await posting.report('for Ben', 'UBEN');
  const broken = {
    ...posting.chat,
    post: async (...given: Parameters<typeof posting.chat.post>) => {
      if (given[2] === 'broken') throw new Error('a bug');
      await new Promise(setImmediate);
      return posting.chat.post(...given);
    },
  };
  await expect(posting.bring(broken)).rejects.toThrow('a bug');
  expect(posting.keys()).toEqual(['for Ben']);
  expect(await stored()).toMatchObject([{ due_at: expect.any(Date) }, { due_at: null }]);
  const { rows } = await world.pool.query('SELECT claimed_by FROM posts WHERE claimed_by IS NOT NULL');
  expect(rows).toEqual([]);
});
