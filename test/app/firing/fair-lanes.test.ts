import type { DateTime } from 'luxon';
import { runDueDigests } from '../../../src/app/digests/runDueDigests.js';
import { endDuePauses } from '../../../src/app/enrollments/endDuePauses.js';
import { lookUpDue } from '../../../src/app/firing/lookUp.js';
import { openMailboxes } from '../../../src/app/firing/openMailboxes.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { newWorkspace } from '../../../src/app/people/newWorkspace.js';
import type { Store } from '../../../src/app/ports/store.js';
import type { Workspace } from '../../../src/app/ports/stores/people.js';
import { promoteWinners } from '../../../src/app/reports/promoteWinners.js';
import { announceOverdue } from '../../../src/app/tasks/announceOverdue.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { monday } from '../../support/world.js';
import { postingIn } from '../posting/posting-world.js';

/** Two workspaces on one database and one worker; of each thing, the first has much that was due before the other's one. */
const much = 120;
let world: AppWorld;
let other: Workspace;
let now: DateTime;
beforeEach(async () => {
  world = await createAppWorld();
  const { ids, store, pool } = world;
  const names = { slackTeamId: 'T2', name: 'Northwind', zone: world.workspace.zone, zoneIsSet: true };
  other = newWorkspace({
    id: ids.next(),
    ...names,
    mailFrom: 'sales@northwind.example',
    postalAddress: '2 Quay, Oslo',
  });
  await store.read.workspaces.create(other, monday);
  now = monday.plus({ hours: 1 });
  await world.clock.freezeAt(now);
  // The first's were due an hour ago, the other's a minute ago.
  await pool.query(
    'CREATE TABLE due AS SELECT n, $1::uuid AS workspace_id, $2::timestamptz AS at FROM generate_series(1, $3::int) n',
    [world.workspace.id, monday.toJSDate(), much],
  );
  await pool.query('INSERT INTO due VALUES (0, $1, $2)', [other.id, now.minus({ minutes: 1 }).toJSDate()]);
});
afterEach(async () => {
  await world.pool.query('DROP TABLE due');
  await world.close();
});

/** A store that remembers, of each transaction, what `of` reads of it afterwards. */
function watching<T>(of: () => Promise<T>) {
  const seen: T[] = [];
  const transact: Store['transact'] = async (work, options) => {
    const answer = await world.store.transact(work, options);
    seen.push(await of());
    return answer;
  };
  return { store: { ...world.store, transact }, seen };
}

/** The first so many who come wait until they are let go, and leave what places there are beside them to the others. */
function heldPlaces(places: number) {
  let letGo = () => {};
  let free = places;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { held: () => (free-- > 0 ? gate : undefined), letGo: () => letGo() };
}

const count = async (sql: string, ...values: unknown[]) =>
  (await world.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`, values)).rows[0]?.count ?? 0;

describe('one workspace with much of something does not hold up another’s one', () => {
  test('of what its provider is asked about', async () => {
    await world.pool.query(`
      INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state,
        due_at, settled_at, look_up_at, summary)
      SELECT gen_random_uuid(), workspace_id, gen_random_uuid(), gen_random_uuid(), 'text', 'Text', 'sms', 1, 'uncertain', at, at, at,
        jsonb_build_object('to', n::text, 'text', '{"from": "+15005550006", "body": "Hi"}'::jsonb) FROM due WHERE n < 40`);
    const asked: string[] = [];
    const seen = async ({ to }: { readonly to: string }) => {
      asked.push(to);
      return { ok: true, found: [] } as const;
    };
    await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    expect(asked).toHaveLength(40);
    expect(asked.indexOf('0')).toBeLessThan(10);
  });

  test('of what goes to webhooks, also where it falls due while all places are taken', async () => {
    const add = (which: string) =>
      world.pool.query(`
        INSERT INTO deliveries (id, workspace_id, "to", event, closed_at, state, due_at)
        SELECT gen_random_uuid(), workspace_id, jsonb_build_object('kind', 'webhook', 'url', 'https://in.example/' || n),
          jsonb_build_object('id', n::text, 'at', '2026-03-02T16:00:00.000Z', 'sequence', '{"name": "Outbound"}'::jsonb,
            'step', '{"id": "tell", "name": "Tell"}'::jsonb,
            'contact', '{"name": null, "company": null, "email": "a@example.com", "phone": null, "tags": [], "fields": {}}'::jsonb),
          at, 'waiting', at FROM due WHERE ${which}`);
    await add('n > 0');
    const { held, letGo } = heldPlaces(7);
    const told: string[] = [];
    const deliveries = {
      ...world.deliveries,
      tell: async (_event: unknown, url: string) => {
        told.push(url);
        if (told.length === 20) await add('n = 0');
        if (url.endsWith('/0') || told.length === 60) letGo();
        else await held();
        return { kind: 'accepted', providerMessageId: null } as const;
      },
    };
    await handOverDue({ ...world.deps, deliveries });
    expect(told).toHaveLength(much + 1);
    expect(told.indexOf('https://in.example/0')).toBeLessThan(40);
  });

  test('of lists that are to be closed', async () => {
    await world.pool.query(`
      INSERT INTO fulfillment_lists (id, workspace_id, name, content, version, due_at, updated_at)
      SELECT gen_random_uuid(), workspace_id, n::text,
        '{"items": [], "to": {"kind": "webhook", "url": "https://in.example"}, "days": ["mon"], "at": "17:00"}', 1, at, at FROM due`);
    const { store, seen } = watching(() =>
      count('fulfillment_lists WHERE workspace_id = $1 AND due_at IS NULL', other.id),
    );
    await handOverDue({ ...world.deps, store });
    expect(seen[0]).toBe(1);
    expect(await count('fulfillment_lists WHERE due_at IS NOT NULL')).toBe(0);
  });

  test('of messages that fall due while all places are taken', async () => {
    const posting = postingIn(world);
    for (let index = 0; index < 60; index += 1) await posting.report(`first ${index}`, `U${index}`);
    await posting.later(61);
    const dueAt = await world.clock.now();
    const content = { kind: 'notice', notice: { kind: 'report', text: 'other' } } as const;
    const post = { id: world.ids.next(), workspaceId: other.id, conversation: 'UOTHER', content, enrollmentId: null };
    let brought = 0;
    const { held, letGo } = heldPlaces(9);
    const chat: typeof posting.chat = {
      ...posting.chat,
      post: async (...given) => {
        brought += 1;
        if (brought === 12) await world.store.read.posts.add([{ ...post, key: 'other', dueAt }]);
        if (given[0] === 'UOTHER' || brought === 50) letGo();
        else await held();
        return posting.chat.post(...given);
      },
    };
    await posting.bring(chat);
    expect(posting.keys()).toHaveLength(61);
    expect(posting.keys().indexOf('other')).toBeLessThan(30);
  });

  const members = () =>
    world.pool.query(`
      INSERT INTO members (id, workspace_id, handle, name, slack_user_id, seen_at)
      SELECT ('00000000-0000-7000-8000-' || lpad((${much} - n)::text, 12, '0'))::uuid, workspace_id, 'm' || n, 'M', 'U' || n, at FROM due`);

  test('of digests', async () => {
    await members();
    await world.pool.query(`
      INSERT INTO digests (id, workspace_id, channel, channel_name, rhythm, at, zone, due_at, reported_to, created_by_id, created_at)
      SELECT gen_random_uuid(), d.workspace_id, 'C' || n, 'c' || n, 'daily', '09:00', 'UTC', d.at, d.at, m.id, d.at
      FROM due d JOIN members m ON m.handle = 'm' || n`);
    const { store, seen } = watching(() => count('posts WHERE workspace_id = $1', other.id));
    expect(await runDueDigests({ ...world.deps, store }, now)).toBe(much + 1);
    expect(seen[0]).toBe(1);
  });

  test('of people who have something overdue', async () => {
    await members();
    const version = await world.publish({
      steps: [{ id: 'call', kind: 'task', task: { title: 'Call', type: 'call' } }],
    });
    const { enrollment } = await world.enrollIn(version);
    const [id, sequenceId] = [enrollment.id, enrollment.sequenceId];
    await world.pool.query(
      `WITH x AS (
         INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state, due_at)
         SELECT gen_random_uuid(), workspace_id, $1, $2, 'call' || n, 'Call', 'task', 1, 'fired', at FROM due RETURNING *)
       INSERT INTO tasks (id, workspace_id, enrollment_id, execution_id, sequence_id, step_id, occurrence, assignee_id, type,
         title, pauses, appeared_at, due_at, announce_at, state)
       SELECT gen_random_uuid(), x.workspace_id, $1, x.id, $2, x.step_id, 1, m.id, 'call', 'Call', false, x.due_at, x.due_at,
         x.due_at, 'open' FROM x JOIN members m ON 'call' || substr(m.handle, 2) = x.step_id`,
      [id, sequenceId],
    );
    const { store, seen } = watching(() => count('posts WHERE workspace_id = $1', other.id));
    expect(await announceOverdue({ ...world.deps, store }, now)).toBe(much + 1);
    expect(seen[0]).toBe(1);
  });

  test('of split tests that are looked at', async () => {
    await world.pool.query(`
      INSERT INTO sequences (id, workspace_id, slug, name, created_at, promotion_due_at)
      SELECT gen_random_uuid(), workspace_id, 's' || n, 's' || n, at, at FROM due`);
    const taken: string[][] = [];
    await world.store.transact(async (tables) => {
      for (;;) {
        const ids = await tables.sequences.takeDuePromotions(now, now.plus({ days: 1 }), 10);
        if (ids.length === 0) break;
        taken.push(ids);
      }
    });
    const [one] = (await world.pool.query('SELECT id FROM sequences WHERE workspace_id = $1', [other.id])).rows;
    expect(taken.flat()).toHaveLength(much + 1);
    expect(taken[0]).toContain(one.id);
  });

  test('of senders whose next hour has begun', async () => {
    await world.pool.query(
      "INSERT INTO mailboxes (workspace_id, address, opens_at) SELECT workspace_id, n || '@x.example', at FROM due WHERE n < 20",
    );
    const { store, seen } = watching(() => count('mailboxes WHERE workspace_id = $1 AND opens_at IS NULL', other.id));
    await openMailboxes({ ...world.deps, store });
    expect(seen.indexOf(1)).toBeLessThan(2);
    expect(await count('mailboxes WHERE opens_at IS NOT NULL')).toBe(0);
  });

  test('of pauses that end', async () => {
    const end = (workspaceId: string) =>
      world.store.transact(async (tables) => {
        await tables.pauseEnds.set({ workspaceId, scope: 'workspace', subjectId: workspaceId }, monday);
      });
    await end(world.workspace.id);
    await end(other.id);
    // The one that begins goes on for as long as the other is there.
    const { held, letGo } = heldPlaces(1);
    const transact: Store['transact'] = async (work, options) => {
      await held();
      const answer = await world.store.transact(work, options);
      if ((await count('pause_ends')) === 1) letGo();
      return answer;
    };
    expect(await endDuePauses({ ...world.deps, store: { ...world.store, transact } })).toBe(2);
  });
});

test('a split test whose program stops is looked at by whoever comes next', async () => {
  world.stop();
  await world.pool.query(`
    INSERT INTO sequences (id, workspace_id, slug, name, created_at, promotion_due_at)
    SELECT gen_random_uuid(), workspace_id, 's' || n, 's' || n, at, at FROM due WHERE n = 0`);
  await promoteWinners({ ...world.app, stopping: world.deps.stopping }, now);
  expect(await count('sequences WHERE promotion_due_at <= $1', now.toJSDate())).toBe(1);
});
