import { showTask } from '../../../src/app/posting/showTask.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { reportReply } from '../../../src/app/tasks/reportReply.js';
import { showTaskNow } from '../../../src/app/tasks/showTaskNow.js';
import { skipTask } from '../../../src/app/tasks/skipTask.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { everything, posts, showPosts, toRefresh } from '../enrollments/cadence.js';
import { calling, hoursLater } from './calling.js';

/** A task that somebody else gets, and what stands in Slack about it then. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** What stands in Slack about the task: whose message, and what it is to the task. */
async function standings(taskId: string) {
  const now = await world.clock.now();
  const shown = (await posts(world)).filter(({ ts }) => ts !== null);
  return Promise.all(
    shown.map(async ({ id, conversation }) => {
      const task = await showTask(world.store.read, taskId, now, { reader: conversation, postId: id });
      return [conversation, task?.standing.kind];
    }),
  );
}

describe('reassign', () => {
  test('the message of whoever had it says to whom it went, by whom and when, on that reader’s clock', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben', { zone: 'Europe/London' });
    await world.store.read.members.save({ ...world.rep, zone: 'America/New_York' }, await world.clock.now());
    await reassignTask(world.app, { actor: world.manager, taskId, to: ben.id });
    const [old, fresh] = await posts(world);
    const now = await world.clock.now();
    const seen = (post = old) => {
      if (post === undefined) throw new Error('no message');
      return showTask(world.store.read, taskId, now, { reader: post.conversation, postId: post.id });
    };
    expect(await seen(old)).toMatchObject({
      zone: 'America/New_York',
      standing: { kind: 'handed-on', to: { name: 'ben' }, by: { name: 'mia' } },
    });
    expect(await seen(fresh)).toMatchObject({ zone: 'Europe/London', standing: { kind: 'live' } });
  });

  test('whoever has it now reads who gave it to them; a task that came by itself, or was taken, names nobody', async () => {
    const { taskId } = await calling(world);
    const givenBy = async () => (await showTask(world.store.read, taskId, await world.clock.now()))?.givenBy;
    expect(await givenBy()).toBeNull();
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.manager, taskId, to: ben.id });
    expect(await givenBy()).toMatchObject({ name: 'mia' });
    await world.clock.freezeAt(await hoursLater(world, 1));
    await reassignTask(world.app, { actor: world.rep, taskId, to: world.rep.id });
    expect(await givenBy()).toBeNull();
  });

  test('handed back and forth, there is one live message each time', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([
      ['UANA', 'handed-on'],
      ['UBEN', 'live'],
    ]);
    await world.clock.freezeAt(await hoursLater(world, 1));
    await reassignTask(world.app, { actor: ben, taskId, to: world.rep.id });
    await showPosts(world);
    await world.clock.freezeAt(await hoursLater(world, 1));
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([
      ['UANA', 'handed-on'],
      ['UBEN', 'handed-on'],
      ['UANA', 'handed-on'],
      ['UBEN', 'live'],
    ]);
  });

  test('a click in the message of whoever had it changes nothing and says to whom it went', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await showPosts(world);
    const [old, fresh] = await world.store.read.posts.ofTasks([taskId]);
    const before = await everything(world);
    const stale = { actor: world.rep, taskId, clickedIn: old?.at ?? undefined };
    for (const outcome of [
      await completeTask(world.app, stale),
      await skipTask(world.app, stale),
      await snoozeTask(world.app, { ...stale, until: await hoursLater(world, 1) }),
      await reassignTask(world.app, { ...stale, to: world.manager.id }),
      await reportReply(world.app, stale),
    ]) {
      expect(outcome).toMatchObject({ ok: false, reason: 'handed-on', to: { name: 'ben' }, by: { name: 'Ana Ruiz' } });
    }
    expect(await everything(world)).toEqual(before);
    const live = { actor: ben, taskId, clickedIn: fresh?.at ?? undefined };
    expect(await completeTask(world.app, live)).toMatchObject({ ok: true });
  });

  test('to somebody whom Slack does not know yet: it is in their list, and no message pretends otherwise', async () => {
    const { taskId } = await calling(world);
    const zoe = await world.member('zoe', { slackUserId: null });
    expect(await reassignTask(world.app, { actor: world.rep, taskId, to: zoe.id })).toMatchObject({ ok: true });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([['UANA', 'handed-on']]);
  });

  test('snoozed by whoever got it before it was shown there, Show now shows it there', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await snoozeTask(world.app, { actor: ben, taskId, until: await hoursLater(world, 2) });
    await showTaskNow(world.app, { actor: ben, taskId });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([
      ['UANA', 'handed-on'],
      ['UBEN', 'live'],
    ]);
  });

  test('the old message is rewritten and a new one comes to whom it is given', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben');
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(world, 3) });
    const outcome = await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    expect(outcome).toMatchObject({ ok: true, task: { assignee: { name: 'ben' }, snoozedUntil: null } });
    const shown = await posts(world);
    expect(shown.map(({ conversation, ts }) => [conversation, ts === null])).toEqual([
      ['UANA', false],
      ['UBEN', true],
    ]);
    expect(await toRefresh(world)).toEqual([`task:${taskId}`]);
    expect(await completeTask(world.app, { actor: ben, taskId })).toMatchObject({ ok: true });
  });

  test('a second click changes nothing; it may come back', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    const before = await everything(world);
    const again = await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    expect(again).toMatchObject({ ok: false, reason: 'same-person', to: { name: 'ben' } });
    expect(await everything(world)).toEqual(before);
    expect(await reassignTask(world.app, { actor: ben, taskId, to: world.rep.id })).toMatchObject({ ok: true });
  });

  test('guests and strangers get none', async () => {
    const { taskId } = await calling(world);
    const guest = await world.member('guest', { isRefused: true });
    const to = async (id: string) => reassignTask(world.app, { actor: world.rep, taskId, to: id });
    expect(await to(guest.id)).toEqual({ ok: false, reason: 'not-a-member' });
    expect(await to(world.ids.next())).toEqual({ ok: false, reason: 'not-a-member' });
  });
});
