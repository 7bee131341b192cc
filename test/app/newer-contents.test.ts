import { createMemoryChat } from '../../src/adapters/memory/chat.js';
import { createStore } from '../../src/adapters/prisma/store.js';
import { explainEnrollment } from '../../src/app/enrollments/explainEnrollment.js';
import { fireDue } from '../../src/app/firing/fireDue.js';
import { lanesOf } from '../../src/compose/firing.js';
import { createPump } from '../../src/jobs/pump.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { endLeases } from '../support/ledger.js';
import { monday } from '../support/world.js';

/**
 * What a newer version of the program, which runs beside this one, may have written. This one leaves that to it, and goes on with
 * everything else.
 */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const mail = {
  id: 'mail',
  kind: 'email',
  when: 'immediately',
  email: { subject: 'Hi', body: 'Hi {{ contact.email }}' },
};

/** Everything that falls due, as a worker does it, until nothing more is. Rejects with the first fault. */
async function work() {
  const faults: unknown[] = [];
  const chat = createMemoryChat({ now: () => monday });
  const flows = { onSettled: () => {}, onFault: (fault: unknown) => faults.push(fault) };
  const lanes = lanesOf({ ...world.deps, chat }, () => {}, flows);
  const pump = createPump({ lanes, wakeAt: async () => undefined, onFault: (_, fault) => faults.push(fault) });
  await pump.drain();
  expect(faults).toEqual([]);
  return chat;
}

const row = async (table: string, where: string) =>
  (await world.pool.query(`SELECT * FROM ${table} WHERE ${where}`)).rows[0];

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
    const before = await row('enrollments', `id = '${enrollment.id}'`);
    await work();
    await work();
    expect(await row('enrollments', `id = '${enrollment.id}'`)).toEqual(before);
    expect(await state()).toEqual(['fired']);
  });

  test('holds up nobody else, however many of it are due', async () => {
    const version = await world.publish({ steps: [mail] });
    for (let index = 0; index < 10; index += 1) await world.enrollIn(version, { email: `ada${index}@example.com` });
    await world.pool.query(`UPDATE sequence_versions SET definition = definition || '{"pace": 3}'`);
    await world.clock.freezeAt(monday.plus({ minutes: 1 }));
    const state = await another();
    await work();
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
    await work();
    expect(await row('enrollments', `id = '${enrollment.id}'`)).toMatchObject({
      hold: null,
      sequence_version_id: version.id,
    });
    expect(await row('executions', 'true')).toMatchObject({ state: 'fired' });
  });
});

test('an enrollment whose progress a newer program has written waits for it', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [mail] }));
  await world.pool.query(`UPDATE enrollments SET progress = progress::jsonb || '{"mood": "good"}'`);
  const state = await another();
  await work();
  expect(await row('enrollments', `id = '${enrollment.id}'`)).toMatchObject({ hold: null, due_at: expect.any(Date) });
  expect(await state()).toEqual(['fired']);
});

test('an enrollment of a lane that this one does not have is left where it is', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [mail] }));
  await world.pool.query("UPDATE enrollments SET lane = 'voicemail'");
  const before = await row('enrollments', `id = '${enrollment.id}'`);
  await work();
  expect(await row('enrollments', `id = '${enrollment.id}'`)).toEqual(before);
});

test('a message about somebody in a sequence of a newer program waits for it, and comes when it can be read', async () => {
  const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
  await world.enrollIn(await world.publish({ name: 'Calls', steps: [call] }));
  await world.fireAt('2026-03-02T08:00');
  // Another process, which has not read it before.
  world = { ...world, deps: { ...world.deps, store: createStore(world) } };
  await world.pool.query(`UPDATE sequence_versions SET definition = definition || '{"pace": 3}'`);
  expect((await work()).messages).toEqual([]);
  await world.pool.query("UPDATE sequence_versions SET definition = definition - 'pace'");
  expect((await work()).messages).toEqual([]);
  await world.clock.freezeAt(monday.plus({ minutes: 2 }));
  expect((await work()).messages).toHaveLength(1);
});

test('an enrollment of which a list is needed that a newer program has written waits for it', async () => {
  const gift = { id: 'gift', kind: 'fulfillment', when: 'immediately', fulfillment: { list: 'loft' } };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [gift] }));
  await world.pool.query(
    `INSERT INTO fulfillment_lists (id, workspace_id, name, content, version, updated_at)
     VALUES (gen_random_uuid(), $1, 'loft', '{"items": [], "to": {"kind": "pigeon"}, "days": [], "at": "17:00"}', 1, '2026-03-01')`,
    [world.workspace.id],
  );
  await work();
  expect(await row('enrollments', `id = '${enrollment.id}'`)).toMatchObject({ hold: null, due_at: expect.any(Date) });
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
    await work();
    const read = async (id: string) => [
      (await world.store.read.executions.ofEnrollment(id))[0]?.state,
      (await row('enrollments', `id = '${id}'`)).hold,
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

describe('rows of the ledger of a kind that this one does not know', () => {
  test.each([
    ['claimed', 'lease_until', []],
    ['claimed', 'lease_until', [1]],
    ['uncertain', 'look_up_at', []],
  ])(
    '%s, whose %s has come, in a request as attempt %j: are left to the newer one',
    async (state, column, attempts) => {
      const { enrollment } = await world.enrollIn(await world.publish({ steps: [{ ...mail, when: { days: 9 } }] }));
      await world.pool.query(
        `INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state, due_at,
         claimed_by, ${column})
       SELECT gen_random_uuid(), workspace_id, id, sequence_id, 'call', 'Call', 'voicemail', 1, $1, due_at, 'newer',
         '2026-03-01' FROM enrollments`,
        [state],
      );
      await world.pool.query(
        `INSERT INTO requests (id, lease_until, execution_ids, attempts)
       SELECT gen_random_uuid(), '2026-03-01', ARRAY[x.id], ARRAY[attempt] FROM executions x, unnest($1::int[]) AS attempt`,
        [attempts],
      );
      const before = await row('executions', 'true');
      await work();
      expect(await row('executions', 'true')).toEqual(before);
      expect((await world.store.read.enrollments.byId(enrollment.id))?.hold).toBeNull();
      expect(await world.store.read.executions.nextLapseMs()).toBeNull();
    },
  );

  test('are told of by why, as everything else that is new', async () => {
    const { enrollment, contact } = await world.enrollIn(
      await world.publish({ steps: [{ ...mail, when: { days: 9 } }] }),
    );
    await world.pool.query(
      `INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state, due_at, settled_at)
       SELECT gen_random_uuid(), workspace_id, id, sequence_id, 'call', 'Call', 'voicemail', 1, 'fired', due_at, due_at FROM enrollments`,
    );
    await world.pool.query(
      `INSERT INTO enrollment_history (workspace_id, enrollment_id, at, what)
       SELECT workspace_id, id, enrolled_at, '{"kind": "sung-to"}' FROM enrollments`,
    );
    await world.pool.query(
      `INSERT INTO provider_events (id, workspace_id, enrollment_id, kind, source_id, at)
       SELECT gen_random_uuid(), workspace_id, id, 'smiled', 'x', enrolled_at FROM enrollments`,
    );
    await world.pool.query(
      `INSERT INTO audit_entries (id, workspace_id, action, subject, at)
       SELECT gen_random_uuid(), workspace_id, 'sing', $1, enrolled_at FROM enrollments`,
      [contact.email],
    );
    const why = await explainEnrollment(world.app, { actor: world.rep, email: contact.email, sequence: null });
    const texts = why.ok ? why.why.enrollments[0]?.events.map(({ text }) => text) : [];
    expect(texts).toEqual(expect.arrayContaining([expect.stringContaining('Call')]));
    expect(enrollment.id).toBeDefined();
  });
});

describe('a message that this one cannot draw', () => {
  test.each([
    ['of another kind', 'poll', '{"kind": "poll"}'],
    ['a notice of another kind', 'notice', '{"kind": "notice", "notice": {"kind": "birthday"}}'],
  ])('%s, is left to the newer one, and the conversation goes on', async (_, kind, content) => {
    const { workspace, ids, store } = world;
    await world.pool.query(
      `INSERT INTO posts (id, workspace_id, conversation, kind, content, key, due_at, created_at)
       VALUES (gen_random_uuid(), $1, 'UANA', $2, $3, 'newer', '2026-03-01', '2026-03-01')`,
      [workspace.id, kind, content],
    );
    const report = { kind: 'notice', notice: { kind: 'report', text: 'Hello' } } as const;
    const of = { workspaceId: workspace.id, conversation: 'UANA', enrollmentId: null, key: 'own' };
    await store.read.posts.add([{ id: ids.next(), ...of, content: report, dueAt: await world.clock.now() }]);
    const before = await row('posts', "key = 'newer'");
    const chat = await work();
    expect(chat.messages.map(({ key }) => key)).toEqual(['own']);
    expect(await row('posts', "key = 'newer'")).toEqual(before);
    expect(await store.read.posts.nextDueAt()).toBeNull();
  });
});

test('what goes where this one cannot deliver is left to the newer one, and the rest is delivered', async () => {
  const tell = { id: 'tell', kind: 'rule', when: 'immediately', do: [{ webhook: 'https://in.example' }] };
  await world.enrollIn(await world.publish({ steps: [tell] }));
  const pigeon = `{"kind": "pigeon", "loft": "3"}`;
  await world.pool.query(
    `INSERT INTO deliveries (id, workspace_id, "to", event, closed_at, state, due_at)
     VALUES (gen_random_uuid(), $1, $2, '{}', '2026-03-01', 'waiting', '2026-03-01')`,
    [world.workspace.id, pigeon],
  );
  await world.pool.query(
    `INSERT INTO fulfillment_lists (id, workspace_id, name, content, version, due_at, updated_at)
     VALUES (gen_random_uuid(), $1, 'loft', jsonb_build_object('items', '[]'::jsonb, 'to', $2::jsonb, 'days', '[]'::jsonb, 'at', '17:00'), 1,
       '2026-03-01', '2026-03-01')`,
    [world.workspace.id, pigeon],
  );
  const read = async () => [await row('deliveries', "event = '{}'"), await row('fulfillment_lists', 'true')];
  const before = await read();
  await work();
  expect(await read()).toEqual(before);
  expect(world.deliveries.taken).toHaveLength(1);
  expect(await world.store.read.parcels.nextDueAt()).toBeNull();
});

test('a digest of another rhythm, and a pause of another scope, are the newer one’s', async () => {
  const { workspace, rep } = world;
  await world.pool.query(
    `INSERT INTO digests (id, workspace_id, channel, channel_name, rhythm, at, zone, due_at, reported_to, created_by_id, created_at)
     VALUES (gen_random_uuid(), $1, 'C1', 'sales', 'hourly', '09:00', 'UTC', '2026-03-01', '2026-03-01', $2, '2026-03-01')`,
    [workspace.id, rep.id],
  );
  await world.pool.query(
    "INSERT INTO pause_ends (workspace_id, scope, subject_id, until) VALUES ($1, 'team', $1, '2026-03-01')",
    [workspace.id],
  );
  const read = async () => [await row('digests', 'true'), await row('pause_ends', 'true')];
  const before = await read();
  await work();
  expect(await read()).toEqual(before);
  expect(await world.store.read.digests.nextDueAt()).toBeNull();
  expect(await world.store.read.pauseEnds.nextAt()).toBeNull();
});

test('a task of another type is shown, and told of when it is overdue', async () => {
  const call = {
    id: 'call',
    kind: 'task',
    when: 'immediately',
    task: { title: 'Go there', type: 'call' },
    due: { days: 0 },
  };
  await world.enrollIn(await world.publish({ steps: [call] }));
  await work();
  await world.pool.query("UPDATE tasks SET type = 'visit', announce_at = '2026-03-01'");
  await world.pool.query('UPDATE posts SET due_at = created_at, wanted = wanted + 1');
  const chat = await work();
  expect(chat.messages.length).toBeGreaterThan(0);
});
