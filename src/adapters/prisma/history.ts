import { z } from 'zod';
import type { Happening, History } from '../../app/ports/stores/history.js';
import type { Run, Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';
import { isIssueOfNewer } from './newer.js';

const scope = z.enum(['self', 'sequence', 'owner', 'workspace']);
const happening: z.ZodType<Happening> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('enrolled') }),
  z.object({ kind: z.literal('paused'), scope, until: z.string().nullable() }),
  z.object({ kind: z.literal('resumed'), scope, goesOn: z.boolean() }),
  z.object({
    kind: z.literal('held'),
    hold: z.enum(['blank-field', 'failed', 'uncertain']),
    reason: z.string(),
    stepId: z.string(),
  }),
  z.object({ kind: z.literal('released'), stepId: z.string() }),
  z.object({ kind: z.literal('queued'), sender: z.string(), stepId: z.string() }),
  z.object({ kind: z.literal('handed-over'), from: z.string(), to: z.string() }),
  z.object({
    kind: z.literal('edited'),
    version: z.number(),
    stepId: z.string().nullable(),
    at: z.string().nullable(),
    isOther: z.boolean(),
  }),
  z.object({ kind: z.literal('ended'), reason: z.string(), movedTo: z.string().nullable() }),
  z.object({ kind: z.literal('reopened') }),
  z.object({ kind: z.literal('task-snoozed'), taskId: z.string(), until: z.string() }),
  z.object({ kind: z.literal('task-shown'), taskId: z.string() }),
  z.object({ kind: z.literal('task-handed-on'), taskId: z.string(), from: z.string().nullable(), to: z.string() }),
]);

interface Row {
  readonly workspace_id: string;
  readonly enrollment_id: string;
  readonly at: Date;
  readonly by_id: string | null;
  readonly what: unknown;
}

const addRows: Statement = {
  name: 'add-history',
  text: `
    INSERT INTO enrollment_history (workspace_id, enrollment_id, at, by_id, what)
    SELECT v.workspace_id, v.enrollment_id, v.at, v.by_id, v.what
    FROM json_to_recordset($1::json) AS v(
      workspace_id uuid, enrollment_id uuid, at timestamptz, by_id uuid, what jsonb)`,
};

/** What happened to enrollments beside their steps. */
export function historyTable(client: Prisma.TransactionClient, run: Run): History {
  return {
    add: async (entries) => {
      if (entries.length === 0) return;
      const rows = JSON.stringify(
        entries.map(({ workspaceId, enrollmentId, at, byId, what }) => ({
          workspace_id: workspaceId,
          enrollment_id: enrollmentId,
          at: at.toJSDate(),
          by_id: byId,
          what,
        })),
      );
      await run(addRows, [rows]);
    },
    ofEnrollment: async (enrollmentId) => {
      const rows = await client.$queryRaw<Row[]>`
        SELECT workspace_id, enrollment_id, at, by_id, what FROM enrollment_history
        WHERE enrollment_id = ${enrollmentId}::uuid ORDER BY at, id`;
      return rows.flatMap((row) => {
        const { success, data: what, error } = happening.safeParse(row.what);
        // What only a newer program has words for is told of by that.
        if (!success && isIssueOfNewer(error)) return [];
        if (!success) throw error;
        const { workspace_id: workspaceId, enrollment_id: enrollmentId, by_id: byId } = row;
        return { workspaceId, enrollmentId, at: fromColumn(row.at), byId, what };
      });
    },
  };
}
