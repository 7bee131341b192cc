import { DateTime } from 'luxon';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { countOverdue } from '../../../src/app/enrollments/findPaused.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { showStatus } from '../../../src/app/enrollments/showStatus.js';
import { listToday } from '../../../src/app/overview/listToday.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { describeNext } from '../../../src/app/posting/describeNext.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { call, everything, followUp, intro, standing } from './cadence.js';

/** Pauses that end by themselves. It is Monday, 2 March 2026, 08:00, where the account is. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const target = { kind: 'contact', email: 'ada@example.com', sequence: null } as const;
const on = (date: string) => DateTime.fromISO(date, { zone: world.workspace.zone });
const pauseUntil = (date: string) => pause(world.app, { actor: world.rep, target, until: on(date) });
const enrolled = async (steps: readonly unknown[] = [followUp], file = {}) =>
  world.enrollIn(await world.publish({ steps, ...file }), { email: 'ada@example.com' });
const stored = async (id: string) => (await standing(world, id)).enrollment;
const next = async (id: string) => (await stored(id)).progress.pending?.dueAt.setZone(world.workspace.zone).toISO();

test('fires nothing before its end, and goes on at the step’s usual time after it', async () => {
  const { enrollment } = await enrolled();
  expect(await pauseUntil('2026-03-09')).toMatchObject({ ok: true, paused: 1, until: on('2026-03-09').toUTC() });
  await world.fireAt('2026-03-08T23:59');
  expect(await stored(enrollment.id)).toMatchObject({ pauses: ['self'] });
  await world.fireAt('2026-03-09T00:00');
  expect(await stored(enrollment.id)).toMatchObject({ pauses: [], pausedUntil: null });
  expect(await next(enrollment.id)).toBe('2026-03-09T09:00:00.000-07:00');
  await world.fireAt('2026-03-09T08:59');
  expect(world.mailer.taken).toEqual([]);
  await world.fireAt('2026-03-09T09:00');
  expect(world.mailer.taken).toHaveLength(1);
});

test('is found where everything is that falls due, so that a worker wakes for it', async () => {
  await enrolled();
  await pauseUntil('2026-03-09');
  expect((await world.store.read.enrollments.nextDueAt('email'))?.toISO()).toBe(on('2026-03-09').toUTC().toISO());
  expect(world.poked()).toBe(1);
});

test('a step without a time of its own leaves when the sending window opens', async () => {
  const window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' };
  const { enrollment } = await enrolled([{ ...followUp, when: { delay: '1 hour' } }], { window });
  await pauseUntil('2026-03-07');
  await world.fireAt('2026-03-07T00:00');
  expect(await next(enrollment.id)).toBe('2026-03-09T08:00:00.000-07:00');
});

test('what is due only later keeps its time', async () => {
  const { enrollment } = await enrolled([{ ...followUp, when: { days: 14, at: '09:00' } }]);
  await pauseUntil('2026-03-09');
  await world.fireAt('2026-03-09T00:00');
  expect(await next(enrollment.id)).toBe('2026-03-16T09:00:00.000-07:00');
});

test('counts from its end, also where the worker comes late', async () => {
  const { enrollment } = await enrolled();
  await pauseUntil('2026-03-09');
  await world.fireAt('2026-03-09T08:30');
  expect(await next(enrollment.id)).toBe('2026-03-09T09:00:00.000-07:00');
  const [rule] =
    (await stored(enrollment.id)).progress.pending?.trace.filter(({ rule }) => rule === 'resume-keep') ?? [];
  expect(rule).toMatchObject({ note: '2026-03-09T07:00Z' });
});

test('a resume before its end ends it: nothing is left that comes back', async () => {
  const { enrollment } = await enrolled();
  await pauseUntil('2026-03-09');
  await resume(world.app, { actor: world.rep, target, policy: { policy: 'keep' } });
  expect(await stored(enrollment.id)).toMatchObject({ pauses: [], pausedUntil: null });
  await pause(world.app, { actor: world.rep, target });
  await world.fireAt('2026-03-10T00:00');
  expect(await stored(enrollment.id)).toMatchObject({ pauses: ['self'], pausedUntil: null, dueAt: null });
});

test('another end takes the place of the first; the same one, or none, changes nothing', async () => {
  const { enrollment } = await enrolled();
  const first = await pauseUntil('2026-03-09');
  expect(await pauseUntil('2026-03-12')).toMatchObject({
    paused: 0,
    already: 1,
    moved: 1,
    until: on('2026-03-12').toUTC(),
  });
  expect((await stored(enrollment.id)).pausedUntil?.toISO()).toBe(on('2026-03-12').toUTC().toISO());
  const before = await everything(world);
  expect(await pauseUntil('2026-03-12')).toMatchObject({ paused: 0, already: 1, moved: 0 });
  const again = await pause(world.app, { actor: world.rep, target });
  expect(again).toMatchObject({ paused: 0, already: 1, moved: 0, until: on('2026-03-12').toUTC() });
  expect(again.ok && first.ok && again.since.toISO() === first.since.toISO()).toBe(true);
  expect(await everything(world)).toEqual(before);
});

test('an end can be given to a pause that has none', async () => {
  const { enrollment } = await enrolled();
  await pause(world.app, { actor: world.rep, target });
  expect(await pauseUntil('2026-03-09')).toMatchObject({ paused: 0, already: 1, moved: 1 });
  await world.fireAt('2026-03-09T09:00');
  expect(world.mailer.taken).toHaveLength(1);
  expect(await stored(enrollment.id)).toMatchObject({ pauses: [] });
});

test('an end that is over, or more than a year away, is refused, and changes nothing', async () => {
  await enrolled();
  const before = await everything(world);
  expect(await pauseUntil('2026-03-02')).toMatchObject({ ok: false, reason: 'end-past' });
  expect(await pauseUntil('2027-03-03')).toMatchObject({ ok: false, reason: 'end-too-far' });
  expect(await everything(world)).toEqual(before);
});

test('what another pause holds stays paused', async () => {
  const { enrollment } = await enrolled();
  await pause(world.app, { actor: world.rep, target: { kind: 'owner', memberId: world.rep.id } });
  await pauseUntil('2026-03-09');
  await world.fireAt('2026-03-10T12:00');
  expect(await stored(enrollment.id)).toMatchObject({ pauses: ['owner'], pausedUntil: null, dueAt: null });
  expect(world.mailer.taken).toEqual([]);
});

test('one that is held for a blank field goes on in its pause’s end, and stays held', async () => {
  const asks = { ...intro, email: { subject: 'Hi', body: 'Your {{ contact.fields.renewal }}' } };
  const { enrollment } = await enrolled([asks]);
  await world.fireAt('2026-03-02T08:01');
  await pauseUntil('2026-03-09');
  expect((await stored(enrollment.id)).dueAt).not.toBeNull();
  await world.fireAt('2026-03-09T00:00');
  expect(await stored(enrollment.id)).toMatchObject({ pauses: [], hold: 'blank-field', dueAt: null });
  expect(world.mailer.taken).toEqual([]);
});

test('a mail that did not leave while it was paused is not tried again before its end', async () => {
  const { enrollment } = await enrolled([intro, followUp]);
  const send = world.mailer.send;
  world.mailer.send = asking<Mail, MailOutcome>(async () => {
    await pauseUntil('2026-03-09');
    return { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' };
  });
  await world.fireAt('2026-03-02T08:00');
  world.mailer.send = send;
  expect((await stored(enrollment.id)).dueAt?.toISO()).toBe(on('2026-03-09').toUTC().toISO());
  await world.fireAt('2026-03-09T00:00');
  expect(world.mailer.taken).toHaveLength(1);
});

test('one that waits for a task waits on for it', async () => {
  const { enrollment } = await enrolled([call, followUp]);
  await world.fireAt('2026-03-02T08:01');
  await pauseUntil('2026-03-09');
  await world.fireAt('2026-03-09T00:00');
  const { pauses, progress, dueAt } = await stored(enrollment.id);
  expect({ pauses, waits: progress.openTask?.stepId, dueAt }).toEqual({ pauses: [], waits: 'call', dueAt: null });
});

test('one that ended meanwhile stays ended', async () => {
  const { enrollment } = await enrolled();
  await pauseUntil('2026-03-09');
  await recordReply(world.app, { actor: world.rep, workspaceId: world.workspace.id, email: 'ada@example.com' });
  expect(await stored(enrollment.id)).toMatchObject({ pausedUntil: null, dueAt: null });
  await world.fireAt('2026-03-09T09:00');
  expect(world.mailer.taken).toEqual([]);
});

test('why and status say when it goes on by itself, and the audit who let it', async () => {
  const { enrollment } = await enrolled();
  await pauseUntil('2026-03-09');
  const why = await explainEnrollment(world.app, { actor: world.rep, email: 'ada@example.com', sequence: null });
  const fact = 'It has been paused since Mon 2 Mar, 08:00, by Ana Ruiz; it goes on by itself Mon 9 Mar, 00:00';
  expect(why.ok && why.why.enrollments[0]?.facts).toEqual([fact]);
  expect(describeNext(await standing(world, enrollment.id), world.workspace.zone)).toBe(
    'Paused until Mon 9 Mar, 00:00; next would be “follow-up”',
  );
  const status = await showStatus(world.app, { actor: world.rep, email: 'ada@example.com' });
  expect(status.ok && status.status.enrollments[0]?.line).toContain('goes on by itself Mon 9 Mar, 00:00');
  await world.fireAt('2026-03-09T00:00');
  expect((await world.audit()).at(-1)).toMatchObject({ action: 'resume', detail: { policy: 'keep', scope: 'self' } });
  const after = await explainEnrollment(world.app, { actor: world.rep, email: 'ada@example.com', sequence: null });
  const because = after.ok ? after.why.enrollments[0]?.next?.because.join() : '';
  expect(because).toContain('Overdue when resumed Mon 9 Mar, 00:00');
});

test('lists and counts take the step’s own time, not that of the pause’s end', async () => {
  await enrolled();
  await pauseUntil('2026-03-05');
  await world.clock.freezeAt(on('2026-03-03T08:00').toUTC());
  const today = await listToday(world.app, { actor: world.rep, of: 'me' });
  expect(today.sends).toMatchObject([{ state: 'paused', at: on('2026-03-03T09:00').toUTC() }]);
  await world.clock.freezeAt(on('2026-03-04T08:00').toUTC());
  expect(await countOverdue(world.app, { actor: world.rep, target })).toMatchObject({ overdue: 1 });
});
