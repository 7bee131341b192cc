import type { Statement } from '../postgres/statements.js';

/**
 * The worker, which stands in a row with the id under which it is claimed; its lease in milliseconds; what is to stand in rows,
 * as JSON, each once; ids, their enrollments, which of these each is to be; and what leaves, as JSON.
 */
export const claimRows: Statement = {
  name: 'claim-executions',
  text: `
    INSERT INTO executions AS x (id, workspace_id, enrollment_id, step_id, step_name, kind, occurrence, variant, state,
      planned_at, due_at, summary, trace, claimed_by, lease_until, sequence_id)
    SELECT row.id, v.workspace_id, row.enrollment_id, v.step_id, v.step_name, v.kind, v.occurrence, v.variant, 'claimed',
      v.planned_at, v.due_at, CASE json_typeof(row.summary) WHEN 'null' THEN NULL ELSE row.summary END, v.trace,
      $1 || ' ' || row.id,
      clock_timestamp() + $2 * interval '1 millisecond', v.sequence_id
    FROM ROWS FROM (unnest($4::uuid[]), unnest($5::uuid[]), unnest($6::int[]), json_array_elements($7::json))
      AS row(id, enrollment_id, nth, summary)
      JOIN json_to_recordset($3::json) AS v(nth int, workspace_id uuid, sequence_id uuid, step_id text, step_name text, kind text,
        occurrence int, variant text, planned_at timestamptz, due_at timestamptz, trace jsonb) ON v.nth = row.nth
    ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
      state = 'claimed', reason = NULL, step_name = excluded.step_name, kind = excluded.kind,
      variant = excluded.variant,
      planned_at = excluded.planned_at, due_at = excluded.due_at, summary = excluded.summary,
      trace = excluded.trace, claimed_by = excluded.claimed_by, lease_until = excluded.lease_until,
      look_up_at = NULL
    WHERE x.state IN ('cancelled', 'deferred')
    RETURNING id, enrollment_id, step_id, occurrence`,
};

/**
 * Rows' ids; under which each is claimed; in which of the requests it leaves, counted from 1; the ids of these; the worker; its
 * lease in milliseconds; why they never left, where that is so; requests that were taken, and the provider's ids of these. The rows
 * are held while that is written and not changed: whoever takes one back waits, and looks for its request then
 * ({@link isBeingSent}). What is asked of a row is put so that no index answers it: with all leases that there are from an index
 * of theirs, which hardly any row is out of, finding the rows took longer than writing them.
 */
export const beginRows: Statement = {
  name: 'begin-executions',
  text: `
    WITH kept AS (
      UPDATE requests SET kept_at = clock_timestamp(), provider_message_id = ($9::text[])[array_position($8::uuid[], id)]
      WHERE id = ANY($8::uuid[])),
    held AS MATERIALIZED (
      SELECT id, claimed_by, attempts + 1 AS attempt FROM executions
      WHERE id = ANY($1::uuid[]) AND CASE WHEN state = 'claimed' THEN lease_until > clock_timestamp() END
      ORDER BY id FOR NO KEY UPDATE),
    own AS MATERIALIZED (
      SELECT v.nth, v.claim_id, h.id, h.attempt
      FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS v(id, claim_id, nth)
        JOIN held AS h ON h.id = v.id AND h.claimed_by = $5 || ' ' || v.claim_id),
    begun AS (
      INSERT INTO requests (id, lease_until, never_left, execution_ids, attempts)
      SELECT ($4::uuid[])[nth], clock_timestamp() + $6 * interval '1 millisecond', $7, array_agg(id), array_agg(attempt)
      FROM own GROUP BY nth)
    SELECT id AS "executionId", claim_id AS "claimId", attempt FROM own`,
};

/**
 * What requests name. Its condition always holds: by it the planner counts on few. It counts what was forgotten and nobody has
 * vacuumed yet, takes them for too many to be remembered, and reads all of them, or all of the ledger, for each few rows.
 */
export const fewSent = 'SELECT id, attempt FROM executions_sent WHERE request_id = greatest(request_id)';

/**
 * Of a row of `x` that is claimed. Of one that others could begin at this moment it is asked by a statement after that by which it is
 * held: what was committed until then is seen. All that requests name is read once, and not at all where no row is claimed.
 */
export const isBeingSent = `CASE x.state WHEN 'claimed' THEN (x.id, x.attempts + 1) IN (${fewSent}) ELSE false END`;

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
      UPDATE executions AS x SET state = v.state, attempts = coalesce(v.attempt, x.attempts), reason = v.reason, fired_at = v.fired_at,
        settled_at = CASE WHEN v.state = 'deferred' THEN NULL ELSE v.settled_at END,
        provider_message_id = v.message_id, look_up_at = v.look_up_at, lease_until = NULL
      FROM v WHERE x.id = ANY(ARRAY(SELECT id FROM v)) AND x.id = v.id AND CASE WHEN v.attempt IS NULL THEN x.state = 'uncertain'
        ELSE x.attempts = CASE x.state WHEN 'claimed' THEN v.attempt - 1 WHEN 'uncertain' THEN v.attempt END END
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
      due_at timestamptz, fired_at timestamptz, settled_at timestamptz, summary json, trace jsonb)
    JOIN enrollments e ON e.id = v.enrollment_id
    ON CONFLICT (enrollment_id, step_id, occurrence) DO UPDATE SET
      state = excluded.state, reason = excluded.reason, variant = excluded.variant, fired_at = excluded.fired_at,
      settled_at = excluded.settled_at, lease_until = NULL, look_up_at = NULL
    WHERE x.state IN ('cancelled', 'deferred', 'failed')
    RETURNING id, enrollment_id, step_id, occurrence`,
};

/** Of enrollments' ids: what has not left, for good, and what may be leaving. Whoever begins one meanwhile is waited for. */
export const holdUnsentRows: Statement = {
  name: 'hold-unsent-executions',
  text: `
    SELECT id, enrollment_id FROM executions
    WHERE enrollment_id = ANY($1::uuid[]) AND state IN ('claimed', 'deferred') ORDER BY id FOR NO KEY UPDATE`,
};

/** Of ids, after {@link holdUnsentRows}: those of which nothing is being sent. Answers these. */
export const cancelHeldRows: Statement = {
  name: 'cancel-held-executions',
  text: `
    UPDATE executions AS x SET state = 'cancelled', lease_until = NULL
    WHERE id = ANY($1::uuid[]) AND state IN ('claimed', 'deferred') AND NOT ${isBeingSent}
    RETURNING id`,
};

/** Of enrollments' ids. */
export const uncertainRows: Statement = {
  name: 'uncertain-executions',
  text: "SELECT id FROM executions WHERE enrollment_id = ANY($1::uuid[]) AND state = 'uncertain' ORDER BY id",
};
