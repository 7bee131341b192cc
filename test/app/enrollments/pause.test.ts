import { pause } from '../../../src/app/enrollments/pause.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { call, everything, giveTo, intro, showPosts, standing, toRefresh } from './cadence.js';
import { adaEverywhere, enrollAda, keep } from './pausing.js';

/** Pausing one contact: what stands still, whose it may be, and what is leaving at that moment. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

describe('pausing', () => {
  test('a paused contact gets nothing, and is found paused since when', async () => {
    const { enrollment } = await enrollAda(world);
    const outcome = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(outcome).toMatchObject({ ok: true, label: 'Ada Byron', paused: 1, already: 0, notYours: 0 });
    await world.fireAt('2026-03-02T09:00');
    expect(world.mailer.taken).toEqual([]);
    expect((await standing(world, enrollment.id)).enrollment).toMatchObject({ pauses: ['self'], dueAt: null });
  });

  test('a second pause changes nothing', async () => {
    await enrollAda(world);
    const first = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    const before = await everything(world);
    await world.fireAt('2026-03-02T09:00');
    const second = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(second).toMatchObject({ ok: true, paused: 0, already: 1 });
    expect(second.ok && first.ok && second.since.toISO() === first.since.toISO()).toBe(true);
    expect(await everything(world)).toEqual(before);
  });

  test('only the sequence that was named is paused', async () => {
    const { contact } = await enrollAda(world);
    const other = await world.enrollIn(await world.publish({ name: 'Nurture', steps: [intro] }), contact);
    const target = { kind: 'contact', email: 'ada@example.com', sequence: 'nurture' } as const;
    expect(await pause(world.app, { actor: world.rep, target })).toMatchObject({ paused: 1 });
    expect((await standing(world, other.enrollment.id)).enrollment.pauses).toEqual(['self']);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toHaveLength(1);
  });

  test("somebody else's enrollment takes a manager", async () => {
    const { enrollment } = await enrollAda(world);
    await giveTo(world, enrollment.id, world.manager.id);
    const asked = { actor: world.rep, target: adaEverywhere };
    expect(await pause(world.app, asked)).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
    expect(await pause(world.app, { ...asked, actor: world.admin })).toMatchObject({ ok: true, paused: 1 });
  });

  test('of a contact whom two people write to, a rep pauses their own and is told of the rest', async () => {
    const { enrollment, contact } = await enrollAda(world);
    await world.enrollIn(await world.publish({ name: 'Nurture', steps: [intro] }), contact);
    await giveTo(world, enrollment.id, world.manager.id);
    const outcome = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(outcome).toMatchObject({ ok: true, paused: 1, notYours: 1 });
    expect((await standing(world, enrollment.id)).enrollment.pauses).toEqual([]);
  });

  test('unknown names answer what may have been meant', async () => {
    const { version } = await enrollAda(world);
    const actor = world.manager;
    const unknown = await pause(world.app, { actor, target: { kind: 'sequence', name: 'Outbond' } });
    expect(unknown).toMatchObject({ reason: 'unknown-sequence', nearest: [{ name: version.definition.name }] });
    const nobody = { kind: 'contact', email: 'ad@example.com', sequence: null } as const;
    expect(await pause(world.app, { actor, target: nobody })).toMatchObject({ reason: 'unknown-contact' });
    await world.publish({ name: 'Nurture', steps: [intro] });
    const elsewhere = { kind: 'contact', email: 'ada@example.com', sequence: 'Nurture' } as const;
    expect(await pause(world.app, { actor, target: elsewhere })).toMatchObject({
      reason: 'not-enrolled',
      sequences: ['Outbound'],
    });
  });

  test('a mail that is leaving at that moment leaves, and nothing after it', async () => {
    const { enrollment } = await enrollAda(world);
    const mailer = {
      send: asking(async (mail: Mail) => {
        await pause(world.app, { actor: world.rep, target: adaEverywhere });
        return world.mailer.send(mail);
      }),
    };
    await fireDue({ ...world.deps, mailer });
    await world.fireAt('2026-03-03T09:00');
    expect(world.mailer.taken).toHaveLength(1);
    const { enrollment: stored } = await standing(world, enrollment.id);
    expect(stored.progress.pending?.stepId).toBe('follow-up');
    expect(stored.dueAt).toBeNull();
  });

  test('nobody takes it while its mail is leaving, also when it is resumed at that moment', async () => {
    const { enrollment } = await enrollAda(world);
    const meanwhile: unknown[] = [];
    const mailer = {
      send: asking(async (mail: Mail) => {
        await pause(world.app, { actor: world.rep, target: adaEverywhere });
        await resume(world.app, { actor: world.rep, target: adaEverywhere, policy: keep });
        meanwhile.push((await standing(world, enrollment.id)).enrollment.dueAt);
        return world.mailer.send(mail);
      }),
    };
    await fireDue({ ...world.deps, mailer });
    expect(meanwhile).toEqual([null]);
    expect((await standing(world, enrollment.id)).enrollment.dueAt?.toISO()).toBe('2026-03-03T17:00:00.000Z');
  });

  test('a mail that was claimed and not begun is taken back', async () => {
    const { version } = await enrollAda(world);
    await world.enrollIn(version, { email: 'bob@example.com' });
    const target = { kind: 'sequence', sequenceId: version.sequenceId } as const;
    const mailer = {
      send: asking(async (mail: Mail) => {
        await pause(world.app, { actor: world.manager, target });
        return world.mailer.send(mail);
      }),
    };
    await fireDue({ ...world.deps, mailer, concurrency: 1 });
    expect(world.mailer.taken).toHaveLength(1);
    await resume(world.app, { actor: world.manager, target, policy: keep });
    await world.fireAt('2026-03-02T08:01');
    expect(world.mailer.taken).toHaveLength(2);
  });

  test('messages of open tasks are rewritten', async () => {
    await enrollAda(world, [call, intro]);
    await world.fireAt('2026-03-02T08:00');
    await showPosts(world);
    await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(await toRefresh(world)).toEqual([expect.stringMatching(/^task:/)]);
  });
});
