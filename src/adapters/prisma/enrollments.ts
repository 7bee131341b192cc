import type { DateTime } from 'luxon';
import type {
  Alike,
  BesideSteps,
  Enrollment,
  EnrollmentFilter,
  Enrollments,
  UnreadableRow,
} from '../../app/ports/stores/enrollments.js';
import { type Progress, stateOf } from '../../domain/enrollment/progress.js';
import { progressFromJson, progressToJson } from '../../domain/enrollment/progress-json.js';
import { fairShares } from '../../domain/steps/fair-shares.js';
import { carriedKinds } from '../../domain/steps/lane.js';
import type { Run } from '../postgres/statements.js';
import { enrollmentOf, enrollmentsInOrder, heldRows, sharingProgress } from './enrollment-row.js';
import {
  alikeRows,
  besideStepsRow,
  claimDueRows,
  createRows,
  dueByWorkspace,
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
    const progressOf = once(progressToJson);
    // After an edit many stand alike: what is the same in their rows is sent once.
    const nths = new Map<string, number>();
    const written = enrollments.map((enrollment) => {
      const { id: _, owner_id: _owner, ...columns } = columnsOf(enrollment, at, progressOf);
      const text = JSON.stringify(columns);
      const nth = nths.get(text) ?? nths.size;
      nths.set(text, nth);
      return nth;
    });
    const different = `[${[...nths].map(([text, nth]) => `{"nth":${nth},${text.slice(1)}`).join(',')}]`;
    const ids = enrollments.map(({ id }) => id);
    const owners = enrollments.map(({ ownerId }) => ownerId);
    await run(saveRows, [different, carriedKinds, ids, owners, written]);
  };
  const createMany = async (enrollments: readonly Enrollment[]) => {
    if (enrollments.length === 0) return [];
    const rows = enrollments.map((enrollment) => ({
      ...columnsOf(enrollment, enrollment.enrolledAt),
      workspace_id: enrollment.workspaceId,
      sequence_id: enrollment.sequenceId,
      contact_id: enrollment.contactId,
      enrolled_at: enrollment.enrolledAt.toJSDate(),
    }));
    const created = await run<{ id: string }>(createRows, [JSON.stringify(rows), carriedKinds]);
    const ids = new Set(created.map(({ id }) => id));
    return enrollments.filter(({ id }) => ids.has(id));
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
      const asked = [lane, now.toJSDate()];
      const workspaces = await run<{ id: string; count: number }>(dueByWorkspace, [...asked, limit]);
      const shares = fairShares(
        limit,
        workspaces.map(({ count }) => count),
      );
      for (const [index, { id: workspaceId }] of workspaces.entries()) {
        for (const row of await heldRows(run, claimDueRows, [...asked, shares[index] ?? 0, workspaceId])) {
          // One that cannot be read must hold up nobody beside it.
          try {
            due.push(enrollmentOf(row));
          } catch (error) {
            unreadable.push({ id: row.id, error });
          }
        }
      }
      return { due, unreadable };
    },
    takeInHand: async (ids, at) => {
      if (ids.length === 0) return;
      await run(takeRowsInHand, [ids, at.toJSDate()]);
    },
    besideSteps: async (ids) => {
      const nothing = { uncertain: [], openTasks: [], leftBehind: [] };
      return ids.length === 0 ? nothing : ((await run<BesideSteps>(besideStepsRow, [ids]))[0] ?? nothing);
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
        SELECT e.due_at FROM workspaces w, LATERAL (
          SELECT due_at FROM enrollments WHERE lane = ${lane} AND workspace_id = w.id AND due_at IS NOT NULL
          ORDER BY due_at LIMIT 1) AS e
        ORDER BY e.due_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.due_at);
    },
    save: (enrollment, at) => saveMany([enrollment], at),
    saveMany,
  };
}

function columnsOf(enrollment: Enrollment, at: DateTime, progressOf = progressToJson) {
  const { progress } = enrollment;
  const pending = progress.pending;
  return {
    id: enrollment.id,
    sequence_version_id: enrollment.sequenceVersionId,
    owner_id: enrollment.ownerId,
    status: statusOf(progress),
    exit_reason: progress.exited?.reason ?? null,
    pauses: enrollment.pauses,
    paused_until: toNullable(enrollment.pausedUntil),
    hold: enrollment.hold,
    hold_reason: enrollment.holdReason,
    progress: progressOf(progress),
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
}

/** Works something out once for each object. */
function once<T extends object, U>(work: (of: T) => U): (of: T) => U {
  const known = new Map<T, U>();
  return (of) => {
    const found = known.get(of) ?? work(of);
    known.set(of, found);
    return found;
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
