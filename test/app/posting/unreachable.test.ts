import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call } from '../enrollments/cadence.js';
import { type PostingWorld, postingIn } from './posting-world.js';

let world: AppWorld;
let posting: PostingWorld;
beforeEach(async () => {
  world = await createAppWorld();
  posting = postingIn(world);
  posting.chat.refuse('UANA', 'user_disabled');
});
afterEach(() => world.close());

async function callsAppear(amount: number, step: object = call): Promise<void> {
  const version = await world.publish({ name: `Calls ${amount}`, steps: [step] });
  for (let one = 0; one < amount; one += 1) {
    await world.enrollIn(version, { email: `c${amount}-${one}@example.com`, firstName: `C${one}` });
  }
  await world.fireAt('2026-03-02T08:00');
  await posting.bring();
}
const openTasks = () => world.store.read.tasks.find({ workspaceId: world.workspace.id, state: 'open' });
const told = () =>
  posting.chat.messages.map(({ to, post }) => (post.kind === 'notice' ? [to, post.notice] : [to, post]));

test('a task of somebody whom Slack takes nothing for is told to the managers, who can open it', async () => {
  await callsAppear(1);
  const [task] = await openTasks();
  expect(told()).toEqual([
    [
      'UMIA',
      {
        title: 'Ana Ruiz cannot be reached in Slack',
        text: 'Nobody sees this task of theirs. Open it, and hand it to somebody else.\n• “Call” (Call C0) for c1-0@example.com',
        buttons: [{ action: 'open-task', label: 'Open: Call C0', value: task?.id }],
      },
    ],
  ]);
});

test('where there is no manager, the admins are told', async () => {
  await world.store.read.members.setManager(world.manager.id, false);
  await callsAppear(1);
  expect(posting.chat.messages.map(({ to }) => to)).toEqual(['UADAM']);
});

test('a manager who left too is not told', async () => {
  await world.store.read.members.save({ ...world.manager, isRefused: true }, await world.clock.now());
  await callsAppear(1);
  expect(posting.chat.messages.map(({ to }) => to)).toEqual(['UADAM']);
});

test('many are told in one message, which follows when one more comes that day', async () => {
  await callsAppear(12);
  await callsAppear(1);
  expect(posting.chat.messages).toMatchObject([{ to: 'UMIA', updates: 1 }]);
  const [message] = posting.chat.messages;
  const notice = message?.post.kind === 'notice' ? message.post.notice : null;
  expect(notice?.text).toContain('Nobody sees these 13 tasks of theirs.');
  expect(notice?.text).toContain('and 3 more');
  expect(notice?.buttons).toHaveLength(10);
});

test('one that is handed on, or done, is not listed any more', async () => {
  await callsAppear(2);
  const [first, second] = await openTasks();
  await reassignTask(world.app, { actor: world.manager, taskId: first?.id ?? '', to: world.manager.id });
  await completeTask(world.app, { actor: world.manager, taskId: second?.id ?? '' });
  const { rows } = await world.pool.query("SELECT key FROM posts WHERE key LIKE 'notice:unreachable%'");
  await world.store.read.posts.refreshKey(world.workspace.id, rows[0].key, await world.clock.now());
  await posting.bring();
  expect(told().find(([to]) => to === 'UMIA')?.[1]).toMatchObject({ text: 'Settled.', buttons: [] });
});

test('a channel’s task that reaches neither the channel nor the owner is told too', async () => {
  posting.chat.refuse('#sales', 'is_archived');
  await callsAppear(1, { ...call, assignee: '#sales' });
  expect(told()).toMatchObject([['UMIA', { text: expect.stringContaining('Call C0'), buttons: [{}] }]]);
});
