import { resolveUncertain } from '../../../src/app/enrollments/resolveUncertain.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { createOutageWorld, failed, intro, type OutageWorld } from './outage-world.js';

let world: OutageWorld;
beforeEach(async () => {
  world = await createOutageWorld();
});
afterEach(() => world.close());

describe('"was this sent?" of one incident', () => {
  test('is one message for each owner, also when it goes on for a while', async () => {
    await world.backlog(30);
    const { sent, runAt } = world.worker(() => failed);
    await runAt('08:00:00');
    const [first] = await world.notices();
    await runAt('08:00:15');
    await runAt('08:00:50');
    const found = await world.notices();
    expect(found).toMatchObject([{ id: first.id, conversation: 'UANA' }]);
    expect(new Set(found[0].notice.executionIds).size).toBe(sent.length);
    expect(sent.length).toBe(first.notice.executionIds.length + 2);
  });

  test('that comes up a quarter of an hour later, or after an answer, is another', async () => {
    const { runAt } = world.worker(() => failed);
    await world.backlog(1);
    await runAt('08:00:00');
    const [first] = await world.notices();
    await resolveUncertain(world.app, { actor: world.rep, postId: first.id, asked: 1, sent: true });
    await world.enrollIn(await world.publish({ name: 'Second', steps: [intro] }));
    await runAt('08:05:00');
    expect(await world.notices()).toHaveLength(2);
    await world.enrollIn(await world.publish({ name: 'Third', steps: [intro] }));
    await runAt('08:25:00');
    expect(await world.notices()).toHaveLength(3);
  });

  test('belongs to the enrollment’s thread while it is about one, and is left as it is where it stands in one', async () => {
    const { runAt } = world.worker(() => failed);
    const threads = async () => {
      const { rows } = await world.pool.query('SELECT enrollment_id, thread_ts FROM posts ORDER BY created_at, id');
      return rows.map(({ enrollment_id: of, thread_ts: ts }) => [of === null ? 'several' : 'one', ts]);
    };
    await world.enrollIn(await world.publish({ name: 'First', steps: [intro] }));
    await runAt('08:00:00');
    await world.pool.query("UPDATE posts SET thread_ts = '1.1'");
    await world.enrollIn(await world.publish({ name: 'Second', steps: [intro] }), { email: 'cy@example.com' });
    await runAt('08:01:00');
    expect(await threads()).toEqual([
      ['one', '1.1'],
      ['one', null],
    ]);
    await world.enrollIn(await world.publish({ name: 'Third', steps: [intro] }), { email: 'di@example.com' });
    await runAt('08:02:00');
    expect(await threads()).toEqual([
      ['one', '1.1'],
      ['several', null],
    ]);
  });

  test('an answer is about the mails that were seen, not about those that joined them meanwhile', async () => {
    await world.backlog(30);
    const { runAt } = world.worker(() => failed);
    await runAt('08:00:00');
    const [{ id, notice }] = await world.notices();
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    await runAt('08:00:15');
    const [, postId, asked] = shown?.buttons[0]?.value.split(' ') ?? [];
    const { length: seen } = notice.executionIds;
    const outcome = await resolveUncertain(world.app, {
      actor: world.rep,
      postId: postId ?? '',
      asked: Number(asked),
      sent: false,
    });
    expect(outcome).toMatchObject({ ok: true, settled: seen });
    expect(await world.states()).toMatchObject({ uncertain: 1, cancelled: seen });
  });
});
