import { ANA, ada, BEN, eachSlackWorld, MIA, type SlackWorld, steps, textOf } from './slack-world.js';

/** The tasks of somebody who is away. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const said = (text: string, who = ANA) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who = ANA) => world.modal(who, (one) => textOf(one).includes(text));
const to = (selected_user: string) => ({ to: { type: 'users_select', selected_user } });
const openOf = async (memberId: string) =>
  (await world.store.read.tasks.find({ workspaceId: world.workspace.id, assigneeId: memberId, state: 'open' })).length;
/** Two open tasks of Ana's. */
const calls = async () => {
  const version = await world.publish({ name: 'SaaS', steps: [steps.call, steps.later] });
  await world.enrollIn(version, ada);
  await world.enrollIn(version, { ...ada, email: 'grace@example.com' });
  await world.runAt('2026-03-02T08:00');
};

test('go to a colleague from the answer to a pause, and come back', async () => {
  await calls();
  await world.type('pause me');
  await world.click(await said('Paused *Ana Ruiz*: 2 enrollments stand still'), 'hand-over.open');
  await world.submit(await shown('2 open tasks of *Ana Ruiz*'), to(BEN));
  const result = await shown('2 tasks of *Ana Ruiz* went to *Ben Okafor*.');
  expect([await openOf(world.ana.id), await openOf(world.ben.id)]).toEqual([0, 2]);
  await world.show();
  const heard = await world.until(async () =>
    (await world.seenBy(BEN)).messages.find((one) => textOf(one).includes('Call Ada')),
  );
  expect(heard.conversation).toBe('D0BEN00001');
  await world.click(result, 'answer.undo');
  await shown('2 tasks of *Ben Okafor* went to *Ana Ruiz*.');
  expect([await openOf(world.ana.id), await openOf(world.ben.id)]).toEqual([2, 0]);
});

test('go on coming to whoever stands in, until the pause is over', async () => {
  await world.type('pause me');
  await world.click(await said('Paused *Ana Ruiz*'), 'hand-over.open');
  await world.submit(await shown('tasks that come up for them go there too'), to(BEN));
  await shown('Tasks that come up for *Ana Ruiz* go to *Ben Okafor* until they are back.');
  // Of a cadence that is somebody else's, and names Ana.
  const version = await world.publish({ name: 'Named', steps: [{ ...steps.call, assignee: '@ana' }] });
  const begin = async (email: string) => {
    const { enrollment } = await world.enrollIn(version, { ...ada, email });
    await world.pool.query('UPDATE enrollments SET owner_id = $2 WHERE id = $1', [enrollment.id, world.mia.id]);
  };
  await begin('grace@example.com');
  await world.runAt('2026-03-02T08:00');
  expect([await openOf(world.ana.id), await openOf(world.ben.id)]).toEqual([0, 1]);
  await world.type('resume me keep');
  expect(textOf(await said('Resumed *Ana Ruiz*'))).toContain('1 task that a colleague had is theirs again.');
  expect([await openOf(world.ana.id), await openOf(world.ben.id)]).toEqual([1, 0]);
  await begin('alan@example.com');
  await world.runAt('2026-03-02T08:01');
  expect([await openOf(world.ana.id), await openOf(world.ben.id)]).toEqual([2, 0]);
});

test('what was done meanwhile stays done', async () => {
  await calls();
  await world.type('pause me');
  await world.click(await said('Paused *Ana Ruiz*'), 'hand-over.open');
  await world.submit(await shown('2 open tasks'), to(BEN));
  const result = await shown('went to *Ben Okafor*');
  await world.pool.query("UPDATE tasks SET state = 'done' WHERE id = (SELECT id FROM tasks LIMIT 1)");
  await world.click(result, 'answer.undo');
  await shown('1 task of *Ben Okafor* went to *Ana Ruiz*.');
});

test('a manager hands over anybody’s; who has none may name who stands in; to themselves they do not go', async () => {
  await world.type('pause @ben', MIA);
  expect(textOf(await said('Paused *Ben Okafor*', MIA))).toContain('Choose who stands in…');
  await calls();
  await world.type('pause @ana', MIA);
  await world.click(await said('Paused *Ana Ruiz*', MIA), 'hand-over.open', { who: MIA });
  await world.submit(await shown('2 open tasks', MIA), to(ANA), MIA);
  await shown('Those are their tasks already', MIA);
  expect(await openOf(world.ana.id)).toBe(2);
});
