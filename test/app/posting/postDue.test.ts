import type { MemoryChat } from '../../../src/adapters/memory/chat.js';
import type { Chat } from '../../../src/app/ports/chat.js';
import { createWorld, monday, type World } from '../../support/world.js';
import { type PostingWorld, postingIn } from './posting-world.js';

const call = {
  id: 'call',
  kind: 'task',
  when: 'immediately',
  pause: true,
  task: { title: 'Call {{ contact.firstName }}', type: 'call', notes: 'Ask about the close.' },
};
const intro = {
  id: 'intro',
  name: 'Intro',
  kind: 'email',
  when: 'immediately',
  email: { subject: 'Close week', body: 'Hi {{ contact.firstName }}' },
};

let world: World;
let posting: PostingWorld;
let chat: MemoryChat;
beforeEach(async () => {
  world = await createWorld();
  posting = postingIn(world);
  chat = posting.chat;
});
afterEach(() => world.close());

const bring: PostingWorld['bring'] = (...given) => posting.bring(...given);
const later: PostingWorld['later'] = (minutes) => posting.later(minutes);
const report: PostingWorld['report'] = (...given) => posting.report(...given);

async function taskOf(steps: object[]) {
  const { enrollment } = await world.enrollIn(await world.publish({ steps }));
  await world.fireAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  if (task === undefined) throw new Error('no task appeared');
  return task;
}

test('a task is shown in its assignee’s DM with the contact, the notes and what went out before', async () => {
  await taskOf([intro, call]);
  await bring();
  expect(chat.messages).toHaveLength(1);
  const [message] = chat.messages;
  expect(message?.to).toBe('UANA');
  expect(message?.post).toMatchObject({
    kind: 'task',
    task: {
      title: 'Call Ada',
      notes: 'Ask about the close.',
      contact: { name: 'Ada Byron', company: 'Analytical Engines' },
      lastTouches: [{ text: 'Mail “Intro” (Close week)' }],
      next: 'nothing more, this is the last step',
    },
  });
});

test('a message is posted once, however often and by however many workers it is looked for', async () => {
  await report('one');
  await Promise.all([bring(), bring(chat, { worker: 'worker-2' })]);
  await bring();
  expect(chat.messages).toHaveLength(1);
});

test('what changed after it was posted is updated in place', async () => {
  const task = await taskOf([call]);
  await bring();
  await world.store.read.tasks.save({ ...task, state: 'done', closedAt: monday, closedById: world.rep.id });
  await world.store.read.posts.refreshTask(task.id, monday);
  await bring();
  expect(chat.messages).toHaveLength(1);
  expect(chat.messages[0]).toMatchObject({
    updates: 1,
    post: { task: { state: 'done', closedBy: { name: 'Ana Ruiz' } } },
  });
});

test('a change while the message is on its way is not lost', async () => {
  const task = await taskOf([call]);
  const changesMeanwhile: Chat = {
    ...chat,
    post: async (...given) => {
      const outcome = await chat.post(...given);
      await world.store.read.tasks.save({ ...task, title: 'Call Ada again' });
      await world.store.read.posts.refreshTask(task.id, monday);
      return outcome;
    },
  };
  await bring(changesMeanwhile);
  expect(chat.messages[0]).toMatchObject({ updates: 1, post: { task: { title: 'Call Ada again' } } });
});

test('a change at the very moment of the claim is not lost', async () => {
  const task = await taskOf([call]);
  const isWaiting = async () => {
    const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    return (await world.pool.query(waiting)).rowCount !== 0;
  };
  let changed = Promise.resolve();
  await world.store.transact(async (tables) => {
    await tables.posts.claimDue(monday, 10, world.deps);
    let isThrough = false;
    changed = world.store.read.posts.refreshTask(task.id, monday).then(() => {
      isThrough = true;
    });
    while (!isThrough && !(await isWaiting())) await new Promise(setImmediate);
  });
  await changed;
  expect((await world.pool.query('SELECT wanted FROM posts')).rows).toEqual([{ wanted: 2 }]);
});

test('what would be the same as what stands there is not sent again', async () => {
  const task = await taskOf([call]);
  await bring();
  await world.store.read.posts.refreshTask(task.id, monday);
  await bring();
  expect(chat.messages[0]?.updates).toBe(0);
  expect(await world.store.read.posts.nextDueAt()).toBeNull();
});

test('after an update whose end is not known, going back to what stood there before is sent', async () => {
  const task = await taskOf([call]);
  await bring();
  const change = async (title: string) => {
    await world.store.read.tasks.save({ ...task, title });
    await world.store.read.posts.refreshTask(task.id, monday);
  };
  await change('Call Ada again');
  chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
  await bring();
  await change(task.title);
  await later(30);
  await bring();
  expect(chat.messages).toMatchObject([{ post: { task: { title: 'Call Ada' } } }]);
});

test('a message that somebody deleted is posted anew when it changes', async () => {
  const task = await taskOf([call]);
  await bring();
  const [first] = chat.messages;
  if (first !== undefined) chat.remove(first.at);
  await world.store.read.tasks.save({ ...task, title: 'Call Ada again' });
  await world.store.read.posts.refreshTask(task.id, monday);
  await bring();
  expect(chat.messages).toHaveLength(1);
  expect(chat.messages[0]?.at.ts).not.toBe(first?.at.ts);
});

test('a rate limit is waited out as long as Slack says', async () => {
  await report('limited');
  chat.answerNext({ outcome: { kind: 'deferred', reason: 'rate limited', retryAfterMs: 120_000 } });
  await bring();
  await later(1);
  await bring();
  expect(chat.messages).toHaveLength(0);
  await later(2);
  await bring();
  expect(chat.messages).toHaveLength(1);
});

test('a message that may have been posted is looked for before it is posted again', async () => {
  await report('lost answer');
  chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
  await bring();
  await later(30);
  await bring();
  expect(chat.messages).toHaveLength(1);
  expect(chat.messages[0]?.updates).toBe(1);
});

test('one whose worker died in the middle is looked for too', async () => {
  await report('died');
  await posting.dieIn(chat, chat.post);
  await bring();
  expect(chat.messages).toHaveLength(1);
});

test('a task whose channel does not take it is shown to the owner', async () => {
  await taskOf([{ ...call, assignee: '#random' }]);
  chat.refuse('#random', 'not_in_channel');
  await bring();
  expect(chat.messages).toMatchObject([
    { to: 'UANA', post: { kind: 'task' } },
    { to: 'UANA', post: { kind: 'notice', notice: { text: expect.stringContaining('I am not in #random any more') } } },
  ]);
});

test('a refused message is given up, not tried for ever', async () => {
  await report('refused');
  chat.refuse('UANA', 'account_inactive');
  await bring();
  await later(60);
  expect(await bring()).toBe(0);
});
