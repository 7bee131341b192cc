import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import type { Enrollment } from '../../../src/app/ports/stores/enrollments.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { branch, type ControlWorld, createControlWorld, mail, rule } from './control-world.js';

let world: ControlWorld;
beforeEach(async () => {
  world = await createControlWorld();
});
afterEach(() => world.close());

test('a branch decides over the contact, in the decision of the step before it, and its way is in the ledger', async () => {
  const way = branch('q', { field: 'company', is: 'contains', value: 'loom' }, { goto: 'c' });
  const { enrollment } = await world.begin(
    [way, mail('b', 'immediately'), mail('c', 'immediately')],
    {},
    { company: 'Looms' },
  );
  expect(await world.fireAt('2026-03-02T08:00')).toBeGreaterThan(0);
  expect(world.sent()).toEqual(['c']);
  expect(await world.ledger(enrollment.id)).toEqual(['q fired: goto c', 'c fired']);
});

test('a rule changes the contact, and what comes after it in the same minute sees that', async () => {
  const set = rule(
    'r',
    { addTag: 'warm' },
    { setField: { name: 'stage', value: 'won' } },
    { setField: { name: 'title', value: null } },
  );
  const text = {
    id: 'm',
    kind: 'email',
    when: 'immediately',
    email: { subject: '{{ contact.fields.stage }}', body: 'b' },
  };
  const { contact } = await world.begin(
    [set, branch('q', { tag: 'WARM' }, 'continue', 'exit'), text],
    {},
    { title: 'CFO' },
  );
  await world.fireAt('2026-03-02T08:00');
  expect(world.sent()).toEqual(['won']);
  expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({
    tags: ['warm'],
    title: null,
    fields: { stage: 'won' },
  });
});

test('a rule whose conditions fail is skipped in the ledger and does nothing', async () => {
  const unmet = { ...rule('r', { addTag: 'warm' }, { unsubscribe: true }), if: [{ tag: 'x' }] };
  const { enrollment, contact } = await world.begin([unmet, mail('b', 'immediately')]);
  await world.fireAt('2026-03-02T08:00');
  expect(await world.ledger(enrollment.id)).toEqual(['r skipped: conditions', 'b fired']);
  expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ tags: [] });
});

async function otherOf(name: string, contactId: string): Promise<Enrollment | undefined> {
  const { workspace, store } = world;
  const sequence = await store.read.sequences.byName(workspace.id, name);
  const filter = { workspaceId: workspace.id, contactId, sequenceId: sequence?.id ?? '' };
  return sequence === null ? undefined : (await store.read.enrollments.find(filter))[0];
}

test('an exit step ends it in its own words, and brings the contact into another sequence with the same owner', async () => {
  await world.publish({ name: 'Nurture', steps: [mail('hello', 'immediately')] });
  const { enrollment, contact } = await world.begin([
    { id: 'x', kind: 'exit', reason: 'no answer', moveTo: 'nurture' },
  ]);
  await world.fireAt('2026-03-02T08:00');
  const { exited } = (await world.stored(enrollment.id)).progress;
  expect(exited).toMatchObject({ reason: 'no answer', movedTo: 'nurture' });
  expect(await otherOf('Nurture', contact.id)).toMatchObject({ ownerId: enrollment.ownerId });
  expect(world.sent()).toEqual(['hello']);
});

test('where a move leads nowhere, the owner is told why', async () => {
  await world.begin([branch('q', { not: { tag: 'x' } }, { move: 'gone' })]);
  await world.fireAt('2026-03-02T08:00');
  expect(await world.conversations()).toEqual([
    [
      'UANA',
      { kind: 'notice', notice: { kind: 'report', text: expect.stringContaining('there is no such sequence') } },
    ],
  ]);
});

test('a rule that pauses this enrollment is resumed as any pause of one', async () => {
  const { enrollment } = await world.begin([rule('r', { pause: 'this' }), mail('b', { days: 1 })]);
  await world.fireAt('2026-03-02T08:00');
  expect(await world.stored(enrollment.id)).toMatchObject({ pauses: ['self'], dueAt: null });
});

test('a reply that stops nothing is seen by a branch', async () => {
  const asks = branch('q', { replied: 'a' }, 'exit');
  const { enrollment, contact } = await world.begin(
    [mail('a', 'immediately'), { id: 'w', kind: 'delay', for: '1 days' }, asks],
    {
      exitOn: [],
    },
  );
  await world.fireAt('2026-03-02T08:00');
  const { workspace } = world;
  await recordReply(world.app, { workspaceId: workspace.id, email: contact.email, sourceId: 'm1' });
  await world.fireAt('2026-03-03T08:00');
  expect((await world.stored(enrollment.id)).progress.exited).toMatchObject({ reason: 'branch' });
});

test('the outcome of a task that nothing waits for is seen by a branch', async () => {
  const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
  const wait = { id: 'w', kind: 'delay', for: '1 days' };
  const { enrollment } = await world.begin([call, wait, branch('q', { taskOutcome: 'call', is: 'No answer' }, 'exit')]);
  await world.fireAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  await completeTask(world.app, { actor: world.rep, taskId: task?.id ?? '', outcome: 'no answer' });
  await world.fireAt('2026-03-03T08:00');
  expect((await world.stored(enrollment.id)).progress.exited).toMatchObject({ reason: 'branch' });
});

test('why tells which way a branch took, what a rule skipped and where they went on', async () => {
  await world.publish({ name: 'Nurture', steps: [mail('hello', { days: 9 })] });
  const unmet = { ...rule('r', { addTag: 'warm' }), if: [{ tag: 'x' }] };
  const { enrollment } = await world.begin([unmet, branch('q', { tag: 'x' }, 'exit', { move: 'Nurture' })]);
  await world.fireAt('2026-03-02T08:00');
  const why = await explainEnrollment(world.app, { actor: world.rep, enrollmentId: enrollment.id });
  const events = why.ok ? why.why.enrollments.flatMap((one) => one.events.map(({ text }) => text)) : [];
  expect(events).toEqual([
    'Enrolled, from Ana Ruiz',
    '“r” was skipped (its conditions did not hold)',
    'Branch “q” moved them to Nurture',
    'Ended: a branch of the cadence moved them; on in Nurture',
  ]);
});
