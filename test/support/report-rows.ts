import type pg from 'pg';

/** Steps as they lie in {@link fillSequence}: mails, two of them split tests, and tasks. */
export const filledSteps = ['intro', 'invite', 'case', 'call', 'value', 'question', 'goodbye'] as const;

/**
 * Fills a sequence with enrollments that went through all of its seven steps, one a day, by a few statements: their ledger,
 * tasks, deliveries, opens, clicks, replies and the rest. Vacuumed and analysed, as a database is that has been running.
 * Answers the sequence's id.
 */
export async function fillSequence(
  client: pg.Client,
  given: { readonly enrollments: number; readonly from: string },
): Promise<string> {
  const { enrollments, from } = given;
  // Foreign keys hold by how the rows are made; to check a million of them takes longer than to write them.
  await client.query('SET session_replication_role = replica');
  const { rows } = await client.query<{ id: string }>(
    `WITH w AS (
       INSERT INTO workspaces (id, slack_team_id, name, zone, created_at)
       VALUES (gen_random_uuid(), gen_random_uuid()::text, 'Harbor Analytics', 'Etc/UTC', $2) RETURNING id
     ), m AS (
       INSERT INTO members (id, workspace_id, handle, name, seen_at) SELECT gen_random_uuid(), id, 'ana', 'Ana Ruiz', $2 FROM w
       RETURNING id
     ), s AS (
       INSERT INTO sequences (id, workspace_id, slug, name, created_at) SELECT gen_random_uuid(), id, 'filled', 'Filled', $2
       FROM w RETURNING id
     ), v AS (
       INSERT INTO sequence_versions (id, sequence_id, number, definition, published_at)
       SELECT gen_random_uuid(), id, 1, '{"name": "Filled", "steps": []}', $2 FROM s RETURNING id
     ), c AS (
       INSERT INTO contacts (id, workspace_id, email, email_key, created_at, updated_at)
       SELECT gen_random_uuid(), w.id, n || '@example.com', n || '@example.com', $2, $2 FROM w, generate_series(1, $1::int) AS n
       RETURNING id
     ), e AS (
       INSERT INTO enrollments (id, workspace_id, sequence_id, sequence_version_id, contact_id, owner_id, status, progress,
         enrolled_at, updated_at)
       SELECT gen_random_uuid(), w.id, s.id, v.id, c.id, m.id, 'completed', '{}',
         $2::timestamptz + random() * interval '60 days', $2
       FROM w, s, v, m, c
     ) SELECT id FROM s`,
    [enrollments, from],
  );
  const sequenceId = rows[0]?.id ?? '';
  await client.query(
    `INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, variant,
       state, due_at, fired_at, settled_at, summary, trace)
     SELECT gen_random_uuid(), e.workspace_id, e.id, e.sequence_id, step, step,
       CASE WHEN step IN ('invite', 'call') THEN 'task' ELSE 'email' END, 1,
       CASE WHEN step IN ('intro', 'value') THEN CASE WHEN random() < 0.5 THEN 'short' ELSE 'long' END END,
       CASE WHEN random() < 0.99 THEN 'fired' ELSE 'failed' END, at, at, at,
       '{"to": "somebody@example.com", "subject": "A subject as long as subjects are"}',
       '[{"rule": "anchor", "of": "fired", "at": "2026-03-02T16:00:00.000Z"}, {"rule": "days", "days": 2, "from": "2026-03-02",
         "to": "2026-03-04"}, {"rule": "at", "time": "09:00", "zone": "America/Los_Angeles"}]'
     FROM enrollments e, unnest($2::text[]) WITH ORDINALITY AS steps(step, place),
       LATERAL (SELECT e.enrolled_at + place * interval '1 day' AS at) AS due
     WHERE e.sequence_id = $1`,
    [sequenceId, [...filledSteps]],
  );
  await client.query(
    `INSERT INTO tasks (id, workspace_id, enrollment_id, execution_id, step_id, occurrence, sequence_id, variant, type, title,
       pauses, appeared_at, state, outcome)
     SELECT gen_random_uuid(), workspace_id, enrollment_id, id, step_id, 1, sequence_id, variant, 'call', 'Call', true,
       settled_at, 'done', (ARRAY['connected', 'voicemail', 'no-answer'])[1 + (random() * 2)::int]
     FROM executions WHERE sequence_id = $1 AND kind = 'task' AND state = 'fired'`,
    [sequenceId],
  );
  await client.query(
    `INSERT INTO provider_events (id, workspace_id, enrollment_id, execution_id, kind, source_id, at, sequence_id, step_id,
       variant, touched_at)
     SELECT gen_random_uuid(), workspace_id, enrollment_id, id, event, event || ':' || id, settled_at, sequence_id, step_id,
       variant, date_bin('15 minutes', settled_at, '2000-01-01Z')
     FROM executions, (VALUES ('delivered', 0.97), ('open', 0.4), ('click', 0.05), ('reply', 0.03),
       ('meeting-booked', 0.005), ('unsubscribe', 0.01), ('bounce', 0.02)) AS events(event, share)
     WHERE sequence_id = $1 AND state = 'fired' AND kind = 'email' AND random() < share`,
    [sequenceId],
  );
  for (const table of ['executions', 'provider_events', 'tasks']) await client.query(`VACUUM (ANALYZE) ${table}`);
  await client.query('RESET session_replication_role');
  return sequenceId;
}
