import { lockRowsByEmail, rowsByEmail } from '../../../src/adapters/prisma/contact-statements.js';
import { concernedRows, enrolledRows } from '../../../src/adapters/prisma/enrollment-statements.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('contacts are looked up by their addresses alone, however many others have come since anybody counted', async () => {
  await world.pool.query(
    `INSERT INTO contacts (id, workspace_id, email, email_key, created_at, updated_at)
     SELECT gen_random_uuid(), $1, n || '@example.com', n || '@example.com', now(), now() FROM generate_series(1, 5000) AS n`,
    [world.workspace.id],
  );
  const keys = Array.from({ length: 200 }, (_, index) => `${index}@example.com`);
  const client = await world.pool.connect();
  try {
    for (const { text } of [rowsByEmail, lockRowsByEmail]) {
      for (const before of ['SET enable_seqscan = off', 'RESET enable_seqscan']) {
        await client.query(before);
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [world.workspace.id, keys]);
        const lines = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(lines).toMatch(/Index Cond: .*email_key = key/);
        expect(lines).not.toContain('Filter');
      }
    }
  } finally {
    client.release(true);
  }
});

test('and their enrollments by their contacts alone', async () => {
  const client = await world.pool.connect();
  try {
    // As where many are written: the table may have grown since anybody counted.
    await client.query('SET enable_seqscan = off');
    for (const { text } of [concernedRows, enrolledRows]) {
      const { id } = world.workspace;
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [id, [id]]);
      const lines = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(lines).toContain('enrollments_once');
      expect(lines).toMatch(/Index Cond: \(contact_id = c\.id\)/);
    }
  } finally {
    client.release(true);
  }
});
