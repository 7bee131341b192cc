import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Enrollment } from '../../../src/app/ports/stores/enrollments.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import type { Step } from '../../../src/domain/steps/step.js';
import { variantIdFor } from '../../../src/domain/steps/variant.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** The world's clock stands on Monday, 2 March 2026, 08:00 in Los Angeles. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const mail = (id: string, when?: unknown) => ({ id, kind: 'email', when, email: { subject: id, body: 'Hi' } });
const rule = (id: string, ...actions: object[]) => ({ id, kind: 'rule', when: 'immediately', do: actions });
const branch = (id: string, condition: object, then: unknown, otherwise: unknown = 'continue') =>
  Object.fromEntries(Object.entries({ id, kind: 'branch', if: [condition], else: otherwise }).concat([['then', then]]));

async function begin(steps: object[], more: object = {}, contact: object = {}) {
  return world.enrollIn(await world.publish({ steps: JSON.parse(JSON.stringify(steps)), ...more }), contact);
}

async function stored(id: string): Promise<Enrollment> {
  const enrollment = await world.store.read.enrollments.byId(id);
  if (enrollment === null) throw new Error(`no enrollment ${id}`);
  return enrollment;
}

async function ledger(id: string): Promise<string[]> {
  const rows = await world.store.read.executions.ofEnrollment(id);
  return rows.map(({ stepId, state, reason }) => `${stepId} ${state}${reason === null ? '' : `: ${reason}`}`);
}

async function otherOf(name: string, contactId: string): Promise<Enrollment | undefined> {
  const { workspace, store } = world;
  const sequence = await store.read.sequences.byName(workspace.id, name);
  const filter = { workspaceId: workspace.id, contactId, sequenceId: sequence?.id ?? '' };
  return sequence === null ? undefined : (await store.read.enrollments.find(filter))[0];
}

const sent = () => world.mailer.taken.map(({ subject }) => subject);
const conversations = async () => {
  const lease = { worker: 'w', leaseMs: 60_000 };
  const posts = await world.store.read.posts.claimDue(await world.clock.now(), 20, lease);
  return posts.map(({ conversation, content }) => [conversation, content] as const);
};

test('a branch decides over the contact, in the decision of the step before it, and its way is in the ledger', async () => {
  const way = branch('q', { field: 'company', is: 'contains', value: 'loom' }, { goto: 'c' });
  const { enrollment } = await begin(
    [way, mail('b', 'immediately'), mail('c', 'immediately')],
    {},
    { company: 'Looms' },
  );
  expect(await world.fireAt('2026-03-02T08:00')).toBeGreaterThan(0);
  expect(sent()).toEqual(['c']);
  expect(await ledger(enrollment.id)).toEqual(['q fired: goto c', 'c fired']);
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
  const { contact } = await begin([set, branch('q', { tag: 'WARM' }, 'continue', 'exit'), text], {}, { title: 'CFO' });
  await world.fireAt('2026-03-02T08:00');
  expect(sent()).toEqual(['won']);
  expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({
    tags: ['warm'],
    title: null,
    fields: { stage: 'won' },
  });
});

test('a rule whose conditions fail is skipped in the ledger and does nothing', async () => {
  const unmet = { ...rule('r', { addTag: 'warm' }, { unsubscribe: true }), if: [{ tag: 'x' }] };
  const { enrollment, contact } = await begin([unmet, mail('b', 'immediately')]);
  await world.fireAt('2026-03-02T08:00');
  expect(await ledger(enrollment.id)).toEqual(['r skipped: conditions', 'b fired']);
  expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ tags: [] });
});

test('an exit step ends it in its own words, and brings the contact into another sequence with the same owner', async () => {
  await world.publish({ name: 'Nurture', steps: [mail('hello', 'immediately')] });
  const { enrollment, contact } = await begin([{ id: 'x', kind: 'exit', reason: 'no answer', moveTo: 'nurture' }]);
  await world.fireAt('2026-03-02T08:00');
  const { exited } = (await stored(enrollment.id)).progress;
  expect(exited).toMatchObject({ reason: 'no answer', movedTo: 'nurture' });
  expect(await otherOf('Nurture', contact.id)).toMatchObject({ ownerId: enrollment.ownerId });
  expect(sent()).toEqual(['hello']);
});

test('where a move leads nowhere, the owner is told why', async () => {
  await begin([branch('q', { not: { tag: 'x' } }, { move: 'gone' })]);
  await world.fireAt('2026-03-02T08:00');
  expect(await conversations()).toEqual([
    [
      'UANA',
      { kind: 'notice', notice: { kind: 'report', text: expect.stringContaining('there is no such sequence') } },
    ],
  ]);
});

test('a rule pauses, resumes and ends what the contact is in elsewhere', async () => {
  const other = await world.publish({ name: 'Other', steps: [mail('o', { days: 1 })] });
  const first = await begin([rule('r', { pause: 'Other' })]);
  const { enrollment: there } = await world.enrollIn(other, { ...first.contact });
  await world.fireAt('2026-03-02T08:00');
  expect(await stored(there.id)).toMatchObject({ pauses: ['self'], dueAt: null });
  await begin([rule('r', { resume: 'Other' })], { name: 'Second' }, { ...first.contact });
  await world.fireAt('2026-03-02T08:01');
  expect(await stored(there.id)).toMatchObject({ pauses: [], progress: { pausedSince: null } });
  await begin([rule('r', { removeFromSequence: 'Other' })], { name: 'Third' }, { ...first.contact });
  await world.fireAt('2026-03-02T08:02');
  expect((await stored(there.id)).progress.exited).toMatchObject({ reason: 'rule' });
});

test('a rule that unsubscribes suppresses the address and ends everything, also what is due in the same claim', async () => {
  const other = await world.publish({ name: 'Other', steps: [mail('o', 'immediately')] });
  const { enrollment, contact } = await begin([rule('r', { unsubscribe: true }), mail('b', 'immediately')]);
  const { enrollment: there } = await world.enrollIn(other, { ...contact });
  await world.fireAt('2026-03-02T08:00');
  expect((await stored(enrollment.id)).progress.exited).toMatchObject({ reason: 'unsubscribe' });
  expect((await stored(there.id)).progress.exited).toMatchObject({ reason: 'unsubscribe' });
  expect(sent()).toEqual([]);
  expect(await world.store.read.suppressions.byEmail(world.workspace.id, contact.email)).toMatchObject({
    reason: 'unsubscribe',
  });
});

test('a rule that pauses this enrollment is resumed as any pause of one', async () => {
  const { enrollment } = await begin([rule('r', { pause: 'this' }), mail('b', { days: 1 })]);
  await world.fireAt('2026-03-02T08:00');
  expect(await stored(enrollment.id)).toMatchObject({ pauses: ['self'], dueAt: null });
});

test('a rule tells a channel and a member, makes tasks, and gives the contact another owner', async () => {
  const made = {
    createTask: { title: 'Look at {{ contact.firstName }}', type: 'call', due: { days: 1, at: '09:00' } },
  };
  const { enrollment, contact } = await begin([
    rule('r', { notify: '#sales', text: 'See {{ contact.firstName }}' }, { notify: '@ana' }, made, made, {
      setOwner: '@mia',
    }),
    mail('b', { days: 1 }),
  ]);
  await world.fireAt('2026-03-02T08:00');
  const told = await conversations();
  const report = (text: unknown) => ({ kind: 'notice', notice: { kind: 'report', text } });
  expect(told).toContainEqual(['#sales', report('See Ada')]);
  expect(told).toContainEqual(['UANA', report(expect.stringContaining('has come to'))]);
  const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  expect(tasks.map(({ title, type, pauses }) => [title, type, pauses])).toEqual([
    ['Look at Ada', 'call', false],
    ['Look at Ada', 'call', false],
  ]);
  expect(await stored(enrollment.id)).toMatchObject({ ownerId: world.manager.id });
  expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ ownerId: world.manager.id });
});

test.each([
  [{ notify: '@zoe', text: 'See {{ contact.firstName }}' }, /^See Ada\nThis was for @zoe, whom Drumbeat does not find/],
  [{ setOwner: '@zoe' }, /hands them over to @zoe\. Nobody here is @zoe, so you stay their owner\.$/],
])('the owner is told what was for somebody who is not here: %j', async (action, text) => {
  const { enrollment } = await begin([rule('r', action), mail('b', { days: 1 })]);
  await world.fireAt('2026-03-02T08:00');
  const notice = { kind: 'report', text: expect.stringMatching(text) };
  expect(await conversations()).toContainEqual(['UANA', { kind: 'notice', notice }]);
  expect(await stored(enrollment.id)).toMatchObject({ ownerId: world.rep.id });
});

test('who is handed over to somebody who is away stands still from that rule on, until they are back', async () => {
  const { app, admin, manager } = world;
  const target = { kind: 'owner', memberId: manager.id } as const;
  await pause(app, { actor: admin, target });
  const { enrollment } = await begin([rule('r', { setOwner: '@mia' }), mail('b', 'immediately')]);
  await world.fireAt('2026-03-02T08:00');
  expect(await stored(enrollment.id)).toMatchObject({ ownerId: manager.id, pauses: ['owner'], dueAt: null });
  expect(sent()).toEqual([]);
  await resume(app, { actor: admin, target, policy: { policy: 'keep' } });
  await world.fireAt('2026-03-02T08:00');
  expect(sent()).toEqual(['b']);
});

test('who is handed over to somebody who is here goes on in that minute', async () => {
  const { enrollment } = await begin([rule('r', { setOwner: '@mia' }), mail('b', 'immediately')]);
  await world.fireAt('2026-03-02T08:00');
  expect(await stored(enrollment.id)).toMatchObject({ ownerId: world.manager.id, pauses: [] });
  expect(sent()).toEqual(['b']);
});

test('a reply that stops nothing is seen by a branch', async () => {
  const asks = branch('q', { replied: 'a' }, 'exit');
  const { enrollment, contact } = await begin(
    [mail('a', 'immediately'), { id: 'w', kind: 'delay', for: '1 days' }, asks],
    {
      exitOn: [],
    },
  );
  await world.fireAt('2026-03-02T08:00');
  const { workspace } = world;
  await recordReply(world.app, { workspaceId: workspace.id, email: contact.email, sourceId: 'm1' });
  await world.fireAt('2026-03-03T08:00');
  expect((await stored(enrollment.id)).progress.exited).toMatchObject({ reason: 'branch' });
});

test('the outcome of a task that nothing waits for is seen by a branch', async () => {
  const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
  const wait = { id: 'w', kind: 'delay', for: '1 days' };
  const { enrollment } = await begin([call, wait, branch('q', { taskOutcome: 'call', is: 'No answer' }, 'exit')]);
  await world.fireAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  await completeTask(world.app, { actor: world.rep, taskId: task?.id ?? '', outcome: 'no answer' });
  await world.fireAt('2026-03-03T08:00');
  expect((await stored(enrollment.id)).progress.exited).toMatchObject({ reason: 'branch' });
});

test('why tells which way a branch took, what a rule skipped and where they went on', async () => {
  await world.publish({ name: 'Nurture', steps: [mail('hello', { days: 9 })] });
  const unmet = { ...rule('r', { addTag: 'warm' }), if: [{ tag: 'x' }] };
  const { enrollment } = await begin([unmet, branch('q', { tag: 'x' }, 'exit', { move: 'Nurture' })]);
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

test('a split test sends each enrollment its own variant', async () => {
  const variants = ['one', 'two'].map((id) => ({ id, weight: 1, email: { subject: id, body: 'b' } }));
  const version = await world.publish({ steps: [{ id: 'a', kind: 'email', when: 'immediately', variants }] });
  const own: Record<string, string | null> = {};
  for (let i = 0; i < 12; i++) {
    const { enrollment, contact } = await world.enrollIn(version, { email: `p${i}@example.com` });
    own[contact.email] = variantIdFor(version.definition.steps[0] as Step, enrollment.id);
  }
  await world.fireAt('2026-03-02T08:00');
  expect(Object.fromEntries(world.mailer.taken.map(({ to, subject }) => [to.email, subject]))).toEqual(own);
});

test('a step that nothing carries waits for its owner, with the reason', async () => {
  const { enrollment } = await begin([{ id: 's', kind: 'sms', when: 'immediately', sms: { body: 'b' } }]);
  await fireDue({ ...world.deps, texter: null });
  expect(await stored(enrollment.id)).toMatchObject({
    hold: 'failed',
    holdReason: expect.stringContaining('no provider for texts is configured'),
  });
});

describe('a date sequence', () => {
  const dated = (id: string, event: string, more: object = {}) => mail(id, { event, at: '09:00', ...more });
  const save = (email: string, fields: Record<string, string>) =>
    saveContact(world.app, { actor: world.manager, email, details: { fields } });

  test('fires in the order of its dates, whichever step stands first', async () => {
    const steps = [mail('second', { date: '2026-03-05' }), mail('first', { date: '2026-03-04' })];
    const { enrollment } = await begin(steps, { type: 'date' });
    await world.fireAt('2026-03-04T10:00');
    await world.fireAt('2026-03-05T10:00');
    expect(sent()).toEqual(['first', 'second']);
    expect(await stored(enrollment.id)).toMatchObject({ dueAt: null });
  });

  test('waits for a date, and goes on when the contact is saved with one', async () => {
    const { enrollment, contact } = await begin([dated('a', 'renewal')], { type: 'date' });
    expect((await stored(enrollment.id)).dueAt).toBeNull();
    expect(await save(contact.email, { renewal: '2026-03-10' })).toMatchObject({ ok: true, moved: 1 });
    await world.fireAt('2026-03-10T09:00');
    expect(sent()).toEqual(['a']);
  });

  test('a date saved in the past is recorded as past', async () => {
    const { enrollment, contact } = await begin(
      [dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    await save(contact.email, { renewal: '2026-01-10' });
    expect(await ledger(enrollment.id)).toEqual(['a skipped: past']);
    expect((await stored(enrollment.id)).dueAt).toBeNull();
  });

  test('a step that is past keeps how its time came about, whichever step is next', async () => {
    const { enrollment, contact } = await begin(
      [mail('first', { date: '2026-03-05' }), dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    await save(contact.email, { renewal: '2026-01-10' });
    const [past] = await world.store.read.executions.ofEnrollment(enrollment.id);
    expect(past).toMatchObject({ stepId: 'a', trace: [{ rule: 'base', to: '2026-03-10T16:00Z' }] });
  });

  test('a rule that empties the date takes it from the contact, and what hung on it waits', async () => {
    const empties = {
      ...rule('r', { setField: { name: 'renewal', value: null } }),
      when: { date: '2026-03-05', at: '09:00' },
    };
    const { enrollment, contact } = await begin(
      [empties, dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    await world.fireAt('2026-03-05T09:00');
    expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ fields: {} });
    await world.fireAt('2026-03-10T09:00');
    expect(await ledger(enrollment.id)).toEqual(['r fired: empty renewal']);
  });

  test('a rule elsewhere that sets the date moves it at once', async () => {
    const { enrollment, contact } = await begin(
      [dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    const sets = rule('r', { setField: { name: 'renewal', value: '2026-03-20' } });
    await world.enrollIn(await world.publish({ name: 'Sets', steps: [sets] }), { ...contact });
    await world.fireAt('2026-03-02T08:00');
    expect((await stored(enrollment.id)).dueAt?.toISO()).toBe('2026-03-20T16:00:00.000Z');
  });

  test('after a worker was down it greets up to a day late, and not after', async () => {
    const steps = [mail('a', { date: '2026-03-04' }), mail('b', { date: '2026-03-05', at: '15:00' })];
    const { enrollment } = await begin(steps, { type: 'date' });
    await world.fireAt('2026-03-06T12:00');
    await world.fireAt('2026-03-06T15:00');
    expect(sent()).toEqual(['b']);
    expect(await ledger(enrollment.id)).toEqual(['a skipped: past', 'b fired']);
  });
});
