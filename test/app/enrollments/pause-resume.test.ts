import { beginEnrollment } from '../../../src/app/enrolling/beginEnrollment.js';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { countOverdue } from '../../../src/app/enrollments/findPaused.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { pausesForNew } from '../../../src/app/enrollments/pausesForNew.js';
import { previewResume } from '../../../src/app/enrollments/previewResume.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { call, everything, followUp, giveTo, intro, lastWord, showPosts, standing, toRefresh } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const ada = { email: 'ada@example.com' };
const adaEverywhere = { kind: 'contact', email: 'Ada@example.com', sequence: null } as const;
const keep = { policy: 'keep' } as const;

async function enrolled(steps: readonly unknown[] = [intro, followUp, lastWord]) {
  const version = await world.publish({ steps });
  return { version, ...(await world.enrollIn(version, ada)) };
}

describe('pausing', () => {
  test('a paused contact gets nothing, and is found paused since when', async () => {
    const { enrollment } = await enrolled();
    const outcome = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(outcome).toMatchObject({ ok: true, label: 'Ada Byron', paused: 1, already: 0, notYours: 0 });
    await world.fireAt('2026-03-02T09:00');
    expect(world.mailer.taken).toEqual([]);
    expect((await standing(world, enrollment.id)).enrollment).toMatchObject({ pauses: ['self'], dueAt: null });
  });

  test('a second pause changes nothing', async () => {
    await enrolled();
    const first = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    const before = await everything(world);
    await world.fireAt('2026-03-02T09:00');
    const second = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(second).toMatchObject({ ok: true, paused: 0, already: 1 });
    expect(second.ok && first.ok && second.since.toISO() === first.since.toISO()).toBe(true);
    expect(await everything(world)).toEqual(before);
  });

  test('only the sequence that was named is paused', async () => {
    const { contact } = await enrolled();
    const other = await world.enrollIn(await world.publish({ name: 'Nurture', steps: [intro] }), contact);
    const target = { kind: 'contact', email: 'ada@example.com', sequence: 'nurture' } as const;
    expect(await pause(world.app, { actor: world.rep, target })).toMatchObject({ paused: 1 });
    expect((await standing(world, other.enrollment.id)).enrollment.pauses).toEqual(['self']);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toHaveLength(1);
  });

  test("somebody else's enrollment takes a manager", async () => {
    const { enrollment } = await enrolled();
    await giveTo(world, enrollment.id, world.manager.id);
    const asked = { actor: world.rep, target: adaEverywhere };
    expect(await pause(world.app, asked)).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
    expect(await pause(world.app, { ...asked, actor: world.admin })).toMatchObject({ ok: true, paused: 1 });
  });

  test('of a contact whom two people write to, a rep pauses their own and is told of the rest', async () => {
    const { enrollment, contact } = await enrolled();
    await world.enrollIn(await world.publish({ name: 'Nurture', steps: [intro] }), contact);
    await giveTo(world, enrollment.id, world.manager.id);
    const outcome = await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(outcome).toMatchObject({ ok: true, paused: 1, notYours: 1 });
    expect((await standing(world, enrollment.id)).enrollment.pauses).toEqual([]);
  });

  test('unknown names answer what may have been meant', async () => {
    const { version } = await enrolled();
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
    const { enrollment } = await enrolled();
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
    const { enrollment } = await enrolled();
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
    const { version } = await enrolled();
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
    await enrolled([call, intro]);
    await world.fireAt('2026-03-02T08:00');
    await showPosts(world);
    await pause(world.app, { actor: world.rep, target: adaEverywhere });
    expect(await toRefresh(world)).toEqual([expect.stringMatching(/^task:/)]);
  });
});

describe('pausing much at once', () => {
  test('a sequence pauses everybody in it, and whoever is enrolled later', async () => {
    const { version } = await enrolled();
    for (let count = 0; count < 4; count += 1) await world.enrollIn(version);
    const target = { kind: 'sequence', name: 'outbound' } as const;
    expect(await pause(world.app, { actor: world.rep, target })).toMatchObject({ reason: 'not-allowed' });
    expect(await pause(world.app, { actor: world.manager, target })).toMatchObject({ ok: true, paused: 5 });
    const sequence = await world.store.read.sequences.byId(version.sequenceId);
    expect(sequence?.pausedAt?.toISO()).toBe((await world.clock.now()).toISO());
    await world.fireAt('2026-03-02T12:00');
    expect(world.mailer.taken).toEqual([]);
  });

  test('an owner and the workspace are remembered for new enrollments', async () => {
    const { version } = await enrolled();
    const of = { sequence: { pausedAt: null }, ownerId: world.rep.id, workspaceId: world.workspace.id };
    expect(await world.store.transact((tables) => pausesForNew(tables, of))).toEqual([]);
    const { rep, admin } = world;
    await pause(world.app, { actor: rep, target: { kind: 'owner', memberId: rep.id } });
    await pause(world.app, { actor: admin, target: { kind: 'everything' } });
    expect(await world.store.transact((tables) => pausesForNew(tables, of))).toEqual(['owner', 'workspace']);
    expect(await world.store.read.sequences.byId(version.sequenceId)).toMatchObject({ pausedAt: null });
    await resume(world.app, { actor: admin, target: { kind: 'everything' }, policy: keep });
    expect(await world.store.transact((tables) => pausesForNew(tables, of))).toEqual(['owner']);
  });

  test('whoever is being enrolled at that moment does not slip through', async () => {
    const { enrollment, contact } = await enrolled();
    const target = { kind: 'owner', memberId: world.rep.id } as const;
    const of = { sequence: { pausedAt: null }, ownerId: world.rep.id, workspaceId: world.workspace.id };
    let pausing: Promise<unknown> = Promise.resolve();
    const late = await world.store.transact(async (tables) => {
      const pauses = await pausesForNew(tables, of);
      pausing = pause(world.app, { actor: world.rep, target });
      await waitsOrIsOver(world.pool, pausing);
      const second = { ...contact, id: world.ids.next(), email: 'late@example.com' };
      await tables.contacts.save(second, await world.clock.now());
      const created = { ...enrollment, id: world.ids.next(), contactId: second.id, pauses };
      await tables.enrollments.create(created);
      return created;
    });
    await pausing;
    expect((await standing(world, late.id)).enrollment.pauses).toEqual(['owner']);
  });

  test('nor does whom a worker brings into another sequence at that moment', async () => {
    const { enrollment, contact } = await enrolled();
    const onward = await world.publish({ name: 'Onward', steps: [followUp] });
    const target = { kind: 'owner', memberId: world.rep.id } as const;
    const { pausing, moved } = await world.store.transact(async (tables) => {
      // As a worker that holds the enrollment and has looked for pauses.
      await tables.enrollments.lock(enrollment.id);
      const pausing = pause(world.app, { actor: world.rep, target });
      await waitsOrIsOver(world.pool, pausing);
      const { ids, workspace, rep } = world;
      const of = { whole: { version: onward, workspace, options: {} }, contact, ownerId: rep.id, pauses: [] };
      return { pausing, moved: await beginEnrollment({ tables, ids, now: await world.clock.now() }, of) };
    });
    expect(await pausing).toMatchObject({ ok: true, paused: 2 });
    expect((await standing(world, moved?.id ?? '')).enrollment.pauses).toEqual(['owner']);
  });

  test('nor does anybody while everything is being paused', async () => {
    await world.publish({ steps: [intro] });
    let pausing: Promise<unknown> = Promise.resolve();
    const transact: typeof world.store.transact = (work) =>
      world.store.transact(async (tables) => {
        const createMany: typeof tables.enrollments.createMany = async (enrollments) => {
          pausing = pause(world.app, { actor: world.admin, target: { kind: 'everything' } });
          await waitsOrIsOver(world.pool, pausing);
          return tables.enrollments.createMany(enrollments);
        };
        return work({ ...tables, enrollments: { ...tables.enrollments, createMany } });
      });
    const enrolling = { ...world.app, store: { ...world.store, transact } };
    const order = { actor: world.rep, emails: ['late@example.com'], sequenceName: 'outbound', acceptBlank: true };
    const outcome = await enrollContacts(enrolling, order);
    if (!outcome.ok) throw new Error(outcome.reason);
    await pausing;
    const [late] = await world.store.read.enrollments.find({ workspaceId: world.workspace.id });
    expect(late?.pauses).toEqual(['workspace']);
  });

  test("a rep may pause their own enrollments, a manager anybody's, only an admin everything", async () => {
    const { rep, manager, admin } = world;
    const mia = { kind: 'owner', memberId: manager.id } as const;
    expect(await pause(world.app, { actor: rep, target: mia })).toMatchObject({ needs: 'manager' });
    const ana = { kind: 'owner', memberId: rep.id } as const;
    expect(await pause(world.app, { actor: manager, target: ana })).toMatchObject({ ok: true, label: 'Ana Ruiz' });
    const all = { kind: 'everything' } as const;
    expect(await pause(world.app, { actor: manager, target: all })).toMatchObject({ needs: 'admin' });
    expect(await pause(world.app, { actor: admin, target: all })).toMatchObject({ ok: true });
  });

  test('those that stand still already are counted, not read', async () => {
    const { version } = await enrolled();
    await world.enrollIn(version);
    const target = { kind: 'sequence', name: 'outbound' } as const;
    await pause(world.app, { actor: world.manager, target });
    const { read } = world.store;
    const found: unknown[] = [];
    const find: typeof read.enrollments.find = async (...asked) => {
      const page = await read.enrollments.find(...asked);
      found.push(...page);
      return page;
    };
    const store = { ...world.store, read: { ...read, enrollments: { ...read.enrollments, find } } };
    const again = await pause({ ...world.app, store }, { actor: world.manager, target });
    expect(again).toMatchObject({ paused: 0, already: 2 });
    expect(found).toEqual([]);
  });

  test('more than one batch is paused and resumed, and a repeated command goes on where it stopped', async () => {
    const { version } = await enrolled();
    for (let count = 0; count < 230; count += 1) await world.enrollIn(version);
    const target = { kind: 'sequence', name: 'outbound' } as const;
    let committed = 0;
    const failing = {
      ...world.app,
      store: {
        ...world.store,
        transact: (async (work) => {
          if (committed === 2) throw new Error('the database went away');
          const result = await world.store.transact(work);
          committed += 1;
          return result;
        }) as typeof world.store.transact,
      },
    };
    await expect(pause(failing, { actor: world.manager, target })).rejects.toThrow('went away');
    expect(await pause(world.app, { actor: world.manager, target })).toMatchObject({ paused: 31, already: 200 });
    const policy = { policy: 'spread', hours: 2 } as const;
    await world.fireAt('2026-03-02T12:00');
    const outcome = await resume(world.app, { actor: world.manager, target, policy });
    expect(outcome).toMatchObject({ resumed: 231, overdue: 231 });
    const { rows } = await world.pool.query<{ due_at: Date }>('SELECT due_at FROM enrollments ORDER BY due_at');
    expect(rows.at(0)?.due_at.toISOString()).toBe('2026-03-02T20:00:00.000Z');
    expect(rows.at(-1)?.due_at.toISOString()).toBe('2026-03-02T21:59:00.000Z');
    expect(rows.filter(({ due_at }) => due_at < new Date('2026-03-02T21:00:00Z'))).toHaveLength(116);
  });
});

describe('of two who pause and resume many at once', () => {
  const target = { kind: 'sequence', name: 'outbound' } as const;
  /** The program, where something else happens after so many commits. */
  function interrupted(after: number, happens: () => Promise<unknown>) {
    let committed = 0;
    const transact: typeof world.store.transact = async (work, options) => {
      const result = await world.store.transact(work, options);
      committed += 1;
      if (committed === after) await happens();
      return result;
    };
    return { ...world.app, store: { ...world.store, transact } };
  }
  async function many() {
    const { version } = await enrolled();
    for (let count = 0; count < 200; count += 1) await world.enrollIn(version);
    return version;
  }
  async function pausesNow() {
    const { rows } = await world.pool.query('SELECT pauses, count(*)::int AS count FROM enrollments GROUP BY pauses');
    return rows;
  }

  test('a pause between the batches of a resume holds all of them', async () => {
    await many();
    const actor = world.manager;
    await pause(world.app, { actor, target });
    const app = interrupted(2, () => pause(world.app, { actor, target }));
    expect(await resume(app, { actor, target, policy: keep })).toMatchObject({ ok: true, resumed: 200 });
    expect(await pausesNow()).toEqual([{ pauses: ['sequence'], count: 201 }]);
  });

  test('a resume between the batches of a pause lets all of them go on', async () => {
    await many();
    const actor = world.manager;
    const app = interrupted(2, () => resume(world.app, { actor, target, policy: keep }));
    expect(await pause(app, { actor, target })).toMatchObject({ ok: true, paused: 200 });
    expect(await pausesNow()).toEqual([{ pauses: [], count: 201 }]);
  });
});

describe('resuming', () => {
  async function pausedUntil(at: string, steps?: readonly unknown[]) {
    const made = await enrolled(steps);
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
    await enrolled();
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
    const { version } = await enrolled();
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
