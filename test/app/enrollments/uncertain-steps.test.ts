import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { resolveUncertain } from '../../../src/app/enrollments/resolveUncertain.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { endLeases } from '../../support/ledger.js';
import {
  everything,
  followUp,
  giveTo,
  intro,
  noticesOf,
  shownNotice,
  showPosts,
  standing,
  toRefresh,
} from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const stored = async (id: string) => (await standing(world, id)).enrollment;
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);

describe('"was this sent?"', () => {
  /** Ada's intro, whose request at 08:02 was never answered. */
  async function unanswered() {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro, followUp] }));
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
    await world.fireAt('2026-03-02T08:02');
    await showPosts(world);
    const [post] = await noticesOf(world, 'uncertain');
    return { enrollment, postId: post?.id ?? '' };
  }

  test('sent: it counts as fired when it was tried, and the cadence goes on', async () => {
    const { enrollment, postId } = await unanswered();
    await world.fireAt('2026-03-02T11:00');
    const outcome = await resolveUncertain(world.app, { actor: world.rep, postId, asked: 1, sent: true });
    expect(outcome).toEqual({ ok: true, settled: 1, already: 0, again: 0 });
    const [row] = await ledger(enrollment.id);
    expect(row).toMatchObject({ state: 'fired' });
    expect(row?.firedAt?.toISO()).toBe('2026-03-02T16:00:00.000Z');
    expect(row?.settledAt?.toISO()).toBe('2026-03-02T16:02:00.000Z');
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, progress: { pending: { stepId: 'follow-up' } } });
    await world.fireAt('2026-03-03T09:00');
    expect(world.mailer.taken).toHaveLength(2);
  });

  test('not sent: it is due again, and goes out once', async () => {
    const { enrollment, postId } = await unanswered();
    expect(await resolveUncertain(world.app, { actor: world.rep, postId, asked: 1, sent: false })).toMatchObject({
      settled: 1,
    });
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, holdReason: null });
    expect(world.poked()).toBe(1);
    const before = world.mailer.taken.length;
    await world.fireAt('2026-03-02T08:10');
    expect(world.mailer.taken.length - before).toBe(1);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', attempts: 2 }]);
  });

  test('the notice loses its buttons; a second answer changes nothing', async () => {
    const { postId } = await unanswered();
    expect((await shownNotice(world, postId))?.buttons).toHaveLength(2);
    await resolveUncertain(world.app, { actor: world.rep, postId, asked: 1, sent: true });
    expect((await shownNotice(world, postId))?.buttons).toEqual([]);
    expect(await toRefresh(world)).toEqual([expect.stringMatching(/^notice:uncertain:/)]);
    await showPosts(world);
    const rows = async () => ((await everything(world)) as unknown[]).slice(0, 6);
    const before = await rows();
    const again = await resolveUncertain(world.app, { actor: world.manager, postId, asked: 1, sent: false });
    expect(again).toEqual({ ok: true, settled: 0, already: 1, again: 0 });
    expect(await rows()).toEqual(before);
  });

  test('two people at once: the first answer counts', async () => {
    const { enrollment, postId } = await unanswered();
    const answers = [true, false].map((sent) =>
      resolveUncertain(world.app, { actor: world.manager, postId, asked: 1, sent }),
    );
    const outcomes = await Promise.all(answers);
    expect(outcomes.map((one) => one.ok && one.settled).sort()).toEqual([0, 1]);
    expect((await ledger(enrollment.id)).map(({ state }) => state)).toEqual([expect.stringMatching(/fired|cancelled/)]);
  });

  test('many of one incident are answered together', async () => {
    const version = await world.publish({ steps: [intro, followUp] });
    for (let count = 0; count < 3; count += 1) await world.enrollIn(version);
    const gone = new Promise<never>(() => undefined);
    let requests = 0;
    const open = new Promise<void>((resolve) => {
      const send = () => {
        requests += 1;
        if (requests === 3) resolve();
        return gone;
      };
      void fireDue({ ...world.deps, mailer: { send: asking(send) } });
    });
    await open;
    await endLeases(world.pool);
    await recoverLapsed(world.deps);
    const [post, ...others] = await noticesOf(world, 'uncertain');
    expect(others).toEqual([]);
    const outcome = await resolveUncertain(world.app, {
      actor: world.rep,
      postId: post?.id ?? '',
      asked: 3,
      sent: false,
    });
    expect(outcome).toEqual({ ok: true, settled: 3, already: 0, again: 3 });
    await world.fireAt('2026-03-02T08:01');
    expect(world.mailer.taken).toHaveLength(3);
  });

  test('after the enrollment ended it is only put on record', async () => {
    const { enrollment, postId } = await unanswered();
    await removeFromSequence(world.app, {
      actor: world.rep,
      target: { kind: 'enrollment', enrollmentId: enrollment.id },
    });
    await resolveUncertain(world.app, { actor: world.rep, postId, asked: 1, sent: true });
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired' }]);
    expect(await stored(enrollment.id)).toMatchObject({ dueAt: null, progress: { exited: { reason: 'removed' } } });
  });

  test('one of another workspace is gone, also for a manager', async () => {
    const { enrollment, postId } = await unanswered();
    const actor = { ...world.manager, workspaceId: world.ids.next() };
    const outcome = await resolveUncertain(world.app, { actor, postId, asked: 1, sent: true });
    expect(outcome).toEqual({ ok: false, reason: 'gone' });
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'uncertain' });
  });

  test("somebody else's takes a manager; what is no such notice is gone", async () => {
    const { enrollment, postId } = await unanswered();
    const ben = await world.member('ben');
    expect(await resolveUncertain(world.app, { actor: ben, postId, asked: 1, sent: true })).toMatchObject({
      needs: 'manager',
    });
    await giveTo(world, enrollment.id, ben.id);
    expect(await resolveUncertain(world.app, { actor: ben, postId, asked: 1, sent: true })).toMatchObject({ ok: true });
    const unknown = { actor: ben, postId: world.ids.next(), asked: 1, sent: true };
    expect(await resolveUncertain(world.app, unknown)).toEqual({ ok: false, reason: 'gone' });
  });
});
