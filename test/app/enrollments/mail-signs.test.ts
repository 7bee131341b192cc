import { recordMailSign } from '../../../src/app/enrollments/recordMailSign.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { showStatus } from '../../../src/app/enrollments/showStatus.js';
import { unsubscribe } from '../../../src/app/enrollments/unsubscribe.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, everything, followUp, intro, posts, showPosts, standing } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** Ada, who got the first mail and then a call task, and stays in whatever she does. */
async function ada(steps: readonly object[] = [intro, { ...call, pause: false }, followUp]) {
  const version = await world.publish({ exitOn: [], steps });
  const { enrollment } = await world.enrollIn(version, { email: 'ada@example.com' });
  await world.fireAt('2026-03-02T08:00');
  return { enrollment, executionId: world.mailer.taken[0]?.executionId ?? '' };
}

interface EventRow {
  readonly kind: string;
  readonly execution_id: string | null;
  readonly step_id: string | null;
  readonly touched_at: Date | null;
}

async function events(): Promise<EventRow[]> {
  const { rows } = await world.pool.query<EventRow>(
    'SELECT kind, execution_id, step_id, touched_at FROM provider_events ORDER BY id',
  );
  return rows;
}

test('a click is an open and a delivery too, each once however often it comes', async () => {
  const { executionId } = await ada();
  expect(await recordMailSign(world.app, { executionId, sign: 'open' })).toEqual({ ok: true, repeated: false });
  expect(await recordMailSign(world.app, { executionId, sign: 'click' })).toEqual({ ok: true, repeated: false });
  const before = await everything(world);
  expect(await recordMailSign(world.app, { executionId, sign: 'click' })).toEqual({ ok: true, repeated: true });
  expect(await everything(world)).toEqual(before);
  expect(await events()).toEqual(
    ['delivered', 'open', 'click'].map((kind) => ({
      ...{ kind, execution_id: executionId, step_id: 'intro' },
      touched_at: new Date('2026-03-02T16:00:00Z'),
    })),
  );
});

test('a later branch knows that a mail was opened', async () => {
  const asks = { id: 'asks', kind: 'branch', if: [{ opened: 'intro' }], else: 'exit' };
  const { enrollment, executionId } = await ada([intro, { id: 'wait', kind: 'delay', for: '1 hours' }, asks, followUp]);
  await recordMailSign(world.app, { executionId, sign: 'open' });
  await world.fireAt('2026-03-02T09:00');
  expect((await standing(world, enrollment.id)).enrollment.progress).toMatchObject({
    exited: null,
    pending: { stepId: 'follow-up' },
  });
});

test.each(['delivered', 'open', 'click'] as const)(
  'a mail in doubt is known to have left when %s is told of it',
  async (sign) => {
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
    const { enrollment, executionId } = await ada([intro, followUp]);
    expect((await standing(world, enrollment.id)).enrollment.hold).toBe('uncertain');
    await showPosts(world);
    const poked = world.poked();
    await recordMailSign(world.app, { executionId, sign });
    const after = (await standing(world, enrollment.id)).enrollment;
    expect(after).toMatchObject({
      hold: null,
      dueAt: expect.anything(),
      progress: { pending: { stepId: 'follow-up' } },
    });
    expect(await world.store.read.executions.byId(executionId)).toMatchObject({ state: 'fired' });
    // The question to its owner is rewritten.
    expect(await posts(world)).toMatchObject([{ due_at: expect.any(Date) }]);
    expect(world.poked()).toBeGreaterThan(poked);
  },
);

test('a mail of which nothing is known is named so', async () => {
  const executionId = world.ids.next();
  expect(await recordMailSign(world.app, { executionId, sign: 'open' })).toMatchObject({ reason: 'unknown-execution' });
});

test('status says what became of a mail', async () => {
  const { executionId } = await ada();
  await recordMailSign(world.app, { executionId, sign: 'open' });
  const shown = await showStatus(world.app, { actor: world.rep, email: 'ada@example.com' });
  expect(JSON.stringify(shown)).toContain('Mail “Intro” was opened');
});

test('a reply that names a mail is attributed to it, and counts once', async () => {
  const { executionId } = await ada();
  await recordReply(world.app, { executionId, sourceId: 'mail:1' });
  await recordReply(world.app, { executionId, sourceId: 'mail:2' });
  expect(await events()).toMatchObject([
    { kind: 'reply', execution_id: executionId, step_id: 'intro' },
    { kind: 'reply', execution_id: executionId, step_id: null },
  ]);
});

test('what names nothing is attributed to the last touch before it', async () => {
  await ada();
  await recordReply(world.app, { actor: world.rep, workspaceId: world.workspace.id, email: 'ada@example.com' });
  await unsubscribe(world.app, { workspaceId: world.workspace.id, email: 'ada@example.com', sourceId: 'u:1' });
  expect(await events()).toMatchObject([
    { kind: 'reply', step_id: 'call' },
    { kind: 'unsubscribe', step_id: 'call' },
  ]);
});

test('of several sequences, the one whose touch was last gets the event', async () => {
  const { enrollment } = await ada();
  const other = await world.publish({ name: 'Nurture', exitOn: [], steps: [{ ...intro, id: 'other' }] });
  const contact = (await standing(world, enrollment.id)).contact;
  await world.fireAt('2026-03-02T08:30');
  await world.enrollIn(other, contact);
  await world.fireAt('2026-03-02T08:30');
  await recordReply(world.app, { actor: world.rep, workspaceId: world.workspace.id, email: 'ada@example.com' });
  expect((await events()).flatMap((row) => row.step_id ?? [])).toEqual(['other']);
});

test('somebody who has left unsubscribes from the last thing that they got', async () => {
  const { enrollment, executionId } = await ada([intro]);
  await unsubscribe(world.app, { executionId, sourceId: 'u:1' });
  const again = { workspaceId: world.workspace.id, email: 'ada@example.com', sourceId: 'mail:9' };
  await recordReply(world.app, again);
  expect(await events()).toMatchObject([
    { kind: 'unsubscribe', step_id: 'intro' },
    { kind: 'reply', step_id: 'intro' },
  ]);
  expect(await world.store.read.events.ofEnrollment(enrollment.id)).toHaveLength(2);
});
