import type { Pool } from 'pg';

/** What a version of a sequence has that only a newer program knows. */
const withNewKey = `definition || '{"pace": 3}'`;

/** As if a newer program had published this version. */
export async function publishedByNewer(pool: Pick<Pool, 'query'>, versionId: string): Promise<void> {
  await pool.query(`UPDATE sequence_versions SET definition = ${withNewKey} WHERE id = $1`, [versionId]);
}

/** As a newer program publishes an edit: one more version, and everybody in it. */
export async function editedByNewer(pool: Pick<Pool, 'query'>, sequenceId: string): Promise<void> {
  await pool.query(
    `WITH newer AS (
       INSERT INTO sequence_versions (id, sequence_id, number, definition, published_at)
       SELECT gen_random_uuid(), sequence_id, number + 1, ${withNewKey}, published_at
       FROM sequence_versions WHERE sequence_id = $1 RETURNING id
     ), moved AS (UPDATE enrollments SET sequence_version_id = (SELECT id FROM newer) WHERE sequence_id = $1)
     UPDATE sequences SET current_version_id = (SELECT id FROM newer) WHERE id = $1`,
    [sequenceId],
  );
}
