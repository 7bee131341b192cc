import { executionsWhere } from '../../../src/adapters/prisma/execution-row.js';
import { cancelHeldRows } from '../../../src/adapters/prisma/execution-statements.js';
import { forgetSettledRows, lapsedRows } from '../../../src/adapters/prisma/requests.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** Thousands of rows that are being sent, of which a few are in requests that are kept. */
async function sending() {
  const mail = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hi', body: 'Hi' } };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [mail] }));
  await world.pool.query(
    `INSERT INTO executions (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, state, attempts, lease_until, due_at, sequence_id)
     SELECT gen_random_uuid(), $1, $2, 'intro', 'Intro', 'email', n, 'claimed', 0, now() - interval '1 minute', now(), $3
     FROM generate_series(1, 10000) AS n`,
    [world.workspace.id, enrollment.id, enrollment.sequenceId],
  );
  const { rows } = await world.pool.query<{ id: string }>('SELECT id FROM executions LIMIT 200');
  const ids = rows.map(({ id }) => id);
  for (let nth = 0; nth < 8; nth += 1) {
    await world.pool.query(
      `INSERT INTO requests (id, lease_until, execution_ids, attempts, kept_at)
       SELECT $1, now() - interval '1 minute', $2::uuid[], array_fill(1, ARRAY[20]), now()`,
      [world.ids.next(), ids.slice(20 * nth, 20 * nth + 20)],
    );
  }
  return ids;
}

/** How the ledger is read: the lines of a plan that name an index of it, or read it from one end to the other. */
async function readsOfLedger(text: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await world.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values]);
  return rows
    .map((row) => row['QUERY PLAN'])
    .filter((line) => /executions_|Seq Scan on executions/.test(line))
    .map((line) => /executions_\w+|Seq Scan on executions/.exec(line)?.[0] ?? '');
}

// Nobody has analyzed the tables, which have grown in a moment, and then somebody has.
test.each([
  ['not yet', 'SELECT 1'],
  ['and', 'ANALYZE executions, requests'],
])(
  'what is kept finds its rows of the ledger by their ids, however many are being sent (%s analyzed)',
  async (_, before) => {
    const ids = await sending();
    await world.pool.query(before);
    expect(new Set(await readsOfLedger(lapsedRows.text, [ids]))).toEqual(new Set(['executions_pkey']));
    expect(new Set(await readsOfLedger(forgetSettledRows.text, []))).toEqual(new Set(['executions_pkey']));
  },
);

test('what is being sent is read once, and the ledger by its ids, however many requests were forgotten since anybody vacuumed', async () => {
  const ids = await sending();
  await world.pool.query('ALTER TABLE requests SET (autovacuum_enabled = off)');
  await world.pool.query(
    `INSERT INTO requests (id, lease_until, execution_ids, attempts)
     SELECT gen_random_uuid(), now(), $1::uuid[], array_fill(1, ARRAY[20]) FROM generate_series(1, 40000)`,
    [ids.slice(0, 20)],
  );
  await world.pool.query('DELETE FROM requests');
  const { text } = executionsWhere('', 'id = ANY($1::uuid[])');
  for (const statement of [text, cancelHeldRows.text]) {
    expect(new Set(await readsOfLedger(statement, [ids]))).toEqual(new Set(['executions_pkey']));
    const { rows } = await world.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (VERBOSE) ${statement}`, [ids]);
    const lines = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).toContain('hashed SubPlan');
    expect(lines).not.toMatch(/\(SubPlan/);
  }
});
