import { countOverdue } from '../../../src/app/enrollments/findPaused.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { previewResume } from '../../../src/app/enrollments/previewResume.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { everything, intro, standing } from './cadence.js';
import { adaEverywhere, enrollAda, keep } from './pausing.js';

/** Resuming: what each way does to what is overdue and to what is ahead, and what a preview says of it. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

describe('resuming', () => {
  async function pausedUntil(at: string, steps?: readonly unknown[]) {
    const made = await enrollAda(world, steps);
    await world.fireAt('2026-03-02T08:00');
    await pause(world.app, { actor: world.rep, target: adaEverywhere });
    await world.fireAt(at);
    return made;
  }
  const resumed = (policy: Parameters<typeof resume>[1]['policy']) =>
    resume(world.app, { actor: world.rep, target: adaEverywhere, policy });
  const dueAt = async (enrollmentId: string) => (await standing(world, enrollmentId)).enrollment.dueAt?.toISO();

  test('keep: an overdue step with a wall time takes the next one', async () => {
    const { enrollment } = await pausedUntil('2026-03-05T12:00');
    expect(await resumed(keep)).toMatchObject({ ok: true, resumed: 1, overdue: 1, skipped: 0 });
    expect(await dueAt(enrollment.id)).toBe('2026-03-06T17:00:00.000Z');
    expect(world.poked()).toBeGreaterThan(0);
  });

  test('keep: a time still ahead stays', async () => {
    const { enrollment } = await pausedUntil('2026-03-02T12:00');
    expect(await resumed(keep)).toMatchObject({ resumed: 1, overdue: 0 });
    expect(await dueAt(enrollment.id)).toBe('2026-03-03T17:00:00.000Z');
  });

  test('shift: the time moves by the length of the pause', async () => {
    const { enrollment } = await pausedUntil('2026-03-05T08:00');
    // By three days, as long as the pause was.
    const moved = { steps: 1, leastMinutes: 4_320, mostMinutes: 4_320 };
    expect(await resumed({ policy: 'shift' })).toMatchObject({ moved });
    expect(await dueAt(enrollment.id)).toBe('2026-03-06T17:00:00.000Z');
  });

  test('says how far steps moved that were not overdue: none with keep, each its own way with shift', async () => {
    const { version } = await pausedUntil('2026-03-02T12:30');
    const target = { kind: 'sequence', sequenceId: version.sequenceId } as const;
    await resumed(keep);
    const none = { steps: 0, leastMinutes: 0, mostMinutes: 0 };
    const all = (policy: Parameters<typeof resume>[1]['policy']) =>
      resume(world.app, { actor: world.manager, target, policy });
    await pause(world.app, { actor: world.manager, target });
    expect(await all(keep)).toMatchObject({ resumed: 1, overdue: 0, moved: none });
    const later = { ...intro, when: { days: 9, delay: '30 minutes' } };
    await world.enrollIn(await world.publish({ name: 'Later', steps: [later] }), { email: 'bob@example.com' });
    const whole = { actor: world.admin, target: { kind: 'everything' } } as const;
    await pause(world.app, whole);
    await world.fireAt('2026-03-02T14:30');
    const shifted = await resume(world.app, { ...whole, policy: { policy: 'shift' } });
    // Two hours; Ada's step goes on to its time of day, tomorrow.
    expect(shifted).toMatchObject({ overdue: 0, moved: { steps: 2, leastMinutes: 120, mostMinutes: 1_440 } });
  });

  test('skip: an overdue step is recorded as skipped, and the next counts from the resume', async () => {
    const { enrollment } = await pausedUntil('2026-03-05T12:00');
    expect(await resumed({ policy: 'skip' })).toMatchObject({ resumed: 1, skipped: 1 });
    const executions = await world.store.read.executions.ofEnrollment(enrollment.id);
    expect(executions.map(({ stepId, state, reason }) => [stepId, state, reason])).toEqual([
      ['intro', 'fired', null],
      ['follow-up', 'skipped', 'resume'],
    ]);
    expect(await dueAt(enrollment.id)).toBe('2026-03-06T17:00:00.000Z');
  });

  test('spread takes more than nothing and at most a month', async () => {
    await pausedUntil('2026-03-05T12:00');
    expect(await resumed({ policy: 'spread', hours: 0 })).toEqual({ ok: false, reason: 'bad-hours', hours: 0 });
    expect(await resumed({ policy: 'spread', hours: 721 })).toMatchObject({ reason: 'bad-hours' });
  });

  test('an enrollment goes on when its last pause is gone', async () => {
    const { enrollment } = await pausedUntil('2026-03-02T12:00');
    await pause(world.app, { actor: world.manager, target: { kind: 'sequence', name: 'outbound' } });
    expect(await resumed(keep)).toMatchObject({ ok: true, resumed: 0, stillPaused: { sequence: 1, self: 0 } });
    expect(await dueAt(enrollment.id)).toBeUndefined();
    const all = { actor: world.manager, target: { kind: 'sequence', name: 'outbound' }, policy: keep } as const;
    expect(await resume(world.app, all)).toMatchObject({ resumed: 1 });
    expect(await dueAt(enrollment.id)).toBe('2026-03-03T17:00:00.000Z');
  });

  test('what is not paused says so, and what else holds it', async () => {
    await enrollAda(world);
    expect(await resumed(keep)).toMatchObject({ ok: false, reason: 'not-paused' });
    await pause(world.app, { actor: world.manager, target: { kind: 'sequence', name: 'outbound' } });
    expect(await resumed(keep)).toMatchObject({ reason: 'not-paused', stillPaused: { sequence: 1 } });
  });

  test('two people at once resume it once', async () => {
    const { enrollment } = await pausedUntil('2026-03-05T12:00');
    const outcomes = await Promise.all([resumed({ policy: 'skip' }), resumed({ policy: 'skip' })]);
    expect(outcomes.filter((one) => one.ok && one.resumed === 1)).toHaveLength(1);
    const executions = await world.store.read.executions.ofEnrollment(enrollment.id);
    expect(executions.map(({ stepId }) => stepId)).toEqual(['intro', 'follow-up']);
  });

  test('a hold stays when the pause goes, and goes with a skipped step', async () => {
    const { version } = await enrollAda(world);
    const { enrollment } = await world.enrollIn(version, { email: 'blank@example.com', company: null });
    await world.fireAt('2026-03-02T08:00');
    const target = { kind: 'enrollment', enrollmentId: enrollment.id } as const;
    const stored = async () => (await standing(world, enrollment.id)).enrollment;
    await pause(world.app, { actor: world.rep, target });
    await world.fireAt('2026-03-02T12:00');
    await resume(world.app, { actor: world.rep, target, policy: keep });
    expect(await stored()).toMatchObject({ hold: 'blank-field', dueAt: null });
    await pause(world.app, { actor: world.rep, target });
    await world.fireAt('2026-03-02T13:00');
    await resume(world.app, { actor: world.rep, target, policy: { policy: 'skip' } });
    expect(await stored()).toMatchObject({ hold: null, progress: { pending: { stepId: 'follow-up' } } });
  });

  test('what waits for a blank field is not overdue: no way of going on brings it, and none is asked for', async () => {
    const { version } = await pausedUntil('2026-03-05T12:00');
    const target = { kind: 'sequence', sequenceId: version.sequenceId } as const;
    await pause(world.app, { actor: world.manager, target });
    await resume(world.app, { actor: world.rep, target: adaEverywhere, policy: keep });
    await world.fireAt('2026-03-05T14:00');
    const asked = { actor: world.manager, target };
    const now = await previewResume(world.app, { ...asked, spreadHours: 4 });
    expect(now).toMatchObject({ overdue: 1, policies: { shift: { first: expect.anything() } } });
    expect(await countOverdue(world.app, asked)).toMatchObject({ overdue: 1 });
    await world.pool.query("UPDATE enrollments SET hold = 'blank-field', hold_reason = 'company'");
    const none = { atOnce: 0, first: null, last: null };
    expect(await previewResume(world.app, { ...asked, spreadHours: 4 })).toMatchObject({
      concerned: 1,
      overdue: 0,
      policies: { keep: none, shift: none, spread: none },
    });
    expect(await countOverdue(world.app, asked)).toMatchObject({ overdue: 0 });
    expect(await resume(world.app, { ...asked, policy: keep })).toMatchObject({ resumed: 1, overdue: 0 });
  });

  test('a preview says how many it concerns and what each policy would do, and changes nothing', async () => {
    const { version } = await pausedUntil('2026-03-05T12:00');
    await world.enrollIn(version, { email: 'bob@example.com' });
    const target = { kind: 'sequence', sequenceId: version.sequenceId } as const;
    await pause(world.app, { actor: world.manager, target });
    await resume(world.app, { actor: world.rep, target: adaEverywhere, policy: keep });
    await world.fireAt('2026-03-05T14:00');
    const before = await everything(world);
    const preview = await previewResume(world.app, { actor: world.manager, target, spreadHours: 4 });
    expect(preview).toMatchObject({ ok: true, label: 'Outbound', concerned: 2, overdue: 2 });
    if (!preview.ok) return;
    const times = ({ first, last, ...counts }: (typeof preview.policies)['keep']) => ({
      ...counts,
      first: first?.toISO(),
      last: last?.toISO(),
    });
    // Ada's follow-up has a wall time, Bob's intro goes at once: that is no time ahead.
    expect(times(preview.policies.keep)).toEqual({
      atOnce: 1,
      skipped: 0,
      first: '2026-03-06T17:00:00.000Z',
      last: '2026-03-06T17:00:00.000Z',
    });
    expect(times(preview.policies.spread)).toMatchObject({ atOnce: 1, last: '2026-03-06T00:00:00.000Z' });
    expect(preview.policies.skip).toMatchObject({ skipped: 2, atOnce: 0 });
    expect(preview.pausedSince?.toISO()).toBe('2026-03-02T16:00:00.000Z');
    expect(await everything(world)).toEqual(before);
  });
});
