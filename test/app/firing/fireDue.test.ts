import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { asking } from '../../support/asking.js';
import { endLeases } from '../../support/ledger.js';
import { aMember } from '../../support/people.js';
import { createWorld, type World } from '../../support/world.js';

const mail = {
  subject: 'Hello {{ contact.firstName }}',
  body: 'Hi {{ contact.firstName }}, about {{ contact.company }}.',
};
const now = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };
const later = { id: 'follow-up', kind: 'email', when: { days: 2, at: '09:00' }, email: mail };
const call = {
  id: 'call',
  kind: 'task',
  when: { days: 1, at: '09:00' },
  pause: true,
  task: { title: 'Call {{ contact.firstName }}', type: 'call' },
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function stateOf(enrollmentId: string) {
  const enrollment = await world.store.read.enrollments.byId(enrollmentId);
  const executions = await world.store.read.executions.ofEnrollment(enrollmentId);
  return { enrollment, executions };
}

test('a due mail leaves once, with its texts filled in, its footer and a way out', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [now, later] }));
  await world.fireAt('2026-03-02T08:00');
  await world.fireAt('2026-03-02T08:01');
  expect(world.mailer.taken).toHaveLength(1);
  const [sent] = world.mailer.taken;
  expect(sent).toMatchObject({ subject: 'Hello Ada', from: { email: 'sales@harbor.example', name: 'Ana Ruiz' } });
  expect(sent?.replyTo).toEqual({ email: 'ana@harbor.example' });
  expect(sent?.text).toContain('1 Pier Road, Portland');
  expect(sent?.headers).toHaveProperty('List-Unsubscribe');
  const { executions } = await stateOf(enrollment.id);
  expect(executions).toMatchObject([{ id: sent?.executionId, state: 'fired', stepId: 'intro', attempts: 1 }]);
});

test('the next step counts from the firing, and waits for its time', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [now, later] }));
  await world.fireAt('2026-03-02T08:00');
  const stored = await world.store.read.enrollments.byId(enrollment.id);
  expect(stored?.dueAt?.toISO()).toBe('2026-03-04T17:00:00.000Z');
  await world.fireAt('2026-03-04T08:59');
  expect(world.mailer.taken).toHaveLength(1);
  await world.fireAt('2026-03-04T09:00');
  expect(world.mailer.taken).toHaveLength(2);
});

test('steps that need no provider run on in one decision, until a pausing task', async () => {
  const wait = { id: 'wait', kind: 'delay', for: '1 days' };
  const version = await world.publish({ steps: [wait, { ...call, when: 'immediately' }, later] });
  const { enrollment } = await world.enrollIn(version);
  expect(await world.fireAt('2026-03-03T08:00')).toBe(1);
  const { enrollment: stored, executions } = await stateOf(enrollment.id);
  expect(executions.map(({ stepId, state }) => [stepId, state])).toEqual([
    ['wait', 'fired'],
    ['call', 'fired'],
  ]);
  expect(stored?.dueAt).toBeNull();
  expect(stored?.progress.openTask?.stepId).toBe('call');
  const filter = { workspaceId: world.workspace.id, state: 'open' as const };
  expect(await world.store.read.tasks.find(filter)).toMatchObject([{ title: 'Call Ada', pauses: true }]);
});

test('a task brings a message to the owner, once', async () => {
  await world.enrollIn(await world.publish({ steps: [{ ...call, when: 'immediately' }] }));
  await world.fireAt('2026-03-02T08:00');
  const lease = { worker: 'w', leaseMs: 60_000 };
  const posts = await world.store.read.posts.claimDue(await world.clock.now(), 10, lease);
  expect(posts).toMatchObject([{ conversation: 'UANA', content: { kind: 'task' } }]);
  expect(await world.store.read.posts.claimDue(await world.clock.now(), 10, lease)).toEqual([]);
});

test('a mail that would greet nobody is held, and the owner is asked', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [now] }), { company: null });
  await world.fireAt('2026-03-02T08:00');
  expect(world.mailer.taken).toEqual([]);
  const { enrollment: stored } = await stateOf(enrollment.id);
  expect(stored).toMatchObject({ hold: 'blank-field', holdReason: 'contact.company', dueAt: null });
  const posts = await world.store.read.posts.claimDue(await world.clock.now(), 10, { worker: 'w', leaseMs: 60_000 });
  expect(posts).toMatchObject([{ content: { notice: { kind: 'blank-field', fields: ['contact.company'] } } }]);
});

test.each([
  ['sender', { from: { address: '{{ contact.fields.sender }}' } }],
  ["sender's name", { from: { address: 'ana@harbor.example', name: '{{ contact.fields.sender }}' } }],
  ['reply address', { replyTo: '{{ contact.fields.sender }}' }],
])('a mail whose %s would be blank is held', async (_what, keys) => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [{ ...now, ...keys }] }));
  await world.fireAt('2026-03-02T08:00');
  expect(world.mailer.taken).toEqual([]);
  expect((await stateOf(enrollment.id)).enrollment).toMatchObject({
    hold: 'blank-field',
    holdReason: 'contact.fields.sender',
  });
});

test('what was surely not sent is tried again later, and stays due by the rules', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [now] }));
  world.mailer.answerNext({ outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: 60_000, cause: 'moment' } });
  await world.fireAt('2026-03-02T08:00');
  const { enrollment: waiting, executions } = await stateOf(enrollment.id);
  expect(executions).toMatchObject([{ state: 'deferred', reason: 'busy' }]);
  expect(waiting?.dueAt?.toISO()).toBe('2026-03-02T16:01:00.000Z');
  expect(waiting?.progress.pending?.dueAt.toISO()).toBe('2026-03-02T16:00:00.000Z');
  await world.fireAt('2026-03-02T08:01');
  expect(world.mailer.taken).toHaveLength(1);
  expect((await stateOf(enrollment.id)).executions).toMatchObject([{ state: 'fired', attempts: 2 }]);
});

test('what may have left is never sent again by itself, and the owner is asked', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [now, later] }));
  world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
  await world.fireAt('2026-03-02T08:00');
  await world.fireAt('2026-03-20T08:00');
  expect(world.mailer.taken).toHaveLength(1);
  const { enrollment: stored, executions } = await stateOf(enrollment.id);
  expect(executions).toMatchObject([{ state: 'uncertain', reason: 'no answer' }]);
  expect(stored).toMatchObject({ hold: 'uncertain', dueAt: null });
});

test('a refusal holds the cadence and tells the owner once', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [now, later] }));
  world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'the address does not exist' } });
  await world.fireAt('2026-03-02T08:00');
  await world.fireAt('2026-03-20T08:00');
  expect(world.mailer.taken).toEqual([]);
  const { enrollment: stored } = await stateOf(enrollment.id);
  expect(stored).toMatchObject({ hold: 'failed', holdReason: 'the address does not exist' });
});

test('two workers on one database send each mail once', async () => {
  const version = await world.publish({ steps: [now] });
  for (let count = 0; count < 30; count += 1) await world.enrollIn(version);
  const { fireDue } = await import('../../../src/app/firing/fireDue.js');
  await Promise.all([fireDue(world.deps), fireDue({ ...world.deps, worker: 'worker-2' })]);
  expect(new Set(world.mailer.taken.map(({ to }) => to.email)).size).toBe(30);
  expect(world.mailer.taken).toHaveLength(30);
});

test('a worker that stops gives back what it has not begun', async () => {
  const version = await world.publish({ steps: [now] });
  for (let count = 0; count < 10; count += 1) await world.enrollIn(version);
  const mailer = {
    send: (...sent: Parameters<typeof world.mailer.send>) => {
      world.stop();
      return world.mailer.send(...sent);
    },
  };
  const { fireDue } = await import('../../../src/app/firing/fireDue.js');
  await fireDue({ ...world.deps, mailer, concurrency: 2 });
  const sent = world.mailer.taken.length;
  expect(sent).toBeLessThan(10);
  await fireDue({ ...world.deps, stopping: () => false, worker: 'worker-2' });
  expect(new Set(world.mailer.taken.map(({ to }) => to.email)).size).toBe(10);
  expect(world.mailer.taken).toHaveLength(10);
});

describe('after a worker died', () => {
  async function dieWhile(state: 'claimed' | 'sending') {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [now] }));
    const { fireDue } = await import('../../../src/app/firing/fireDue.js');
    const gone = new Promise<never>(() => undefined);
    const reached = new Promise<void>((resolve) => {
      const mailer = {
        send: asking(() => {
          resolve();
          return gone;
        }),
      };
      void fireDue({ ...world.deps, mailer });
    });
    await reached;
    if (state === 'claimed') await world.pool.query('DELETE FROM requests');
    await endLeases(world.pool);
    return enrollment;
  }

  test('what it had only claimed is sent by another', async () => {
    const enrollment = await dieWhile('claimed');
    expect(await recoverLapsed(world.deps)).toBe(1);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toHaveLength(1);
    expect((await stateOf(enrollment.id)).executions).toMatchObject([{ state: 'fired' }]);
  });

  test('what it was sending is uncertain, and nobody sends it again', async () => {
    const enrollment = await dieWhile('sending');
    expect(await recoverLapsed(world.deps)).toBe(1);
    expect(await recoverLapsed(world.deps)).toBe(0);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toEqual([]);
    expect((await stateOf(enrollment.id)).enrollment).toMatchObject({ hold: 'uncertain' });
  });
});

test('a suppressed contact gets nothing: the enrollment ends and its tasks are closed', async () => {
  const version = await world.publish({ steps: [{ ...call, pause: false, when: 'immediately' }, now] });
  const { enrollment, contact } = await world.enrollIn(version);
  await world.store.read.suppressions.add({
    id: world.ids.next(),
    workspaceId: world.workspace.id,
    email: contact.email,
    reason: 'by-hand',
    createdAt: await world.clock.now(),
    createdById: null,
  });
  await world.fireAt('2026-03-02T08:00');
  expect(world.mailer.taken).toEqual([]);
  expect((await stateOf(enrollment.id)).enrollment?.progress.exited).toMatchObject({ reason: 'suppressed' });
  expect(await world.store.read.tasks.find({ workspaceId: world.workspace.id })).toMatchObject([{ state: 'closed' }]);
});

describe('a task goes to', () => {
  const shownIn = async (assignee: string | undefined) => {
    const ben = aMember(world.ids.next(), world.workspace.id, { handle: 'ben', slackUserId: 'UBEN' });
    await world.store.read.members.save(ben, await world.clock.now());
    await world.enrollIn(await world.publish({ steps: [{ ...call, when: 'immediately', assignee }] }));
    await world.fireAt('2026-03-02T08:00');
    const lease = { worker: 'w', leaseMs: 60_000 };
    return (await world.store.read.posts.claimDue(await world.clock.now(), 10, lease)).map((post) => post.conversation);
  };

  test.each([
    ['the owner, unless it says otherwise', undefined, 'UANA'],
    ['the owner', 'owner', 'UANA'],
    ['a member by handle', '@ben', 'UBEN'],
    ['a member by address', 'Ben@Harbor.example', 'UBEN'],
    ['a member by Slack id', 'UBEN', 'UBEN'],
    ['a channel by name', '#sales', '#sales'],
    ['a channel by id', 'C0SALES', 'C0SALES'],
    ['the owner where the member is not there any more', '@gone', 'UANA'],
  ])('%s', async (_whom, assignee, conversation) => {
    expect(await shownIn(assignee)).toEqual([conversation]);
  });
});
