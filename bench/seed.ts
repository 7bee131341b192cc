import { DateTime } from 'luxon';
import type pg from 'pg';
import { aMember } from '../test/support/people.js';
import { openSeed } from '../test/support/program-seed.js';
import { cadences } from './cadences.js';

const owners = 50;

/** How enrollments of the bench stand. `waiting`: due in a month; `paused`: was due a month ago. */
export type Standing = 'due' | 'waiting' | 'paused';

/**
 * Puts enrollments of distinct contacts into a database, spread over the cadences and the owners: the program makes one of
 * each cadence, which PostgreSQL then copies. `dueAts`: so many for each of these instants; now, unless given.
 */
export async function enrollContacts(
  url: string,
  count: number,
  standing: Standing = 'due',
  dueAts: readonly Date[] = [],
) {
  const seed = await openSeed(url);
  try {
    const { workspace } = await seed.workspaceAndRep();
    const now = await seed.clock.now();
    const everybody = Array.from({ length: owners }, (_, index) =>
      aMember(seed.ids.next(), workspace.id, { handle: `rep${index}-${seed.ids.next()}`, name: `Rep Number ${index}` }),
    );
    await seed.store.transact(async ({ members }) => {
      for (const member of everybody) await members.save(member, now);
    });
    const ownerIds = everybody.map(({ id }) => id);
    const moments = dueAts.length === 0 ? [now] : dueAts.map((at) => DateTime.fromJSDate(at, { zone: 'utc' }));
    const share = Math.ceil(count / cadences.length);
    for (const at of moments) {
      const models: string[] = [];
      for (const { name, steps } of cadences) {
        models.push(...(await seed.enrollMany(1, { name: `${name} ${seed.ids.next()}`, steps, at })));
      }
      // Each on a connection of its own, so that all processors copy.
      await Promise.all(models.map((id) => copy(seed.pool, { id, share, ownerIds, standing })));
    }
    await unhurried(seed.pool, (client) => client.query('VACUUM ANALYZE'));
  } finally {
    await seed.close();
  }
}

/** What is different in enrollments that stand so. */
const differences: { readonly [S in Standing]: Readonly<Record<string, string>> } = {
  due: {},
  waiting: { due_at: "model.due_at + interval '30 days'" },
  paused: {
    due_at: 'NULL',
    held_due_at: "model.due_at - interval '30 days'",
    paused_at: "model.due_at - interval '40 days'",
    pauses: "ARRAY['self']",
  },
};

/** Makes so many of one enrollment, which goes. */
async function copy(
  pool: pg.Pool,
  of: {
    readonly id: string;
    readonly share: number;
    readonly ownerIds: readonly string[];
    readonly standing: Standing;
  },
): Promise<void> {
  await unhurried(pool, async (client) => {
    // Copies of what was checked need no checks of foreign keys.
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off');
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'enrollments'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    const columns = rows.map(({ name }) => name);
    const own = { id: 'made.id', contact_id: 'person_id', owner_id: 'made.owner_id', ...differences[of.standing] };
    const values = columns.map((name) => Object.entries(own).find(([key]) => key === name)?.[1] ?? `model.${name}`);
    await client.query(copies(columns, values), [of.id, of.share, of.ownerIds]);
  });
}

/** On a connection that may take its time, and that nobody else gets. */
async function unhurried(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await work(client);
  } finally {
    client.release(true);
  }
}

const copies = (columns: readonly string[], values: readonly string[]) => `
  WITH model AS (DELETE FROM enrollments WHERE id = $1 RETURNING *),
  made AS MATERIALIZED (
    SELECT uuidv7() AS id, uuidv7() AS person_id, ($3::uuid[])[1 + floor(random() * array_length($3::uuid[], 1))::int] AS owner_id, number
    FROM generate_series(1, $2) AS number),
  contacted AS (
    INSERT INTO contacts (id, workspace_id, email, email_key, first_name, last_name, company, title, fields, owner_id,
      created_at, updated_at)
    SELECT person_id, workspace_id, email, email, 'Ada', 'Byron the ' || number, 'Engines No. ' || number,
      CASE number % 2 WHEN 0 THEN 'Head of Data' ELSE 'Analyst' END, '{}', made.owner_id, enrolled_at, enrolled_at
    FROM model, made, LATERAL (SELECT 'ada.' || person_id || '@customers.example' AS email) AS address)
  INSERT INTO enrollments (${columns.join(', ')}) SELECT ${values.join(', ')} FROM model, made`;
