import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { reportBeside, reportSequence } from '../../../src/app/reports/reportSequence.js';
import type { ShownReport } from '../../../src/app/shown/report.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { publish } from '../sequences/publishing.js';
import { call, enrolledIn, intro, reportOf } from './split-test.js';

/** What a report counts, of which time, and who sees it. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

test('a step that was removed keeps its name and its figures', async () => {
  const { sequenceId } = await enrolledIn(world, 2, intro, { ...call, name: 'The call' });
  await publish(world, { exitOn: [], steps: [intro] }, sequenceId);
  const { steps } = await reportOf(world);
  expect(steps.map(({ label, kind, isRemoved, figures }) => [label, kind, isRemoved, figures.reached])).toEqual([
    ['intro', 'email', false, 2],
    ['The call', 'task', true, 2],
  ]);
});

test('what is sent in a variant is counted for it', async () => {
  await enrolledIn(world, 12, intro);
  const { steps } = await reportOf(world);
  const subjects = world.mailer.taken.map(({ subject }) => subject);
  expect(steps[0]?.variants.map(({ id, figures }) => [id, figures.sent])).toEqual(
    ['short', 'long'].map((id) => [id, subjects.filter((subject) => subject === id).length]),
  );
  expect(steps[0]?.figures).toMatchObject({ reached: 12, sent: 12 });
});

test('a mail that is refused reached its step, but was not sent', async () => {
  const outcome = { kind: 'refused', reason: 'no such mailbox' } as const;
  world.mailer.answerNext({ outcome }, { outcome });
  await enrolledIn(world, 2, intro);
  expect((await reportOf(world)).steps[0]?.figures).toMatchObject({ reached: 2, sent: 0 });
});

test('tasks are counted by how they ended, for their variants too', async () => {
  await enrolledIn(world, 6, call);
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  await completeTask(world.app, { actor: world.rep, taskId: task?.id ?? '', outcome: 'voicemail' });
  const [step] = (await reportOf(world)).steps;
  expect(step?.figures.outcomes).toEqual({ open: 5, voicemail: 1 });
  const chosen = step?.variants.find(({ id }) => id === (task?.title === 'Ring' ? 'ring' : 'invite'));
  expect(chosen?.figures.outcomes).toMatchObject({ voicemail: 1 });
});

test('a period is that of the touches, whenever they are answered', async () => {
  await enrolledIn(world, 1, intro);
  await world.fireAt('2026-03-20T08:00');
  const executionId = world.mailer.taken[0]?.executionId ?? '';
  await recordReply(world.app, { executionId, sourceId: 'mail:1' });
  const of = async (period: ShownReport['period']) => (await reportOf(world, period)).steps[0]?.figures;
  expect(await of({ kind: 'dates', from: '2026-03-02', to: '2026-03-02' })).toMatchObject({ sent: 1, replied: 1 });
  expect(await of({ kind: 'days', days: 7 })).toMatchObject({ sent: 0, replied: 0 });
});

test('a rep sees no report, and is told who does', async () => {
  await enrolledIn(world, 1, intro);
  const asked = { actor: world.rep, name: 'outbound', period: { kind: 'all' } } as const;
  expect(await reportSequence(world.app, asked)).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
});

test('without a person it is the report of the only workspace', async () => {
  await enrolledIn(world, 1, intro);
  const asked = { name: 'outbond', period: { kind: 'all' } } as const;
  expect(await reportBeside(world.app, { ...asked, name: 'outbound' })).toMatchObject({ ok: true });
  expect(await reportBeside(world.app, asked)).toMatchObject({
    reason: 'unknown-sequence',
    nearest: [{ slug: 'outbound' }],
  });
});
