import type { DateTime } from 'luxon';
import type {
  Alike,
  Enrollment,
  EnrollmentFilter,
  Enrollments,
  UnreadableRow,
} from '../../app/ports/stores/enrollments.js';
import { type Progress, stateOf } from '../../domain/enrollment/progress.js';
import { progressFromJson, progressToJson } from '../../domain/enrollment/progress-json.js';
import { carriedKinds } from '../../domain/steps/lane.js';
import type { Run } from '../postgres/statements.js';
import { enrollmentOf, enrollmentsInOrder, heldRows, sharingProgress } from './enrollment-row.js';
import {
  alikeRows,
  claimDueRows,
  leftBehindRows,
  lockFreeRows,
  lockOpenRows,
  lockRows,
  saveRows,
  takeRowsInHand,
} from './enrollment-statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, toNullable } from './instants.js';
import { shownEnrollments } from './shown-enrollments.js';

/** What the statement of {@link alikeRows} answers. */
type AlikeRow = Omit<Alike, 'progress'> & { readonly progress: unknown; readonly last: string };

/** Enrollments; the columns beside `progress` are derived from it here and nowhere else. */
export function enrollmentsTable(client: Prisma.TransactionClient, run: Run): Enrollments {
  const lockMany = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    return (await heldRows(run, lockRows, [ids])).map(enrollmentOf);
  };
  const saveMany = async (enrollments: readonly Enrollment[], at: DateTime) => {
    if (enrollments.length === 0) return;
    const progressText = once((progress: Progress) => JSON.stringify(progressToJson(progress)));
    // After an edit many stand alike: what is the same in their rows is sent once.
    const nths = new Map<string, number>();
    const written = enrollments.map((enrollment) => {
      const text = columnsText(enrollment, at, progressText);
      const nth = nths.get(text) ?? nths.size;
      nths.set(text, nth);
      return nth;
    });
    const different = `[${[...nths].map(([text, nth]) => `{"nth":${nth},${text}`).join(',')}]`;
    const ids = enrollments.map(({ id }) => id);
    const owners = enrollments.map(({ ownerId }) => ownerId);
    await run(saveRows, [different, carriedKinds, ids, owners, written]);
  };
  const createMany = async (enrollments: readonly Enrollment[]) => {
    const [first] = enrollments;
    if (first === undefined) return [];
    const rows = JSON.stringify(
      enrollments.map(({ id, workspaceId, sequenceId, sequenceVersionId, contactId, ownerId, enrolledAt }) => {
        return { id, workspaceId, sequenceId, sequenceVersionId, contactId, ownerId, enrolledAt };
      }),
    );
    const created = await client.$queryRaw<{ id: string }[]>`
      INSERT INTO enrollments (id, workspace_id, sequence_id, sequence_version_id, contact_id, owner_id, status, progress,
        enrolled_at, updated_at)
      SELECT id, "workspaceId", "sequenceId", "sequenceVersionId", "contactId", "ownerId", 'active', '{}', "enrolledAt",
        "enrolledAt"
      FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, "workspaceId" uuid, "sequenceId" uuid,
        "sequenceVersionId" uuid, "contactId" uuid, "ownerId" uuid, "enrolledAt" timestamptz)
      ON CONFLICT DO NOTHING RETURNING id`;
    const ids = new Set(created.map(({ id }) => id));
    const stored = enrollments.filter(({ id }) => ids.has(id));
    await saveMany(stored, first.enrolledAt);
    return stored;
  };
  return {
    byId: async (id) => {
      const row = await client.enrollment.findUnique({ where: { id } });
      return row === null ? null : enrollmentOf(row);
    },
    byIds: (ids) =>
      enrollmentsInOrder(
        client,
        ids.map((id) => ({ id })),
      ),
    find: async (filter, page) => {
      const rows = await client.enrollment.findMany({
        where: { ...whereOf(filter), ...(page?.after === undefined ? {} : { id: { gt: page.after } }) },
        orderBy: page === undefined ? { enrolledAt: 'desc' as const } : { id: 'asc' as const },
        ...(page === undefined ? {} : { take: page.limit }),
      });
      return rows.map(enrollmentOf);
    },
    count: (filter) => client.enrollment.count({ where: whereOf(filter) }),
    ...shownEnrollments(client),
    lock: async (id) => (await lockMany([id]))[0] ?? null,
    lockMany,
    lockOpenOf: async ({ sequenceId, after, limit }) => {
      const rows = await heldRows(run, lockOpenRows, [sequenceId, after, limit]);
      return rows.map(sharingProgress());
    },
    alike: async ({ sequenceId, after, limit, status, apart }) => {
      const states = status === 'open' ? ['active', 'completed'] : ['active'];
      const rows = await run<AlikeRow>(alikeRows, [sequenceId, after, limit, states, apart]);
      const alike = rows.map(({ last: _, progress, ...row }) => ({ ...row, progress: progressFromJson(progress) }));
      return { alike, last: rows[0]?.last ?? null };
    },
    lockFree: async (ids) => {
      if (ids.length === 0) return [];
      return (await heldRows(run, lockFreeRows, [ids])).map(enrollmentOf);
    },
    create: async (enrollment) => (await createMany([enrollment])).length > 0,
    createMany,
    claimDue: async (lane, now, limit) => {
      const due: Enrollment[] = [];
      const unreadable: UnreadableRow[] = [];
      for (const row of await heldRows(run, claimDueRows, [lane, now.toJSDate(), limit])) {
        // One that cannot be read must hold up nobody beside it.
        try {
          due.push(enrollmentOf(row));
        } catch (error) {
          unreadable.push({ id: row.id, error });
        }
      }
      return { due, unreadable };
    },
    takeInHand: async (ids, at) => {
      if (ids.length === 0) return;
      await run(takeRowsInHand, [ids, at.toJSDate()]);
    },
    leftBehind: async (ids) => {
      if (ids.length === 0) return [];
      const behind = await run<{ id: string }>(leftBehindRows, [ids]);
      return behind.map(({ id }) => id);
    },
    setAside: async (rows, at) => {
      for (const { id, reason } of rows) {
        await client.enrollment.update({
          where: { id },
          data: { hold: 'failed', holdReason: reason, dueAt: null, updatedAt: at.toJSDate() },
        });
      }
    },
    wakeDated: async (contactIds, at) => {
      await client.$executeRaw`
        UPDATE enrollments SET due_at = ${at.toJSDate()} WHERE id IN (
          SELECT e.id FROM enrollments e JOIN sequence_versions v ON v.id = e.sequence_version_id
          WHERE e.contact_id = ANY(${[...contactIds]}::uuid[]) AND v.definition->>'type' = 'date'
            AND e.status <> 'exited' AND e.hold IS NULL AND e.paused_at IS NULL
            AND (e.due_at IS NOT NULL OR e.next_step_id IS NULL)
          ORDER BY e.id FOR UPDATE OF e SKIP LOCKED)`;
    },
    nextDueAt: async (lane) => {
      const [row] = await client.$queryRaw<{ due_at: Date }[]>`
        SELECT due_at FROM enrollments WHERE lane = ${lane} AND due_at IS NOT NULL ORDER BY due_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.due_at);
    },
    save: (enrollment, at) => saveMany([enrollment], at),
    saveMany,
  };
}

/** What is written into a row, but for its owner, as the JSON of an object without its first brace. */
function columnsText(enrollment: Enrollment, at: DateTime, progressText: (progress: Progress) => string): string {
  const { progress } = enrollment;
  const pending = progress.pending;
  const columns = {
    sequence_version_id: enrollment.sequenceVersionId,
    status: statusOf(progress),
    exit_reason: progress.exited?.reason ?? null,
    pauses: enrollment.pauses,
    paused_until: toNullable(enrollment.pausedUntil),
    hold: enrollment.hold,
    hold_reason: enrollment.holdReason,
    queued_for: enrollment.queuedFor,
    next_step_id: pending?.stepId ?? null,
    due_at: toNullable(enrollment.dueAt),
    // A worker looks at one that is paused when its pause ends; its step's own time is put aside all the same.
    held_due_at: enrollment.dueAt === null || progress.pausedSince !== null ? toNullable(pending?.dueAt ?? null) : null,
    planned_at: toNullable(pending?.plannedAt ?? null),
    paused_at: toNullable(progress.pausedSince),
    ended_at: toNullable(progress.exited?.at ?? null),
    updated_at: at.toJSDate(),
  };
  return `"progress":${progressText(progress)},${JSON.stringify(columns).slice(1)}`;
}

/** Works something out once for each object. */
function once<T extends object>(work: (of: T) => string): (of: T) => string {
  const known = new Map<T, string>();
  return (of) => {
    const text = known.get(of) ?? work(of);
    known.set(of, text);
    return text;
  };
}

function statusOf(progress: Progress): 'active' | 'completed' | 'exited' {
  const { state } = stateOf(progress);
  return state === 'completed' || state === 'exited' ? state : 'active';
}

function whereOf(filter: EnrollmentFilter): Prisma.EnrollmentWhereInput {
  const { pause, withoutPause, onlyPause, heldDueBefore, status, contactIds, type, ...equal } = filter;
  return {
    ...equal,
    ...(contactIds === undefined ? {} : { contactId: { in: [...contactIds] } }),
    ...(type === undefined ? {} : { version: { definition: { path: ['type'], equals: type } } }),
    ...(pause === undefined ? {} : { pauses: { has: pause } }),
    ...(withoutPause === undefined ? {} : { NOT: { pauses: { has: withoutPause } } }),
    ...(onlyPause === undefined ? {} : { pauses: { equals: [onlyPause] } }),
    ...(heldDueBefore === undefined ? {} : { heldDueAt: { lt: heldDueBefore.toJSDate() }, hold: null }),
    ...(status === undefined ? {} : { status: status === 'open' ? { in: ['active', 'completed'] } : status }),
  };
}
