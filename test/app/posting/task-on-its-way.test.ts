import type { Posts } from '../../../src/app/ports/stores/tasks.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call } from '../enrollments/cadence.js';
import { afterOneClaim, heldBack, type PostingWorld, postingIn } from './posting-world.js';

let world: AppWorld;
let posting: PostingWorld;
let taskId: string;
beforeEach(async () => {
  world = await createAppWorld();
  posting = postingIn(world);
  await world.enrollIn(await world.publish({ steps: [call] }));
  await world.fireAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  taskId = task?.id ?? '';
});
afterEach(() => world.close());

const done = () => completeTask(world.app, { actor: world.rep, taskId });
const shown = () => posting.chat.messages.map(({ post }) => post);
const isDone = { kind: 'task', task: { state: 'done' } };

test('a task that is done while its message is on the way is shown as done', async () => {
  const slow = heldBack(posting.chat);
  const brought = posting.bring(slow.chat);
  await slow.begun;
  await done();
  slow.letGo();
  await brought;
  expect(shown()).toMatchObject([isDone]);
});

test('a task that is done while nobody knows whether its message was posted is shown as done where it was', async () => {
  posting.chat.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
  await posting.bring();
  await done();
  await posting.later(30);
  await posting.bring();
  expect(shown()).toMatchObject([isDone]);
});

test('a task that is done before Slack was asked for its message is never shown', async () => {
  const { store } = world;
  const begin: Posts['begin'] = async (...given) => {
    await done();
    return store.read.posts.begin(...given);
  };
  await posting.bring(posting.chat, {
    store: { ...store, read: { ...store.read, posts: { ...store.read.posts, begin } } },
  });
  expect(shown()).toEqual([]);
});

test('what Slack refused to a worker that lost the message is not told to anybody', async () => {
  const slow = heldBack(posting.chat);
  const refusing = {
    ...slow.chat,
    post: async (...given: Parameters<typeof slow.chat.post>) => {
      await slow.chat.post('UNOBODY', given[1], 'elsewhere');
      return { kind: 'refused', code: 'user_disabled' } as const;
    },
  };
  const slept = posting.bring(refusing, { stopping: afterOneClaim() });
  await slow.begun;
  await posting.lapse();
  await posting.bring(posting.chat, { worker: 'worker-2' });
  slow.letGo();
  await slept;
  await posting.bring();
  expect(posting.chat.messages.map(({ to }) => to)).toEqual(['UANA', 'UNOBODY']);
});
