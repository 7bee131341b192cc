import { listTasks } from '../../../src/app/tasks/listTasks.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call } from '../enrollments/cadence.js';
import { calling } from './calling.js';

/** Whose tasks are listed, in which order, to whom. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

describe('the list of open tasks', () => {
  test('the overdue come first, then by due time, then those without', async () => {
    const version = await world.publish({
      steps: [
        { ...call, id: 'whenever', pause: false, task: { title: 'Whenever' } },
        { ...call, id: 'tomorrow', pause: false, due: { days: 1 }, task: { title: 'Tomorrow' } },
        { ...call, id: 'today', pause: false, due: { days: 0, at: '09:00' }, task: { title: 'Today' } },
      ],
    });
    await world.enrollIn(version, { email: 'ada@example.com' });
    await world.fireAt('2026-03-02T08:00');
    await world.fireAt('2026-03-02T12:00');
    const outcome = await listTasks(world.app, { actor: world.rep });
    expect(outcome).toMatchObject({
      ok: true,
      total: 3,
      of: { name: 'Ana Ruiz' },
      list: { zone: 'America/Los_Angeles' },
    });
    if (!outcome.ok) return;
    expect(outcome.list.tasks.map(({ title, overdue }) => [title, overdue])).toEqual([
      ['Today', true],
      ['Tomorrow', false],
      ['Whenever', false],
    ]);
    expect(outcome.list.tasks[0]).toMatchObject({ contact: { email: 'ada@example.com' }, sequenceName: 'Outbound' });
    expect(await listTasks(world.app, { actor: world.rep, limit: 2 })).toMatchObject({ total: 3 });
  });

  test("one's own is for everybody, anybody's for managers", async () => {
    await calling(world);
    const ben = await world.member('ben');
    expect(await listTasks(world.app, { actor: ben })).toMatchObject({ ok: true, total: 0 });
    expect(await listTasks(world.app, { actor: ben, of: world.rep.id })).toMatchObject({ needs: 'manager' });
    expect(await listTasks(world.app, { actor: world.manager, of: world.rep.id })).toMatchObject({
      ok: true,
      total: 1,
    });
    expect(await listTasks(world.app, { actor: ben, of: world.ids.next() })).toMatchObject({
      reason: 'unknown-member',
    });
  });
});
