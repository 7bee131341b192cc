import type { Cut, DigestQuestion, Late } from '../../app/ports/stores/digest-figures.js';
import { type Counted, cut, inSpan } from './cut.js';
import { Prisma } from './generated/client.js';

/**
 * What kept a late step is the last try that did not succeed, else the notice of a blank field at it, else its sender's limit, else
 * nobody took it.
 * A step that was so late that it took its next time is late from where it had been (its trace says so).
 */
export async function late(client: Prisma.TransactionClient, question: DigestQuestion): Promise<Cut<Late>> {
  const minutes = (length: Prisma.Sql) => Prisma.sql`floor(extract(epoch FROM max(${length})) / 60)::int`;
  const { lateMinutes } = question;
  const now = Prisma.sql`${question.now.toJSDate()}::timestamptz`;
  const tolerance = Prisma.sql`${lateMinutes} * interval '1 minute'`;
  return cut(
    await client.$queryRaw<Counted<Late>[]>`
      WITH late AS (
        SELECT x.id, x.enrollment_id, x.step_id, x.step_name, x.attempts, x.state = 'fired' AS left,
          CASE WHEN x.state = 'fired' THEN x.fired_at ELSE ${now} END - least(x.due_at, (
            SELECT min((move->>'from')::timestamptz) FROM jsonb_array_elements(x.trace) AS move
            WHERE move->>'rule' = 'late')) AS by
        FROM executions x
        WHERE x.workspace_id = ${question.workspaceId}::uuid AND x.kind = ANY(${[...question.kinds]}) AND (
          x.state = 'fired' AND ${inSpan('x.settled_at', question)}
            AND (x.fired_at > x.due_at + ${tolerance} OR x.trace @> '[{"rule": "late"}]')
          OR x.state = 'deferred' AND x.settled_at IS NULL AND x.due_at + ${tolerance} < ${now})
      ), tried AS (
        SELECT DISTINCT ON (a.execution_id) a.execution_id, a.outcome, a.reason
        FROM execution_attempts a JOIN late ON late.id = a.execution_id AND (late.attempts > 0 OR NOT late.left)
        WHERE a.outcome <> 'fired' ORDER BY a.execution_id, a.number DESC
      ), explained AS (
        SELECT late.left, late.by, tried.reason, CASE
          WHEN tried.outcome = 'deferred' THEN 'refused' WHEN tried.outcome IS NOT NULL THEN tried.outcome
          WHEN EXISTS (SELECT FROM posts p WHERE p.enrollment_id = late.enrollment_id AND p.kind = 'notice'
            AND p.workspace_id = ${question.workspaceId}::uuid AND p.content->'notice'->>'kind' = 'blank-field'
            AND p.content->'notice'->>'stepName' = late.step_name) THEN 'blank-field'
          WHEN EXISTS (SELECT FROM enrollment_history h WHERE h.enrollment_id = late.enrollment_id
            AND h.what->>'kind' = 'queued' AND h.what->>'stepId' = late.step_id) THEN 'sending-limit'
          ELSE 'no-worker' END AS why
        FROM late LEFT JOIN tried ON tried.execution_id = late.id
        UNION ALL
        SELECT false, ${now} - due_at, NULL, 'no-worker' FROM enrollments
        WHERE workspace_id = ${question.workspaceId}::uuid AND due_at < ${now} - ${tolerance} AND NOT in_hand
        UNION ALL
        SELECT false, ${now} - held_due_at, NULL, 'sending-limit' FROM enrollments
        WHERE workspace_id = ${question.workspaceId}::uuid AND queued_for IS NOT NULL AND due_at IS NULL
          AND held_due_at < ${now} - ${tolerance}
      )
      SELECT why, reason, "left", count(*)::int AS count, ${minutes(Prisma.sql`by`)} AS "longestMinutes",
        count(*) OVER ()::int AS total
      FROM explained GROUP BY why, reason, "left" ORDER BY "left" DESC, count DESC, why, reason LIMIT ${question.most}`,
  );
}
