import type { Chat } from '../../../src/app/ports/chat.js';
import type { Store } from '../../../src/app/ports/store.js';
import { createWorld, type World } from '../../support/world.js';
import { heldBack, type PostingWorld, postingIn } from './posting-world.js';

let world: World;
let posting: PostingWorld;
beforeEach(async () => {
  world = await createWorld();
  posting = postingIn(world);
});
afterEach(() => world.close());

const asksToWait = { outcome: { kind: 'deferred', reason: 'Slack asks to wait', retryAfterMs: 60_000 } } as const;
const noAnswer = { outcome: { kind: 'unknown', reason: 'no answer' } } as const;

test('messages of one conversation come in order', async () => {
  for (const name of ['first', 'second', 'third']) await posting.report(name);
  await posting.bring();
  expect(posting.keys()).toEqual(['first', 'second', 'third']);
});

test('they come in order after Slack had asked to wait, too', async () => {
  for (const name of ['first', 'second', 'third']) await posting.report(name);
  posting.chat.answerNext(asksToWait);
  await posting.bring();
  expect(posting.keys()).toEqual([]);
  await posting.later(1);
  await posting.bring();
  expect(posting.keys()).toEqual(['first', 'second', 'third']);
});

test('a message that came later waits for one that is tried again', async () => {
  await posting.report('first');
  posting.chat.answerNext(asksToWait);
  await posting.bring();
  await posting.report('second');
  expect(await posting.bring()).toBe(0);
});

test('other conversations go on meanwhile', async () => {
  await posting.report('for Ana');
  posting.chat.answerNext(asksToWait);
  await posting.bring();
  await posting.report('for Ben', 'UBEN');
  await posting.bring();
  expect(posting.keys()).toEqual(['for Ben']);
});

test('while a conversation waits, nothing wakes the lane before its time', async () => {
  await posting.report('first');
  await posting.report('second');
  posting.chat.answerNext(asksToWait);
  await posting.bring();
  const now = await world.clock.now();
  expect((await world.store.read.posts.nextDueAt())?.diff(now).toMillis()).toBe(60_000);
});

test('nobody brings a later message while another worker has an earlier one of its conversation', async () => {
  await posting.report('first');
  await posting.report('second');
  const slow = heldBack(posting.chat);
  const slept = posting.bring(slow.chat);
  await slow.begun;
  expect(await posting.bring(posting.chat, { worker: 'worker-2' })).toBe(0);
  slow.letGo();
  await slept;
  expect(posting.keys()).toEqual(['first', 'second']);
});

test('nor does it change an earlier one meanwhile', async () => {
  const first = await posting.report('first');
  await posting.bring();
  await posting.report('second');
  const slow = heldBack(posting.chat);
  const slept = posting.bring(slow.chat);
  await slow.begun;
  await world.store.read.posts.refreshKey(first.workspaceId, 'first', await world.clock.now());
  expect(await posting.bring(posting.chat, { worker: 'worker-2' })).toBe(0);
  slow.letGo();
  await slept;
  expect(await world.store.read.posts.nextDueAt()).toBeNull();
});

test('a message is not left behind where the one before it was posted in the moment of looking', async () => {
  await posting.report('first');
  await posting.report('second');
  const slow = heldBack(posting.chat);
  const isPosted = async () => (await world.pool.query('SELECT FROM posts WHERE ts IS NOT NULL')).rowCount !== 0;
  const transact: Store['transact'] = async (work, options) => {
    const found = await world.store.transact(work, options);
    if (JSON.stringify(found) === '{"claimed":0,"items":[]}' && !(await isPosted())) {
      slow.letGo();
      while (!(await isPosted())) await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    return found;
  };
  await posting.bring(slow.chat, { store: { ...world.store, transact } });
  expect(posting.keys()).toEqual(['first', 'second']);
});

test('one that Slack fails at again and again lets the others go by at last', async () => {
  await posting.report('poison');
  await posting.report('second');
  const well = postingIn(world);
  posting.chat.answerNext(...Array(10).fill(noAnswer));
  for (let round = 1; round <= 10; round += 1) {
    await posting.later(20 * round);
    await posting.bring();
  }
  expect(posting.keys()).toEqual([]);
  await posting.later(20 * 11);
  await posting.bring({
    ...posting.chat,
    post: async (to, post, key) => (key === 'poison' ? noAnswer.outcome : well.chat.post(to, post, key)),
  });
  expect(well.keys()).toEqual(['second']);
});

test('one that surely did not leave keeps the order, however long Slack is away', async () => {
  await posting.report('first');
  await posting.report('second');
  const tried = new Set<string>();
  const away: Chat = {
    ...posting.chat,
    post: async (_to, _post, key) => {
      tried.add(key);
      return asksToWait.outcome;
    },
  };
  for (let round = 1; round <= 12; round += 1) {
    await posting.later(20 * round);
    await posting.bring(away);
  }
  expect([...tried]).toEqual(['first']);
  await posting.later(20 * 13);
  await posting.bring();
  expect(posting.keys()).toEqual(['first', 'second']);
});
