import type { Statement } from '../postgres/statements.js';
import { holdingStatement } from './enrollment-row.js';

/** Of ids; in one order for everybody. */
export const lockRows = holdingStatement('lock-enrollments', 'WHERE e.id = ANY($1::uuid[]) ORDER BY e.id FOR UPDATE');

/** Of a sequence, after an id, so many. Whoever is in the sequence by its row being held is in one of the pages. */
export const lockOpenRows = holdingStatement(
  'lock-open-enrollments',
  `WHERE e.sequence_id = $1::uuid AND e.status <> 'exited' AND ($2::uuid IS NULL OR e.id > $2) ORDER BY e.id LIMIT $3 FOR UPDATE`,
);

/** Of a sequence, after an id, so many, of these states; whether each contact counts by itself. The last id stands in every row. */
export const alikeRows: Statement = {
  name: 'alike-enrollments',
  text: `
    WITH page AS MATERIALIZED (
      SELECT id, sequence_version_id, progress, contact_id FROM enrollments
      WHERE sequence_id = $1::uuid AND status = ANY($4) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3)
    SELECT p.sequence_version_id AS "sequenceVersionId", p.progress, min(p.contact_id::text) AS "contactId",
      count(*)::int AS people, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last
    FROM page p JOIN contacts c ON c.id = p.contact_id
    GROUP BY p.sequence_version_id, p.progress, c.zone, CASE WHEN $5 THEN p.contact_id END`,
};

export const lockFreeRows = holdingStatement(
  'lock-free-enrollments',
  'WHERE e.id = ANY($1::uuid[]) ORDER BY e.id FOR UPDATE SKIP LOCKED',
);

/** Of a lane, at a time, so many. */
export const claimDueRows = holdingStatement(
  'claim-due-enrollments',
  'WHERE e.lane = $1 AND e.due_at <= $2 ORDER BY e.due_at, e.owner_id LIMIT $3 FOR UPDATE SKIP LOCKED',
);

/** Of ids, at a time. The due time as progressToJson writes it: minutes since the epoch. */
export const takeRowsInHand: Statement = {
  name: 'take-enrollments-in-hand',
  text: `
    UPDATE enrollments SET due_at = NULL, updated_at = $2,
      held_due_at = to_timestamp((progress->'pending'->>'due')::float8 * 60)
    WHERE id = ANY($1::uuid[])`,
};

/**
 * What is to stand in rows, as JSON, each once; kinds of steps that have a lane; ids, their owners, and which of the first it is to
 * be. The kind of the next step stands in its version, each of which is read once.
 */
export const saveRows: Statement = {
  name: 'save-enrollments',
  text: `
    WITH v AS (SELECT * FROM json_to_recordset($1::json) AS v(
      nth int, sequence_version_id uuid, status text, exit_reason text, pauses text[],
      paused_until timestamptz, hold text, hold_reason text, progress jsonb, queued_for text, next_step_id text, due_at timestamptz,
      held_due_at timestamptz, planned_at timestamptz, paused_at timestamptz, ended_at timestamptz, updated_at timestamptz)),
    carried AS MATERIALIZED (
      SELECT s.id AS version_id, step->>'id' AS step_id, step->>'kind' AS kind
      FROM sequence_versions s, jsonb_array_elements(s.definition->'steps') AS step
      WHERE s.id IN (SELECT sequence_version_id FROM v) AND step->>'kind' = ANY($2))
    UPDATE enrollments AS e SET
      sequence_version_id = v.sequence_version_id, owner_id = row.owner_id, status = v.status,
      exit_reason = v.exit_reason, pauses = v.pauses, paused_until = v.paused_until, hold = v.hold,
      hold_reason = v.hold_reason, progress = v.progress, queued_for = v.queued_for, next_step_id = v.next_step_id,
      lane = coalesce(carried.kind, 'inside'), due_at = v.due_at, held_due_at = v.held_due_at,
      planned_at = v.planned_at, paused_at = v.paused_at, ended_at = v.ended_at, updated_at = v.updated_at
    FROM unnest($3::uuid[], $4::uuid[], $5::int[]) AS row(id, owner_id, nth) JOIN v ON v.nth = row.nth
      LEFT JOIN carried ON carried.version_id = v.sequence_version_id AND carried.step_id = v.next_step_id
    WHERE e.id = row.id`,
};

/** Of ids. */
export const leftBehindRows: Statement = {
  name: 'enrollments-left-behind',
  text: `
    SELECT e.id FROM enrollments e JOIN sequences s ON s.id = e.sequence_id
    WHERE e.id = ANY($1::uuid[]) AND e.status <> 'exited' AND e.sequence_version_id <> s.current_version_id`,
};
