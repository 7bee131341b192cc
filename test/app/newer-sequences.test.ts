import { createStore } from '../../src/adapters/prisma/store.js';
import { fireDue } from '../../src/app/firing/fireDue.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { endLeases } from '../support/ledger.js';
import { publishedByNewer } from '../support/newer-program.js';
import { monday } from '../support/world.js';
import { mail, rowOf, work } from './newer-contents.js';

/**
 * Sequences, and enrollments in them, that a newer version of the program, which runs beside this one, may have written. This one
 * leaves them to it, and goes on with everybody else.
 */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** One that is well, and what became of it. */
async function another() {
  const { enrollment } = await world.enrollIn(await world.publish({ name: 'Another', steps: [mail] }), {
    email: 'well@example.com',
  });
  return async () => (await world.store.read.executions.ofEnrollment(enrollment.id)).map(({ state }) => state);
}

describe('a sequence that a newer program has published', () => {
  const newer: readonly [string, string][] = [
    ['a kind of step', `'{steps,1,kind}', '"voicemail"'`],
    ['a key of the sequence', `'{pace}', '3'`],
    ['a key of a step', `'{steps,1,email,tracked}', 'true'`],
  ];
  test.each(newer)('with %s that this one does not know: nobody in it is touched', async (_, change) => {
    const version = await world.publish({ steps: [mail, { ...mail, id: 'second' }] });
    const { enrollment } = await world.enrollIn(version);
    await world.pool.query(`UPDATE sequence_versions SET definition = jsonb_set(definition, ${change})`);
    const state = await another();
    await world.pool.query("UPDATE enrollments SET due_at = due_at - interval '1 minute' WHERE id = $1", [
      enrollment.id,
    ]);
    const before = await rowOf(world, 'enrollments', `id = '${enrollment.id}'`);
    await work(world);
    await work(world);
    expect(await rowOf(world, 'enrollments', `id = '${enrollment.id}'`)).toEqual(before);
    expect(await state()).toEqual(['fired']);
  });

  test('holds up nobody else, however many of it are due', async () => {
    const version = await world.publish({ steps: [mail] });
    for (let index = 0; index < 10; index += 1) await world.enrollIn(version, { email: `ada${index}@example.com` });
    await publishedByNewer(world.pool, version.id);
    await world.clock.freezeAt(monday.plus({ minutes: 1 }));
    const state = await another();
    await work(world);
    expect(await state()).toEqual(['fired']);
  });

  test('is not taken over into by this one, which settles what it has sent all the same', async () => {
    const version = await world.publish({ steps: [mail, { ...mail, id: 'second', when: { days: 1 } }] });
    const { enrollment } = await world.enrollIn(version);
    const taken = world.mailer.send;
    const mailer = {
      ...world.mailer,
      send: async (...given: Parameters<typeof taken>) => {
        await world.pool.query(
          `WITH newer AS (INSERT INTO sequence_versions (id, sequence_id, number, definition, published_at)
             SELECT gen_random_uuid(), sequence_id, 2, jsonb_set(definition, '{steps,1,kind}', '"voicemail"'), published_at
             FROM sequence_versions RETURNING id)
           UPDATE sequences SET current_version_id = (SELECT id FROM newer)`,
        );
        return taken(...given);
      },
    };
    const { deps } = world;
    world = { ...world, deps: { ...deps, mailer } };
    await work(world);
    expect(await rowOf(world, 'enrollments', `id = '${enrollment.id}'`)).toMatchObject({
      hold: null,
      sequence_version_id: version.id,
    });
    expect(await rowOf(world, 'executions', 'true')).toMatchObject({ state: 'fired' });
  });
});

test('an enrollment whose progress a newer program has written waits for it', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [mail] }));
  await world.pool.query(`UPDATE enrollments SET progress = progress::jsonb || '{"mood": "good"}'`);
  const state = await another();
  await work(world);
  expect(await rowOf(world, 'enrollments', `id = '${enrollment.id}'`)).toMatchObject({
    hold: null,
    due_at: expect.any(Date),
  });
  expect(await state()).toEqual(['fired']);
});

test('an enrollment of a lane that this one does not have is left where it is', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [mail] }));
  await world.pool.query("UPDATE enrollments SET lane = 'voicemail'");
  const before = await rowOf(world, 'enrollments', `id = '${enrollment.id}'`);
  await work(world);
  expect(await rowOf(world, 'enrollments', `id = '${enrollment.id}'`)).toEqual(before);
});

test('an enrollment of which a list is needed that a newer program has written waits for it', async () => {
  const gift = { id: 'gift', kind: 'fulfillment', when: 'immediately', fulfillment: { list: 'loft' } };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [gift] }));
  await world.pool.query(
    `INSERT INTO fulfillment_lists (id, workspace_id, name, content, version, updated_at)
     VALUES (gen_random_uuid(), $1, 'loft', '{"items": [], "to": {"kind": "pigeon"}, "days": [], "at": "17:00"}', 1, '2026-03-01')`,
    [world.workspace.id],
  );
  await work(world);
  expect(await rowOf(world, 'enrollments', `id = '${enrollment.id}'`)).toMatchObject({
    hold: null,
    due_at: expect.any(Date),
  });
});

describe('what a dead worker held of an enrollment', () => {
  const sequence = { steps: [mail, { ...mail, id: 'second', when: { days: 1 } }] };
  /** Two of whom a worker that died was sending; `spoil` changes the first one. */
  async function held(spoil: string) {
    const [one, other] = [
      await world.enrollIn(await world.publish({ name: 'One', ...sequence })),
      await world.enrollIn(await world.publish({ name: 'Other', ...sequence }), { email: 'other@example.com' }),
    ];
    const dying = { ...world.mailer, send: () => new Promise<never>(() => undefined) };
    await new Promise<void>((begun) => {
      let asked = 0;
      const send: typeof world.mailer.send = async (_mail, mayLeave) => {
        await mayLeave?.();
        asked += 1;
        if (asked === 2) begun();
        return dying.send();
      };
      void fireDue({ ...world.deps, mailer: { ...world.mailer, send } });
    });
    await endLeases(world.pool);
    await world.pool.query(spoil, [one.enrollment.id]);
    world = { ...world, deps: { ...world.deps, store: createStore(world) } };
    await work(world);
    const read = async (id: string) => [
      (await world.store.read.executions.ofEnrollment(id))[0]?.state,
      (await rowOf(world, 'enrollments', `id = '${id}'`)).hold,
    ];
    return { one: await read(one.enrollment.id), other: await read(other.enrollment.id) };
  }

  test('that a newer program has written is left to it, and holds up nobody else', async () => {
    expect(await held(`UPDATE enrollments SET progress = progress::jsonb || '{"mood": 1}' WHERE id = $1`)).toEqual({
      one: ['sending', null],
      other: ['uncertain', 'uncertain'],
    });
  });

  test('that nobody can read is set aside, and holds up nobody else', async () => {
    expect(await held(`UPDATE enrollments SET progress = '{"place": 1}' WHERE id = $1`)).toEqual({
      one: ['uncertain', 'failed'],
      other: ['uncertain', 'uncertain'],
    });
  });
});
