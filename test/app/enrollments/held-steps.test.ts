import { DateTime } from 'luxon';
import { retryHeld } from '../../../src/app/enrollments/retryHeld.js';
import { showPost } from '../../../src/app/posting/showPost.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { everything, followUp, intro, noticesOf, shownNotice, showPosts, toRefresh } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);

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
    expect(await noticesOf(world, 'blank-field')).toHaveLength(1);
  });

  test('another field blank now, its notice names that one', async () => {
    const { enrollment, contact } = await blank();
    const now = await world.clock.now();
    await world.store.read.contacts.save({ ...contact, company: 'Acme', firstName: null, lastName: null }, now);
    const outcome = await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    expect(outcome).toMatchObject({ reason: 'still-blank', fields: ['contact.firstName'] });
    expect(await toRefresh(world)).toEqual([expect.stringMatching(/^notice:blank-field:/)]);
    const [row] = await noticesOf(world, 'blank-field');
    const post = row === undefined ? null : await world.store.read.posts.byId(row.id);
    const shown = post === null ? null : await showPost(world.store.read, post, now);
    expect(JSON.stringify(shown)).toContain('First name is blank');
  });

  test('a mail whose time went by while it was held is not told for that time', async () => {
    const { enrollment, contact } = await blank();
    await world.store.read.contacts.save({ ...contact, company: 'Acme' }, await world.clock.now());
    await world.clock.freezeAt(DateTime.fromISO('2026-03-02T16:05Z'));
    await retryHeld(world.app, { actor: world.rep, enrollmentId: enrollment.id });
    const [notice] = await noticesOf(world, 'blank-field');
    expect(await shownNotice(world, notice?.id ?? '')).toMatchObject({
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
    for (const { id } of await noticesOf(world, 'blank-field')) {
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
