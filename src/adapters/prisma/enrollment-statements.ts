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
      SELECT id, sequence_version_id, progress::text, contact_id FROM enrollments
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

/** The first two that there are: mostly there is one, and nothing to be shared. */
export const firstWorkspaces: Statement = { name: 'first-workspaces', text: 'SELECT id FROM workspaces LIMIT 2' };

/** Of a lane, at a time: what each workspace has due, counted up to so many; whoever waits longest comes first. */
export const dueByWorkspace: Statement = {
  name: 'due-by-workspace',
  text: `
    SELECT w.id, d.count FROM workspaces w, LATERAL (
      SELECT count(*)::int AS count, min(due_at) AS since FROM (
        SELECT e.due_at FROM enrollments e
        WHERE e.lane = $1 AND e.workspace_id = w.id AND e.due_at <= $2 AND NOT e.in_hand
        ORDER BY e.due_at LIMIT $3) AS found) AS d
    WHERE d.count > 0 ORDER BY d.since, w.id`,
};

/** The same without those of some versions, which takes a look at each row: only while a newer program has published any. */
export const dueBesideNewer: Statement = {
  name: 'due-beside-newer',
  text: dueByWorkspace.text.replace('e.due_at <= $2', 'e.due_at <= $2 AND e.sequence_version_id <> ALL($4::uuid[])'),
};

/** Of a lane, at a time, so many of a workspace; none of these versions. */
export const claimDueRows = holdingStatement(
  'claim-due-enrollments',
  `WHERE e.lane = $1 AND e.workspace_id = $4 AND e.due_at <= $2 AND NOT e.in_hand
     AND e.sequence_version_id <> ALL($5::uuid[])
   ORDER BY e.due_at, e.owner_id LIMIT $3 FOR UPDATE SKIP LOCKED`,
);

/**
 * Of ids, at a time. No column of an index changes, and pages of the table have room, so no index is written: that is why the due
 * time stays where it is (docs/decisions/0031-what-is-taken-is-marked.md).
 */
export const takeRowsInHand: Statement = {
  name: 'take-enrollments-in-hand',
  text: `
    UPDATE enrollments SET in_hand = true, updated_at = $2
    WHERE id = ANY($1::uuid[])`,
};

/** What is written of an enrollment at each change, beside its id and its owner, as JSON has it. */
const written = `sequence_version_id uuid, status text, exit_reason text, pauses text[],
  paused_until timestamptz, hold text, hold_reason text, progress json, queued_for text, next_step_id text, due_at timestamptz,
  held_due_at timestamptz, planned_at timestamptz, paused_at timestamptz, ended_at timestamptz, updated_at timestamptz`;

/** Of `v` and $2, kinds of steps that have a lane. The kind of the next step stands in its version, each of which is read once. */
const carried = `carried AS MATERIALIZED (
  SELECT s.id AS version_id, step->>'id' AS step_id, step->>'kind' AS kind
  FROM sequence_versions s, jsonb_array_elements(s.definition->'steps') AS step
  WHERE s.id IN (SELECT sequence_version_id FROM v) AND step->>'kind' = ANY($2))`;
const withCarried =
  'v LEFT JOIN carried ON carried.version_id = v.sequence_version_id AND carried.step_id = v.next_step_id';

/**
 * What is to stand in rows, as JSON, each once; kinds of steps that have a lane; ids, their owners, and which of the first each is
 * to be.
 */
export const saveRows: Statement = {
  name: 'save-enrollments',
  text: `
    WITH v AS (SELECT * FROM json_to_recordset($1::json) AS v(nth int, ${written})), ${carried}
    UPDATE enrollments AS e SET
      sequence_version_id = v.sequence_version_id, owner_id = row.owner_id, status = v.status,
      exit_reason = v.exit_reason, pauses = v.pauses, paused_until = v.paused_until, hold = v.hold,
      hold_reason = v.hold_reason, progress = v.progress, queued_for = v.queued_for, next_step_id = v.next_step_id,
      lane = coalesce(carried.kind, 'inside'), due_at = v.due_at, in_hand = false, held_due_at = v.held_due_at,
      planned_at = v.planned_at, paused_at = v.paused_at, ended_at = v.ended_at, updated_at = v.updated_at
    FROM unnest($3::uuid[], $4::uuid[], $5::int[]) AS row(id, owner_id, nth) JOIN (${withCarried}) ON v.nth = row.nth
    WHERE e.id = row.id`,
};

/** New ones, in the same way, with their contacts. Those that are in their sequence already stay out. */
export const createRows: Statement = {
  name: 'create-enrollments',
  text: `
    WITH v AS (SELECT * FROM json_to_recordset($1::json) AS v(nth int, ${written},
      workspace_id uuid, sequence_id uuid, enrolled_at timestamptz)), ${carried}
    INSERT INTO enrollments (id, workspace_id, sequence_id, sequence_version_id, contact_id, owner_id, status, exit_reason,
      pauses, paused_until, hold, hold_reason, progress, queued_for, next_step_id, lane, due_at, held_due_at, planned_at,
      paused_at, enrolled_at, ended_at, updated_at)
    SELECT row.id, v.workspace_id, v.sequence_id, v.sequence_version_id, row.contact_id, row.owner_id, v.status, v.exit_reason,
      v.pauses, v.paused_until, v.hold, v.hold_reason, v.progress, v.queued_for, v.next_step_id,
      coalesce(carried.kind, 'inside'), v.due_at, v.held_due_at, v.planned_at, v.paused_at, v.enrolled_at, v.ended_at,
      v.updated_at
    FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::uuid[]) AS row(id, owner_id, nth, contact_id)
      JOIN (${withCarried}) ON v.nth = row.nth
    ON CONFLICT DO NOTHING RETURNING id`,
};

/** Of ids. */
export const leftBehindRows: Statement = {
  name: 'enrollments-left-behind',
  text: `
    SELECT e.id FROM enrollments e JOIN sequences s ON s.id = e.sequence_id
    WHERE e.id = ANY($1::uuid[]) AND e.status <> 'exited' AND e.sequence_version_id <> s.current_version_id`,
};

/**
 * Of a workspace's contacts, each looked up by itself: of a table that has just grown the planner knows nothing, and would read
 * all of the workspace's.
 */
const ofContacts = `unnest($2::uuid[]) AS c(id), LATERAL (
  SELECT * FROM enrollments WHERE contact_id = c.id OFFSET 0) AS e`;

export const concernedRows: Statement = {
  name: 'enrollments-concerned',
  text: `
    SELECT e.id, e.status <> 'exited' AND v.definition->>'type' = 'date' AS "isDated"
    FROM ${ofContacts}, LATERAL (SELECT definition FROM sequence_versions WHERE id = e.sequence_version_id LIMIT 1) AS v
    WHERE e.workspace_id = $1::uuid
      AND (e.hold = 'blank-field' OR e.status <> 'exited' AND v.definition->>'type' = 'date')`,
};

/** Prisma takes longer to ask about hundreds than the answer takes, which mostly is that there is none. */
export const enrolledRows: Statement = {
  name: 'enrollments-of-contacts',
  text: `SELECT e.id FROM ${ofContacts} WHERE e.workspace_id = $1::uuid`,
};
