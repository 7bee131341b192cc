import { DateTime } from 'luxon';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { resolveFailed } from '../../../src/app/enrollments/resolveFailed.js';
import { resolveUncertain } from '../../../src/app/enrollments/resolveUncertain.js';
import { retryHeld } from '../../../src/app/enrollments/retryHeld.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import type { Notice } from '../../../src/app/notices.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { showPost } from '../../../src/app/posting/showPost.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { endLeases } from '../../support/ledger.js';
import { everything, followUp, giveTo, intro, posts, showPosts, standing, toRefresh } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const stored = async (id: string) => (await standing(world, id)).enrollment;
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);

/** The notices of one kind, oldest first. */
async function notices(kind: Notice['kind']) {
  return (await posts(world)).filter(({ content }) => content.kind === 'notice' && content.notice.kind === kind);
}

async function shown(postId: string) {
  const post = await world.store.read.posts.byId(postId);
  if (post?.content.kind !== 'notice') throw new Error('no notice');
  return showNotice(world.store.read, postId, post.content.notice, await world.clock.now());
}

describe('"was this sent?"', () => {
  /** Ada's intro, whose request at 08:02 was never answered. */
  async function unanswered() {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro, followUp] }));
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
    await world.fireAt('2026-03-02T08:02');
    await showPosts(world);
    const [post] = await notices('uncertain');
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
    expect((await shown(postId))?.buttons).toHaveLength(2);
    await resolveUncertain(world.app, { actor: world.rep, postId, asked: 1, sent: true });
    expect((await shown(postId))?.buttons).toEqual([]);
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
    const [post, ...others] = await notices('uncertain');
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
    expect(await notices('failed')).toHaveLength(2);
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
    const told = await notices('failed');
    expect(told).toHaveLength(2);
    for (const { id } of told) expect((await shown(id))?.buttons).toHaveLength(4);
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

describe('a held step', () => {
  async function blank() {
    const version = await world.publish({ steps: [intro, followUp] });
    const made = await world.enrollIn(version, { email: 'ada@example.com', company: null });
    await world.fireAt('2026-03-02T08:00');
    await showPosts(world);
    return made;
  }

  test('tried again after the field was filled in, it goes out and its notice says so', async () => {
    const { enrollment, contact } = await blank();
    await world.store.read.contacts.save({ ...contact, company: 'Acme' }, await world.clock.now());
    const outcome = await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    expect(outcome).toEqual({ ok: true, next: 'Intro, Mon 2 Mar, 08:00' });
    expect(await toRefresh(world)).toEqual([expect.stringMatching(/^notice:blank-field:/)]);
    await world.fireAt('2026-03-02T08:05');
    expect(world.mailer.taken).toHaveLength(1);
    const again = await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    expect(again).toEqual({ ok: false, reason: 'not-held', next: 'follow-up, Tue 3 Mar, 09:00' });
  });

  test('still blank, it stays held, and no second notice comes', async () => {
    const { enrollment } = await blank();
    const before = await everything(world);
    const outcome = await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    expect(outcome).toEqual({ ok: false, reason: 'still-blank', fields: ['contact.company'] });
    expect(await everything(world)).toEqual(before);
    await world.fireAt('2026-03-02T08:05');
    expect(world.mailer.taken).toEqual([]);
    expect(await notices('blank-field')).toHaveLength(1);
  });

  test('another field blank now, its notice names that one', async () => {
    const { enrollment, contact } = await blank();
    const now = await world.clock.now();
    await world.store.read.contacts.save({ ...contact, company: 'Acme', firstName: null, lastName: null }, now);
    const outcome = await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    expect(outcome).toMatchObject({ reason: 'still-blank', fields: ['contact.firstName'] });
    expect(await toRefresh(world)).toEqual([expect.stringMatching(/^notice:blank-field:/)]);
    const [row] = await notices('blank-field');
    const post = row === undefined ? null : await world.store.read.posts.byId(row.id);
    const shown = post === null ? null : await showPost(world.store.read, post, now);
    expect(JSON.stringify(shown)).toContain('First name is blank');
  });

  test('a mail whose time went by while it was held is not told for that time', async () => {
    const { enrollment, contact } = await blank();
    await world.store.read.contacts.save({ ...contact, company: 'Acme' }, await world.clock.now());
    await world.clock.freezeAt(DateTime.fromISO('2026-03-02T16:05Z'));
    await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    const [notice] = await notices('blank-field');
    expect(await shown(notice?.id ?? '')).toMatchObject({
      text: 'It waited past its time, and goes out now, or at its next usual time where that is long ago.',
    });
  });

  test('the notice of one step keeps quiet while another step is held', async () => {
    const { enrollment, contact } = await blank();
    await world.store.read.contacts.save({ ...contact, company: 'Acme' }, await world.clock.now());
    await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    await world.fireAt('2026-03-02T08:05');
    await world.store.read.contacts.save({ ...contact, company: null }, await world.clock.now());
    await world.fireAt('2026-03-03T09:00');
    const now = await world.clock.now();
    const shown = [];
    for (const { id } of await notices('blank-field')) {
      const post = await world.store.read.posts.byId(id);
      if (post !== null) shown.push(await showPost(world.store.read, post, now));
    }
    expect(shown).toMatchObject([
      {
        notice: {
          title: 'Ada Byron: “Intro” is no longer held',
          text: 'It went out Mon 2 Mar, 08:05.',
          buttons: [],
        },
      },
      { notice: { title: 'Ada Byron: “follow-up” is held' } },
    ]);
  });

  test('what may have left is not tried again', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }));
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
    await world.fireAt('2026-03-02T08:00');
    const asked = { actor: world.rep, enrollmentId: enrollment.id };
    expect(await retryHeld(world.app, asked)).toEqual({ ok: false, reason: 'uncertain' });
  });

  test('what was refused is tried again by it too', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }));
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'bad content' } });
    await world.fireAt('2026-03-02T08:00');
    await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    await world.fireAt('2026-03-02T08:05');
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired' }]);
  });

  test("somebody else's takes a manager", async () => {
    const { enrollment } = await blank();
    const actor = await world.member('ben');
    expect(await retryHeld(world.app, { actor, enrollmentId: enrollment.id })).toMatchObject({ needs: 'manager' });
    const unknown = { actor, enrollmentId: world.ids.next() };
    expect(await retryHeld(world.app, unknown)).toEqual({ ok: false, reason: 'gone' });
  });
});
