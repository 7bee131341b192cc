import { pause } from '../../../src/app/enrollments/pause.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { type ControlWorld, createControlWorld, mail, rule } from './control-world.js';

let world: ControlWorld;
beforeEach(async () => {
  world = await createControlWorld();
});
afterEach(() => world.close());

test('a rule pauses, resumes and ends what the contact is in elsewhere', async () => {
  const other = await world.publish({ name: 'Other', steps: [mail('o', { days: 1 })] });
  const first = await world.begin([rule('r', { pause: 'Other' })]);
  const { enrollment: there } = await world.enrollIn(other, { ...first.contact });
  await world.fireAt('2026-03-02T08:00');
  expect(await world.stored(there.id)).toMatchObject({ pauses: ['self'], dueAt: null });
  await world.begin([rule('r', { resume: 'Other' })], { name: 'Second' }, { ...first.contact });
  await world.fireAt('2026-03-02T08:01');
  expect(await world.stored(there.id)).toMatchObject({ pauses: [], progress: { pausedSince: null } });
  await world.begin([rule('r', { removeFromSequence: 'Other' })], { name: 'Third' }, { ...first.contact });
  await world.fireAt('2026-03-02T08:02');
  expect((await world.stored(there.id)).progress.exited).toMatchObject({ reason: 'rule' });
});

test('a rule that unsubscribes suppresses the address and ends everything, also what is due in the same claim', async () => {
  const other = await world.publish({ name: 'Other', steps: [mail('o', 'immediately')] });
  const { enrollment, contact } = await world.begin([rule('r', { unsubscribe: true }), mail('b', 'immediately')]);
  const { enrollment: there } = await world.enrollIn(other, { ...contact });
  await world.fireAt('2026-03-02T08:00');
  expect((await world.stored(enrollment.id)).progress.exited).toMatchObject({ reason: 'unsubscribe' });
  expect((await world.stored(there.id)).progress.exited).toMatchObject({ reason: 'unsubscribe' });
  expect(world.sent()).toEqual([]);
  expect(await world.store.read.suppressions.byEmail(world.workspace.id, contact.email)).toMatchObject({
    reason: 'unsubscribe',
  });
});

test('a rule tells a channel and a member, makes tasks, and gives the contact another owner', async () => {
  const made = {
    createTask: { title: 'Look at {{ contact.firstName }}', type: 'call', due: { days: 1, at: '09:00' } },
  };
  const { enrollment, contact } = await world.begin([
    rule('r', { notify: '#sales', text: 'See {{ contact.firstName }}' }, { notify: '@ana' }, made, made, {
      setOwner: '@mia',
    }),
    mail('b', { days: 1 }),
  ]);
  await world.fireAt('2026-03-02T08:00');
  const told = await world.conversations();
  const report = (text: unknown) => ({ kind: 'notice', notice: { kind: 'report', text } });
  expect(told).toContainEqual(['#sales', report('See Ada')]);
  expect(told).toContainEqual(['UANA', report(expect.stringContaining('has come to'))]);
  const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  expect(tasks.map(({ title, type, pauses }) => [title, type, pauses])).toEqual([
    ['Look at Ada', 'call', false],
    ['Look at Ada', 'call', false],
  ]);
  expect(await world.stored(enrollment.id)).toMatchObject({ ownerId: world.manager.id });
  expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ ownerId: world.manager.id });
});

test.each([
  [{ notify: '@zoe', text: 'See {{ contact.firstName }}' }, /^See Ada\nThis was for @zoe, whom Drumbeat does not find/],
  [{ setOwner: '@zoe' }, /hands them over to @zoe\. Nobody here is @zoe, so you stay their owner\.$/],
])('the owner is told what was for somebody who is not here: %j', async (action, text) => {
  const { enrollment } = await world.begin([rule('r', action), mail('b', { days: 1 })]);
  await world.fireAt('2026-03-02T08:00');
  const notice = { kind: 'report', text: expect.stringMatching(text) };
  expect(await world.conversations()).toContainEqual(['UANA', { kind: 'notice', notice }]);
  expect(await world.stored(enrollment.id)).toMatchObject({ ownerId: world.rep.id });
});

test('who is handed over to somebody who is away stands still from that rule on, until they are back', async () => {
  const { app, admin, manager } = world;
  const target = { kind: 'owner', memberId: manager.id } as const;
  await pause(app, { actor: admin, target });
  const { enrollment } = await world.begin([rule('r', { setOwner: '@mia' }), mail('b', 'immediately')]);
  await world.fireAt('2026-03-02T08:00');
  expect(await world.stored(enrollment.id)).toMatchObject({ ownerId: manager.id, pauses: ['owner'], dueAt: null });
  expect(world.sent()).toEqual([]);
  await resume(app, { actor: admin, target, policy: { policy: 'keep' } });
  await world.fireAt('2026-03-02T08:00');
  expect(world.sent()).toEqual(['b']);
});

test('who is handed over to somebody who is here goes on in that minute', async () => {
  const { enrollment } = await world.begin([rule('r', { setOwner: '@mia' }), mail('b', 'immediately')]);
  await world.fireAt('2026-03-02T08:00');
  expect(await world.stored(enrollment.id)).toMatchObject({ ownerId: world.manager.id, pauses: [] });
  expect(world.sent()).toEqual(['b']);
});
