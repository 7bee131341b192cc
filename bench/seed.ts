import { DateTime } from 'luxon';
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
    const client = await seed.pool.connect();
    // Copies of what was checked need no checks of foreign keys.
    await client.query(
      'SET statement_timeout = 0; SET session_replication_role = replica; SET synchronous_commit = off',
    );
    const moments = dueAts.length === 0 ? [now] : dueAts.map((at) => DateTime.fromJSDate(at, { zone: 'utc' }));
    for (const at of moments) {
      for (const { name, steps } of cadences) {
        const [id = ''] = await seed.enrollMany(1, { name: `${name} ${seed.ids.next()}`, steps, at });
        const share = Math.ceil(count / cadences.length);
        await client.query(copies, [id, share, everybody.map((one) => one.id), standing]);
      }
    }
    await client.query('VACUUM ANALYZE');
    client.release(true);
  } finally {
    await seed.close();
  }
}

/** Copies of the first parameter's enrollment, which goes. */
const copies = `
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
  INSERT INTO enrollments
  SELECT copy.* FROM model, made, LATERAL jsonb_populate_record(NULL::enrollments, to_jsonb(model) || jsonb_build_object(
    'id', made.id, 'contact_id', person_id, 'owner_id', made.owner_id) || CASE $4
      WHEN 'waiting' THEN jsonb_build_object('due_at', model.due_at + interval '30 days')
      WHEN 'paused' THEN jsonb_build_object('due_at', NULL, 'held_due_at', model.due_at - interval '30 days',
        'paused_at', model.due_at - interval '40 days', 'pauses', ARRAY['self'])
      ELSE '{}' END) AS copy`;
