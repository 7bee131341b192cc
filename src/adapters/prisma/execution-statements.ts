import type { Statement } from '../postgres/statements.js';

/**
 * The worker; its lease in milliseconds; what is to stand in rows, as JSON, each once; ids, their enrollments, which of these each is
 * to be; and what leaves, as JSON.
 */
export const claimRows: Statement = {
  name: 'claim-executions',
  text: `
    INSERT INTO executions AS x (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, variant, state,
      planned_at, due_at, summary, trace, claimed_by, lease_until, sequence_id)
    SELECT row.id, v.workspace_id, e.id, v.step_id, v.step_name, v.kind, v.occurrence, v.variant, 'claimed',
      v.planned_at, v.due_at, nullif(row.summary::jsonb, 'null'), v.trace, $1,
      clock_timestamp() + $2 * interval '1 millisecond', e.sequence_id
    FROM ROWS FROM (unnest($4::uuid[]), unnest($5::uuid[]), unnest($6::int[]), json_array_elements($7::json))
      AS row(id, enrollment_id, nth, summary)
      JOIN json_to_recordset($3::json) AS v(nth int, workspace_id uuid, step_id text, step_name text, kind text,
        occurrence int, variant text, planned_at timestamptz, due_at timestamptz, trace jsonb) ON v.nth = row.nth
      JOIN enrollments e ON e.id = row.enrollment_id
    ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
      state = 'claimed', reason = NULL, step_name = excluded.step_name, kind = excluded.kind,
      variant = excluded.variant,
      planned_at = excluded.planned_at, due_at = excluded.due_at, summary = excluded.summary,
      trace = excluded.trace, claimed_by = excluded.claimed_by, lease_until = excluded.lease_until,
      look_up_at = NULL
    WHERE x.state IN ('cancelled', 'deferred') OR (x.state = 'claimed' AND x.lease_until < clock_timestamp())
    RETURNING id, enrollment_id, step_id, occurrence`,
};

/**
 * Ids; the worker; its lease in milliseconds; why they never left, where that is so; requests that were taken, as JSON. What is
 * asked of a row is put so that no index answers it: with all leases that there are from an index of theirs, which hardly any
 * row is out of, finding the rows took longer than writing them.
 */
export const beginRows: Statement = {
  name: 'begin-executions',
  text: `
    WITH kept AS (
      INSERT INTO acceptances (id, kept_at, taken)
      SELECT v.id, clock_timestamp(), v.taken FROM json_to_recordset($5::json) AS v(id uuid, taken jsonb)
      ON CONFLICT DO NOTHING)
    UPDATE executions SET state = 'sending', attempts = attempts + 1, reason = $4,
      lease_until = clock_timestamp() + $3 * interval '1 millisecond'
    WHERE id = ANY($1::uuid[])
      AND CASE WHEN state = 'claimed' AND claimed_by = $2 THEN lease_until > clock_timestamp() END
    RETURNING id, attempts AS attempt`,
};

/**
 * What rows are to say, as JSON, each once; ids, and which of these each is to say. Every answer is kept with its attempt; what
 * fired says so itself, and how many it took, so that of most rows nothing more is looked for. Rows are asked for by their ids beside
 * being joined by them: a plan that is kept would else read all that there are, which were few. How many there are is kept from
 * the planner, which else would plan anew for each few.
 */
export const settleRows: Statement = {
  name: 'settle-executions',
  text: `
    WITH v AS MATERIALIZED (
      SELECT row.id, v.* FROM unnest((SELECT $2::uuid[]), (SELECT $3::int[])) AS row(id, nth)
        JOIN json_to_recordset($1::json) AS v(nth int, attempt int, state text, reason text, fired_at timestamptz,
          settled_at timestamptz, message_id text, look_up_at timestamptz) ON v.nth = row.nth),
    settled AS (
      UPDATE executions AS x SET state = v.state, reason = v.reason, fired_at = v.fired_at,
        settled_at = CASE WHEN v.state = 'deferred' THEN NULL ELSE v.settled_at END,
        provider_message_id = v.message_id, look_up_at = v.look_up_at, lease_until = NULL
      FROM v WHERE x.id = ANY(ARRAY(SELECT id FROM v)) AND x.id = v.id AND CASE WHEN v.attempt IS NULL THEN x.state = 'uncertain'
        ELSE x.state IN ('sending', 'uncertain') AND x.attempts = v.attempt END
      RETURNING x.id),
    said AS MATERIALIZED (
      SELECT v.* FROM v WHERE CASE WHEN id IN (SELECT id FROM settled) THEN state <> 'fired' ELSE attempt IS NOT NULL END),
    logged AS (
      INSERT INTO execution_attempts (execution_id, number, at, outcome, reason)
      SELECT x.id, coalesce(said.attempt, x.attempts), said.settled_at, said.state, said.reason
      FROM said JOIN executions AS x ON x.id = said.id WHERE x.id = ANY(ARRAY(SELECT id FROM said))
      ON CONFLICT DO NOTHING)
    SELECT id FROM settled`,
};

/** Rows that are over, as JSON. */
export const recordRows: Statement = {
  name: 'record-executions',
  text: `
    INSERT INTO executions AS x (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, variant, state, reason,
      planned_at, due_at, fired_at, settled_at, summary, trace, sequence_id)
    SELECT v.id, v.workspace_id, v.enrollment_id, v.step_id, v.step_name, v.kind, v.occurrence, v.variant, v.state,
      v.reason, v.planned_at, v.due_at, v.fired_at, v.settled_at, v.summary, v.trace, e.sequence_id
    FROM json_to_recordset($1::json) AS v(id uuid, workspace_id uuid, enrollment_id uuid, step_id text,
      step_name text, kind text, occurrence int, variant text, state text, reason text, planned_at timestamptz,
      due_at timestamptz, fired_at timestamptz, settled_at timestamptz, summary jsonb, trace jsonb)
    JOIN enrollments e ON e.id = v.enrollment_id
    ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
      state = excluded.state, reason = excluded.reason, variant = excluded.variant, fired_at = excluded.fired_at,
      settled_at = excluded.settled_at, lease_until = NULL, look_up_at = NULL
    WHERE x.state IN ('cancelled', 'deferred', 'failed')
    RETURNING id, enrollment_id, step_id, occurrence`,
};

/** Of enrollments' ids: what has not begun to be sent. */
export const cancelUnsentRows: Statement = {
  name: 'cancel-unsent-executions',
  text: `
    UPDATE executions SET state = 'cancelled', lease_until = NULL
    WHERE enrollment_id = ANY($1::uuid[]) AND state IN ('claimed', 'deferred')`,
};

/** Of enrollments' ids. After {@link cancelUnsentRows}, which waits for whoever begins one meanwhile: one statement would not see that. */
export const sendingRows: Statement = {
  name: 'sending-executions',
  text: "SELECT enrollment_id FROM executions WHERE enrollment_id = ANY($1::uuid[]) AND state = 'sending'",
};

/** Of enrollments' ids. */
export const uncertainRows: Statement = {
  name: 'uncertain-executions',
  text: "SELECT id FROM executions WHERE enrollment_id = ANY($1::uuid[]) AND state = 'uncertain' ORDER BY id",
};
