import { claimDue } from '../../../src/app/firing/claimDue.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { exit } from '../../../src/domain/enrollment/exit.js';
import { pause } from '../../../src/domain/enrollment/pause.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { email, publish as publishIn } from './publishing.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const call = { id: 'call', kind: 'task', when: 'immediately', pause: true, task: { title: 'Call' } };

const publish = (file: Record<string, unknown>, sequenceId?: string) => publishIn(world, file, sequenceId);
const enrollmentOf = (id: string) => world.store.read.enrollments.byId(id);
const due = async (id: string) => {
  const enrollment = await enrollmentOf(id);
  return [enrollment?.progress.pending?.stepId, enrollment?.dueAt?.toISO()];
};

describe('a further version', () => {
  test('takes every open enrollment over by the rules of editing, and no ended one', async () => {
    const version = await world.publish({ steps: [email('intro'), email('second')] });
    const { enrollment } = await world.enrollIn(version);
    await world.fireAt('2026-03-03T09:00');
    const done = await world.enrollIn(version);
    const ended = {
      ...done.enrollment,
      progress: exit(done.enrollment.progress, 'reply', await world.clock.now()).progress,
    };
    await world.store.read.enrollments.save({ ...ended, dueAt: null }, await world.clock.now());
    const between = email('between', 'immediately');
    const outcome = await publish({ steps: [email('intro'), between, email('second')] }, version.sequenceId);
    expect(outcome).toMatchObject({ ok: true, kind: 'new-version', version: 2, takenOver: 1 });
    // An immediate step that an edit put next goes tomorrow at the default time.
    expect(await due(enrollment.id)).toEqual(['between', '2026-03-04T18:00:00.000Z']);
    expect((await enrollmentOf(done.enrollment.id))?.sequenceVersionId).toBe(version.id);
  });

  test('wakes completed enrollments for a step that was appended', async () => {
    const version = await world.publish({ steps: [email('intro', 'immediately')] });
    const { enrollment } = await world.enrollIn(version);
    await world.fireAt('2026-03-02T08:00');
    expect(await due(enrollment.id)).toEqual([undefined, undefined]);
    await publish({ steps: [email('intro', 'immediately'), email('more')] }, version.sequenceId);
    expect(await due(enrollment.id)).toEqual(['more', '2026-03-03T17:00:00.000Z']);
  });

  test('keeps a pause: nothing falls due', async () => {
    const version = await world.publish({ steps: [email('intro')] });
    const { enrollment } = await world.enrollIn(version);
    const now = await world.clock.now();
    const paused = { ...enrollment, pauses: ['self' as const], progress: pause(enrollment.progress, now).progress };
    await world.store.read.enrollments.save({ ...paused, dueAt: null }, now);
    await publish({ steps: [email('new-first'), email('intro')] }, version.sequenceId);
    expect(await due(enrollment.id)).toEqual(['new-first', undefined]);
  });

  test('closes the task of a pausing step that is gone, and the cadence goes on', async () => {
    const version = await world.publish({ steps: [call, email('second')] });
    const { enrollment } = await world.enrollIn(version);
    await world.fireAt('2026-03-02T08:00');
    await publish({ steps: [email('second')] }, version.sequenceId);
    const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
    expect(tasks).toMatchObject([{ state: 'closed', closedReason: 'edited' }]);
    expect(await due(enrollment.id)).toEqual(['second', '2026-03-03T17:00:00.000Z']);
  });

  test('leaves the task of a pausing step that is still there open', async () => {
    const version = await world.publish({ steps: [call, email('second')] });
    await world.enrollIn(version);
    await world.fireAt('2026-03-02T08:00');
    await publish({ steps: [email('before'), call, email('second')] }, version.sequenceId);
    expect(await world.store.read.tasks.find({ workspaceId: world.workspace.id })).toMatchObject([{ state: 'open' }]);
  });

  test('never brings again what is being sent at this moment, even where the edit puts its step elsewhere', async () => {
    const version = await world.publish({ steps: [email('intro', 'immediately'), email('second')] });
    const { enrollment } = await world.enrollIn(version);
    const send = world.mailer.send;
    const mailer = {
      send: asking(async (sent: Mail) => {
        await publish({ steps: [email('second'), email('intro', 'immediately')] }, version.sequenceId);
        return send(sent);
      }),
    };
    await fireDue({ ...world.deps, mailer });
    expect(await due(enrollment.id)).toEqual([undefined, undefined]);
    await world.fireAt('2026-03-20T09:00');
    expect(world.mailer.taken).toHaveLength(1);
    expect(await world.store.read.executions.ofEnrollment(enrollment.id)).toMatchObject([
      { stepId: 'intro', state: 'fired' },
    ]);
  });

  test('takes back what a worker has claimed but not begun to send', async () => {
    const version = await world.publish({ steps: [email('intro', 'immediately')] });
    await world.enrollIn(version);
    await world.enrollIn(version);
    const asked = { now: await world.clock.now(), limit: 2, shut: null };
    const { ready } = await claimDue({ ...world.deps, numbers: null }, 'email', asked);
    expect(ready).toHaveLength(2);
    const rewritten = { ...email('intro', 'immediately'), email: { subject: 'Rewritten', body: 'Hi' } };
    await publish({ steps: [rewritten] }, version.sequenceId);
    const claims = ready.map(({ claim, claimId }) => ({ executionId: claim.id, claimId }));
    const beginning = { id: world.ids.next(), claims };
    expect(await world.store.read.executions.beginSending([beginning], world.deps)).toEqual([]);
    await fireDue({ ...world.deps, worker: 'worker-2' });
    expect(world.mailer.taken.map(({ subject }) => subject)).toEqual(['Rewritten', 'Rewritten']);
  });

  describe('that rewrites the text of a mail held for a blank field', () => {
    const needs = (body: string) => ({ ...email('intro', 'immediately'), email: { subject: 'x', body } });
    async function held() {
      const version = await world.publish({ steps: [needs('At {{ contact.company }}')] });
      const { enrollment } = await world.enrollIn(version, { company: null, title: null });
      await world.fireAt('2026-03-02T08:00');
      expect(await enrollmentOf(enrollment.id)).toMatchObject({ hold: 'blank-field' });
      return { version, enrollment };
    }
    const notices = async () => (await world.pool.query("SELECT key FROM posts WHERE kind = 'notice'")).rows;

    test('lets it go where it needs the field no longer', async () => {
      const { version } = await held();
      await publish({ steps: [needs('At {{ contact.company | default: "yours" }}')] }, version.sequenceId);
      await world.fireAt('2026-03-02T08:01');
      expect(world.mailer.taken).toHaveLength(1);
    });

    test('leaves it held where it still does, without a second notice', async () => {
      const { version, enrollment } = await held();
      await publish({ steps: [needs('Hello to {{ contact.company }}')] }, version.sequenceId);
      await world.fireAt('2026-03-02T08:01');
      expect(await enrollmentOf(enrollment.id)).toMatchObject({ hold: 'blank-field', holdReason: 'contact.company' });
      expect(await notices()).toHaveLength(1);
    });

    test('notes another field that it needs now', async () => {
      const { version, enrollment } = await held();
      await publish({ steps: [needs('Dear {{ contact.title }}')] }, version.sequenceId);
      await world.fireAt('2026-03-02T08:01');
      expect(await enrollmentOf(enrollment.id)).toMatchObject({ hold: 'blank-field', holdReason: 'contact.title' });
      expect(await notices()).toHaveLength(1);
    });
  });

  test('has only those messages brought up to date that may say something else', async () => {
    const steps = [call, email('intro')];
    const version = await world.publish({ steps });
    const { enrollment } = await world.enrollIn(version);
    await world.fireAt('2026-03-02T08:00');
    await world.pool.query("UPDATE posts SET ts = '1', channel = 'D', due_at = NULL");
    const [task] = await world.store.read.tasks.openOf([enrollment.id]);
    await completeTask(world.app, { actor: world.rep, taskId: task?.id ?? '' });
    await world.pool.query('UPDATE posts SET due_at = NULL');
    await publish({ steps: [...steps, email('more')] }, version.sequenceId);
    expect((await world.pool.query('SELECT key FROM posts WHERE due_at IS NOT NULL')).rows).toEqual([]);
  });

  test('a step that failed may be tried when its turn comes after what the edit put before it', async () => {
    const version = await world.publish({ steps: [email('intro', 'immediately')] });
    const { enrollment } = await world.enrollIn(version);
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'no such address' } });
    await world.fireAt('2026-03-02T08:00');
    await publish({ steps: [email('before'), email('intro', 'immediately')] }, version.sequenceId);
    expect(await enrollmentOf(enrollment.id)).toMatchObject({ hold: null });
    await world.fireAt('2026-03-03T09:00');
    await world.fireAt('2026-03-03T09:01');
    expect(world.mailer.taken).toHaveLength(2);
  });

  test('of a date sequence records what the edit puts in the past', async () => {
    const first = await publish({ type: 'date', steps: [email('a', { date: '2026-05-05' })] });
    if (!first.ok) throw new Error(first.reason);
    const version = await world.store.read.sequences.version(first.sequence.currentVersionId);
    if (version === null) throw new Error('no version');
    const { enrollment } = await world.enrollIn(version);
    await publish(
      { type: 'date', steps: [email('a', { date: '2026-01-05' }), email('b', { date: '2026-06-05' })] },
      first.sequence.id,
    );
    expect(await world.store.read.executions.ofEnrollment(enrollment.id)).toMatchObject([
      { stepId: 'a', state: 'skipped', reason: 'past' },
    ]);
    expect(await due(enrollment.id)).toEqual(['b', '2026-06-05T17:00:00.000Z']);
  });
});
