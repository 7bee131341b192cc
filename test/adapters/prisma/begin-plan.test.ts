import { beginRows } from '../../../src/adapters/prisma/execution-statements.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('a request begins by the ids of its rows, and reads no other worker’s leases, however many there are', async () => {
  const mail = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hi', body: 'Hi' } };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [mail] }));
  await world.pool.query(
    `INSERT INTO executions (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, state, claimed_by, lease_until, due_at, sequence_id)
     SELECT gen_random_uuid(), $1, $2, 'intro', 'Intro', 'email', n, 'claimed', 'w', now() + interval '1 minute', now(), $3
     FROM generate_series(1, 3000) AS n`,
    [world.workspace.id, enrollment.id, enrollment.sequenceId],
  );
  const { rows } = await world.pool.query<{ id: string }>('SELECT id FROM executions LIMIT 160');
  // Nobody has analyzed the table, which has grown in a moment, and then somebody has.
  for (const before of ['SELECT 1', 'ANALYZE executions']) {
    await world.pool.query(before);
    const plan = await world.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${beginRows.text}`, [
      rows.map(({ id }) => id),
      rows.map(({ id }) => id),
      rows.map(() => 1),
      [world.ids.next()],
      'w',
      45_000,
      null,
      [],
      [],
    ]);
    const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).not.toContain('executions_leased');
  }
});
