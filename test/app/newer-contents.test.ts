import { createMemoryChat } from '../../src/adapters/memory/chat.js';
import { createStore } from '../../src/adapters/prisma/store.js';
import { explainEnrollment } from '../../src/app/enrollments/explainEnrollment.js';
import { lanesOf } from '../../src/compose/firing.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { publishedByNewer } from '../support/newer-program.js';
import { monday } from '../support/world.js';
import { mail, rowOf, work } from './newer-contents.js';

/**
 * Messages, rows of the ledger, deliveries and the like that a newer version of the program, which runs beside this one, may have
 * written. This one leaves them to it, and goes on with everything else.
 */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

test('a message about somebody in a sequence of a newer program waits for it, and comes when it can be read', async () => {
  const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
  const version = await world.publish({ name: 'Calls', steps: [call] });
  await world.enrollIn(version);
  await world.fireAt('2026-03-02T08:00');
  // Another process, which has not read it before.
  world = { ...world, deps: { ...world.deps, store: createStore(world) } };
  await publishedByNewer(world.pool, version.id);
  expect((await work(world)).messages).toEqual([]);
  await world.pool.query("UPDATE sequence_versions SET definition = definition - 'pace'");
  expect((await work(world)).messages).toEqual([]);
  await world.clock.freezeAt(monday.plus({ minutes: 2 }));
  expect((await work(world)).messages).toHaveLength(1);
});

test('a message that this one could not read is the newer one’s alone for three minutes', async () => {
  const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
  const version = await world.publish({ name: 'Calls', steps: [call] });
  for (const email of ['ada@example.com', 'bo@example.com']) await world.enrollIn(version, { email });
  await world.fireAt('2026-03-02T08:00');
  const store = createStore(world);
  await publishedByNewer(world.pool, version.id);
  const chat = createMemoryChat({ now: () => monday });
  const lanes = lanesOf({ ...world.deps, store, chat }, () => {}, { onSettled: () => {}, onFault: () => {} });
  const slack = lanes.find(({ name }) => name === 'slack');
  await slack?.run();
  await world.pool.query("UPDATE sequence_versions SET definition = definition - 'pace'");
  await world.clock.freezeAt(monday.plus({ minutes: 2 }));
  await slack?.run();
  expect(chat.messages).toEqual([]);
  expect(await slack?.nextDueAt()).toBeNull();
  await world.clock.freezeAt(monday.plus({ minutes: 3 }));
  await slack?.run();
  expect(chat.messages).toHaveLength(2);
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
      const before = await rowOf(world, 'executions', 'true');
      await work(world);
      expect(await rowOf(world, 'executions', 'true')).toEqual(before);
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
    const before = await rowOf(world, 'posts', "key = 'newer'");
    const chat = await work(world);
    expect(chat.messages.map(({ key }) => key)).toEqual(['own']);
    expect(await rowOf(world, 'posts', "key = 'newer'")).toEqual(before);
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
  const read = async () => [
    await rowOf(world, 'deliveries', "event = '{}'"),
    await rowOf(world, 'fulfillment_lists', 'true'),
  ];
  const before = await read();
  await work(world);
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
  const read = async () => [await rowOf(world, 'digests', 'true'), await rowOf(world, 'pause_ends', 'true')];
  const before = await read();
  await work(world);
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
  await work(world);
  await world.pool.query("UPDATE tasks SET type = 'visit', announce_at = '2026-03-01'");
  await world.pool.query('UPDATE posts SET due_at = created_at, wanted = wanted + 1');
  const chat = await work(world);
  expect(chat.messages.length).toBeGreaterThan(0);
});
