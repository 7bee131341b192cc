import { beginEnrollment } from '../../../src/app/enrolling/beginEnrollment.js';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { pausesForNew } from '../../../src/app/enrollments/pausesForNew.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { followUp, intro, standing } from './cadence.js';
import { enrollAda, keep } from './pausing.js';

/** Pausing a sequence, an owner, everything: whoever comes in meanwhile, and whoever resumes meanwhile. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

describe('pausing much at once', () => {
  test('a sequence pauses everybody in it, and whoever is enrolled later', async () => {
    const { version } = await enrollAda(world);
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
    const { version } = await enrollAda(world);
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
    const { enrollment, contact } = await enrollAda(world);
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
    const { enrollment, contact } = await enrollAda(world);
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
    const { version } = await enrollAda(world);
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
    const { version } = await enrollAda(world);
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
    const { version } = await enrollAda(world);
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
