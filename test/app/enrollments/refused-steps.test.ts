import { resolveFailed } from '../../../src/app/enrollments/resolveFailed.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { everything, followUp, intro, noticesOf, shownNotice, showPosts, standing, toRefresh } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const stored = async (id: string) => (await standing(world, id)).enrollment;
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);

describe('a refused step', () => {
  async function refused() {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro, followUp] }));
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'bad content' } });
    await world.fireAt('2026-03-02T08:00');
    await showPosts(world);
    const [row] = await ledger(enrollment.id);
    return { enrollment, executionId: row?.id ?? '' };
  }
  const decide = (executionId: string, choice: 'retry' | 'skip' | 'stop') =>
    resolveFailed(world.app, { actor: world.rep, executionId, choice });

  test('tried again, it goes out under the same row', async () => {
    const { enrollment, executionId } = await refused();
    expect(await decide(executionId, 'retry')).toEqual({ ok: true, next: 'Intro, Mon 2 Mar, 08:00' });
    expect(await toRefresh(world)).toEqual([`notice:failed:${executionId}:1772467200000`]);
    await world.fireAt('2026-03-02T08:05');
    expect(world.mailer.taken.map((mail) => mail.executionId)).toEqual([executionId]);
    expect(await ledger(enrollment.id)).toMatchObject([{ id: executionId, state: 'fired' }]);
  });

  test('refused again, the owner is told again', async () => {
    const { enrollment, executionId } = await refused();
    await decide(executionId, 'retry');
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'still bad' } });
    await world.fireAt('2026-03-02T08:05');
    expect(await noticesOf(world, 'failed')).toHaveLength(2);
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', holdReason: 'still bad' });
    expect(await decide(executionId, 'skip')).toMatchObject({ ok: true });
  });

  test('a text that cannot be rendered may be tried again too, and its notice names the same row', async () => {
    const broken = { ...intro, email: undefined, template: 'no such text' };
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [broken, followUp] }));
    await world.fireAt('2026-03-02T08:00');
    const [row] = await ledger(enrollment.id);
    expect(row).toMatchObject({ state: 'failed' });
    await decide(row?.id ?? '', 'retry');
    await world.fireAt('2026-03-02T08:05');
    const told = await noticesOf(world, 'failed');
    expect(told).toHaveLength(2);
    for (const { id } of told) expect((await shownNotice(world, id))?.buttons).toHaveLength(4);
  });

  test('gone on without, it is recorded as skipped and the next step counts from then', async () => {
    const { enrollment, executionId } = await refused();
    await world.fireAt('2026-03-03T12:00');
    expect(await decide(executionId, 'skip')).toEqual({ ok: true, next: 'follow-up, Wed 4 Mar, 09:00' });
    expect(await ledger(enrollment.id)).toMatchObject([{ id: executionId, state: 'skipped', reason: 'failed' }]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null });
  });

  test('stopped, the cadence ends by hand', async () => {
    const { enrollment, executionId } = await refused();
    expect(await decide(executionId, 'stop')).toMatchObject({ ok: true });
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, progress: { exited: { reason: 'removed' } } });
  });

  test('a second click, or another choice at the same moment, changes nothing', async () => {
    const { enrollment, executionId } = await refused();
    const outcomes = await Promise.all([decide(executionId, 'skip'), decide(executionId, 'stop')]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const before = await everything(world);
    expect(await decide(executionId, 'retry')).toMatchObject({ ok: false, reason: 'already-settled' });
    expect(await everything(world)).toEqual(before);
    expect(await ledger(enrollment.id)).toHaveLength(1);
  });

  test("somebody else's takes a manager", async () => {
    const { executionId } = await refused();
    const actor = await world.member('ben');
    const outcome = await resolveFailed(world.app, { actor, executionId, choice: 'skip' });
    expect(outcome).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
  });

  test('of another workspace is gone, also for a manager', async () => {
    const { enrollment, executionId } = await refused();
    const actor = { ...world.manager, workspaceId: world.ids.next() };
    const outcome = await resolveFailed(world.app, { actor, executionId, choice: 'skip' });
    expect(outcome).toEqual({ ok: false, reason: 'gone' });
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed' });
  });
});
