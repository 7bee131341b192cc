import { DateTime } from 'luxon';
import { pause } from '../../../src/app/enrollments/pause.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { showStatus } from '../../../src/app/enrollments/showStatus.js';
import { takeBackReply } from '../../../src/app/enrollments/takeBackReply.js';
import type { Member } from '../../../src/app/ports/stores/people.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { call, followUp, giveTo, intro, posts, showPosts, standing, toRefresh } from './cadence.js';

/** Somebody said by mistake that a contact replied, or when they did. It is Monday, 2 March 2026, 08:00. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const email = 'ada@example.com';
const enrolled = async (steps: readonly unknown[] = [intro, followUp], file = {}) =>
  world.enrollIn(await world.publish({ steps, ...file }), { email });
const stored = async (id: string) => (await standing(world, id)).enrollment;
const said = async (actor: Member = world.rep, at?: string) => {
  const when = at === undefined ? {} : { at: DateTime.fromISO(at, { zone: world.workspace.zone }) };
  return recordReply(world.app, { actor, workspaceId: world.workspace.id, email, ...when });
};
/** Says it, and answers what it can be taken back by. */
const undoOf = async (actor?: Member) => {
  const outcome = await said(actor);
  if (!outcome.ok || outcome.undo === null) throw new Error(JSON.stringify(outcome));
  return outcome.undo;
};
const takeBack = (entryId: string, actor: Member = world.rep) => takeBackReply(world.app, { actor, entryId });
const eventsOf = async () => (await world.pool.query('SELECT kind FROM provider_events')).rows;

describe('taking a reply back', () => {
  test('what ended goes on where it stood, and nothing is left of the reply', async () => {
    const { enrollment } = await enrolled();
    await world.fireAt('2026-03-02T08:01');
    const before = await stored(enrollment.id);
    const undo = await undoOf();
    expect(await takeBack(undo)).toMatchObject({ ok: true, back: [{ sequenceName: 'Outbound' }], notBack: [] });
    expect(await stored(enrollment.id)).toEqual(before);
    expect(await eventsOf()).toEqual([]);
    await world.fireAt('2026-03-03T09:00');
    expect(world.mailer.taken).toHaveLength(2);
  });

  test('a step that fell due meanwhile comes at its next usual time, as after a pause', async () => {
    const { enrollment } = await enrolled([followUp]);
    const undo = await undoOf();
    await world.fireAt('2026-03-03T12:00');
    await takeBack(undo);
    const { progress } = await stored(enrollment.id);
    expect(progress.pending?.dueAt.setZone(world.workspace.zone).toISO()).toBe('2026-03-04T09:00:00.000-08:00');
  });

  test('an open task is open again, with its buttons; one that was snoozed comes when it was to', async () => {
    const other = { ...call, id: 'other', when: 'immediately', pause: false, task: { title: 'Write', type: 'todo' } };
    const { enrollment } = await enrolled([other, call]);
    await world.fireAt('2026-03-02T08:01');
    await showPosts(world);
    const open = await world.store.read.tasks.find({ workspaceId: world.workspace.id, state: 'open' });
    const writing = open.find(({ stepId }) => stepId === 'other');
    const until = DateTime.fromISO('2026-03-02T12:00', { zone: world.workspace.zone }).toUTC();
    await snoozeTask(world.app, { actor: world.rep, taskId: writing?.id ?? '', until });
    const undo = await undoOf();
    await showPosts(world);
    await takeBack(undo);
    const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id, state: 'open' });
    expect(tasks.map(({ stepId, snoozedUntil }) => [stepId, snoozedUntil?.toISO() ?? null]).sort()).toEqual([
      ['call', null],
      ['other', until.toISO()],
    ]);
    const calling = tasks.find(({ stepId }) => stepId === 'call');
    expect(await toRefresh(world)).toContain(`task:${calling?.id}`);
    const coming = (await posts(world)).filter(
      ({ due_at, ts }) => ts === null && due_at?.getTime() === until.toMillis(),
    );
    expect(coming).toHaveLength(1);
    expect((await stored(enrollment.id)).progress.openTask?.stepId).toBe('call');
  });

  test('a second time changes nothing, and says so', async () => {
    await enrolled();
    const undo = await undoOf();
    await takeBack(undo);
    expect(await takeBack(undo)).toEqual({ ok: false, reason: 'already' });
  });

  test('it can be said again afterwards, and counts once', async () => {
    const { enrollment } = await enrolled();
    await takeBack(await undoOf());
    expect(await said()).toMatchObject({ ok: true, repeated: false, ended: [{ sequenceName: 'Outbound' }] });
    expect((await stored(enrollment.id)).progress.exited?.reason).toBe('reply');
    expect(await eventsOf()).toEqual([{ kind: 'reply' }]);
  });

  test('whoever said it may, and a manager; another rep may not', async () => {
    const { enrollment } = await enrolled();
    await giveTo(world, enrollment.id, world.manager.id);
    const undo = await undoOf(world.manager);
    const ben = await world.member('ben');
    expect(await takeBack(undo, ben)).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
    expect(await takeBack(undo, world.admin)).toMatchObject({ ok: true });
  });

  test('a rep who told of a reply to a colleague’s cadence takes it back there too, and the colleague’s message says so', async () => {
    const { enrollment } = await enrolled();
    await giveTo(world, enrollment.id, world.manager.id);
    const undo = await undoOf();
    await showPosts(world);
    expect(await takeBack(undo)).toMatchObject({ ok: true });
    expect(await toRefresh(world)).toEqual([`notice:ended:${enrollment.id}`]);
    await said();
    expect((await posts(world)).filter(({ key }) => key.startsWith('notice:ended:'))).toHaveLength(2);
  });

  test('under a pause that began meanwhile it stands still; its own pause is as it was', async () => {
    const { enrollment } = await enrolled();
    const until = DateTime.fromISO('2026-03-09', { zone: world.workspace.zone }).toUTC();
    await pause(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: enrollment.id }, until });
    const undo = await undoOf();
    await pause(world.app, { actor: world.rep, target: { kind: 'owner', memberId: world.rep.id } });
    await takeBack(undo);
    const { pauses, pausedUntil, progress } = await stored(enrollment.id);
    expect(pauses).toEqual(['self', 'owner']);
    expect(pausedUntil?.toISO()).toBe(until.toISO());
    expect(progress.pausedSince?.toISO()).toBe('2026-03-02T16:00:00.000Z');
  });

  test('who is in the sequence anew stays in it so', async () => {
    const { contact } = await enrolled();
    const undo = await undoOf();
    const version = (await world.store.read.sequences.all(world.workspace.id))[0]?.currentVersionId ?? '';
    const published = await world.store.read.sequences.version(version);
    if (published === null) throw new Error('nothing is published');
    await world.enrollIn(published, contact);
    expect(await takeBack(undo)).toMatchObject({ ok: true, back: [], notBack: ['Outbound'] });
  });

  test('whoever enrolls them at this moment is waited for: they are in the sequence once', async () => {
    const { enrollment } = await enrolled();
    const undo = await undoOf();
    const { undoing } = await world.store.transact(async (tables) => {
      await tables.sequences.lock(enrollment.sequenceId);
      const undoing = takeBack(undo);
      await waitsOrIsOver(world.pool, undoing);
      await tables.enrollments.create({ ...enrollment, id: world.ids.next() });
      return { undoing };
    });
    expect(await undoing).toMatchObject({ ok: true, back: [], notBack: ['Outbound'] });
  });

  test('somebody who is suppressed by now goes on nowhere', async () => {
    const { enrollment } = await enrolled();
    const undo = await undoOf();
    const row = { id: world.ids.next(), workspaceId: world.workspace.id, email, createdById: null };
    await world.store.read.suppressions.add({ ...row, reason: 'bounce', createdAt: await world.clock.now() });
    expect(await takeBack(undo)).toEqual({ ok: false, reason: 'suppressed', email });
    expect((await stored(enrollment.id)).progress.exited?.reason).toBe('reply');
  });

  test('what only kept the answer forgets it', async () => {
    const { enrollment } = await enrolled([intro, followUp], { exitOn: [] });
    await world.fireAt('2026-03-02T08:01');
    const undo = await undoOf();
    expect((await stored(enrollment.id)).progress.answers.replied).toEqual(['intro']);
    expect(await takeBack(undo)).toMatchObject({ ok: true, back: [] });
    expect((await stored(enrollment.id)).progress.answers.replied).toEqual([]);
  });

  test('a mail that was leaving when it was said, and left, does not leave again', async () => {
    const { enrollment } = await enrolled([intro, followUp]);
    let undo = '';
    const send = world.mailer.send;
    world.mailer.send = asking(async (mail) => {
      undo = await undoOf();
      world.mailer.send = send;
      return send(mail);
    });
    await world.fireAt('2026-03-02T08:00');
    await takeBack(undo);
    await world.fireAt('2026-03-02T08:05');
    expect(world.mailer.taken).toHaveLength(1);
    expect((await stored(enrollment.id)).progress.pending?.stepId).toBe('follow-up');
  });

  test('a reply that a mail brought is nobody’s to take back', async () => {
    await enrolled();
    const outcome = await recordReply(world.app, { workspaceId: world.workspace.id, email, sourceId: 'inbound:1' });
    expect(outcome).toMatchObject({ ok: true, undo: null });
  });
});

describe('when they replied', () => {
  test('stands in what happened, where the reply was told of only later', async () => {
    await enrolled();
    await world.fireAt('2026-03-04T12:00');
    expect(await said(world.rep, '2026-03-03T14:30')).toMatchObject({ ok: true, ended: [{}] });
    const status = await showStatus(world.app, { actor: world.rep, email });
    const events = status.ok ? (status.status.enrollments[0]?.events ?? []) : [];
    const [reply] = events.filter(({ text }) => text === 'They replied');
    expect(reply?.at.setZone(world.workspace.zone).toISO()).toBe('2026-03-03T14:30:00.000-08:00');
  });

  test('decides which step was answered', async () => {
    const { enrollment } = await enrolled([intro, followUp], { exitOn: [] });
    await world.fireAt('2026-03-02T08:01');
    await world.fireAt('2026-03-03T09:00');
    await said(world.rep, '2026-03-02T18:00');
    expect((await stored(enrollment.id)).progress.answers.replied).toEqual(['intro']);
  });

  test('cannot be ahead, nor before they were enrolled: nothing is changed', async () => {
    const { enrollment } = await enrolled();
    expect(await said(world.rep, '2026-03-02T08:01')).toMatchObject({ ok: false, reason: 'ahead' });
    expect(await said(world.rep, '2026-03-02T07:59')).toMatchObject({ ok: false, reason: 'before-enrolled' });
    expect(await eventsOf()).toEqual([]);
    expect((await stored(enrollment.id)).progress.exited).toBeNull();
  });

  test('a digest counts it when it is told of', async () => {
    await enrolled();
    await world.clock.freezeAt(DateTime.fromISO('2026-03-04T12:00', { zone: world.workspace.zone }).toUTC());
    await said(world.rep, '2026-03-03T14:30');
    const [row] = (await world.pool.query<{ at: Date }>('SELECT at FROM provider_events')).rows;
    expect(row?.at.toISOString()).toBe('2026-03-04T20:00:00.000Z');
  });
});
