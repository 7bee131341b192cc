import type { DateTime } from 'luxon';
import type {
  Alike,
  Enrollment,
  EnrollmentFilter,
  Enrollments,
  UnreadableRow,
} from '../../app/ports/stores/enrollments.js';
import { mostBefore } from '../../app/ports/stores/mailboxes.js';
import { progressFromJson } from '../../domain/enrollment/progress-json.js';
import type { Run } from '../postgres/statements.js';
import { besideSteps } from './beside-steps.js';
import { claimShares } from './claim-shares.js';
import { beginning, changing, writtenOnce } from './enrollment-columns.js';
import {
  createProgressReader,
  enrollmentOf,
  enrollmentsInOrder,
  type HeldRow,
  heldEnrollment,
  heldEnrollments,
} from './enrollment-row.js';
import {
  alikeRows,
  claimDueRows,
  concernedRows,
  createRows,
  enrolledRows,
  leftBehindRows,
  lockFreeRows,
  lockOpenRows,
  lockRows,
  saveRows,
  takeRowsInHand,
} from './enrollment-statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';
import { shownEnrollments } from './shown-enrollments.js';

/** What the statement of {@link alikeRows} answers. */
type AlikeRow = Omit<Alike, 'progress'> & { readonly progress: string; readonly last: string };

const newestFirst: Prisma.EnrollmentOrderByWithRelationInput[] = [{ enrolledAt: 'desc' }, { id: 'desc' }];

/**
 * Enrollments; the columns beside `progress` are derived from it here and nowhere else. `newer`: versions that only a newer program
 * can read, whose enrollments are claimed by that alone.
 */
export function enrollmentsTable(client: Prisma.TransactionClient, run: Run, newer: ReadonlySet<string>): Enrollments {
  const lockMany = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    return heldEnrollments(run, lockRows, [ids]);
  };
  const saveMany = async (enrollments: readonly Enrollment[], at: DateTime) => {
    if (enrollments.length === 0) return;
    await run(saveRows, writtenOnce(enrollments, changing(at)));
  };
  const createMany = async (enrollments: readonly Enrollment[]) => {
    if (enrollments.length === 0) return [];
    const values = writtenOnce(enrollments, beginning());
    const contactIds = enrollments.map(({ contactId }) => contactId);
    const created = await run<{ id: string }>(createRows, [...values, contactIds]);
    const ids = new Set(created.map(({ id }) => id));
    return enrollments.filter(({ id }) => ids.has(id));
  };
  return {
    byId: async (id) => (await enrollmentsInOrder(run, [{ id }]))[0] ?? null,
    byIds: (ids) =>
      enrollmentsInOrder(
        run,
        ids.map((id) => ({ id })),
      ),
    find: async ({ contactIds, ...filter }, page) => {
      const { workspaceId } = filter;
      const among = contactIds && (await run<{ id: string }>(enrolledRows, [workspaceId, contactIds]));
      if (among?.length === 0) return [];
      const rows = await client.enrollment.findMany({
        where: {
          ...whereOf(filter),
          ...(among === undefined ? {} : { AND: { id: { in: among.map(({ id }) => id) } } }),
          ...(page?.after === undefined ? {} : { id: { gt: page.after } }),
        },
        orderBy: page === undefined ? newestFirst : [{ id: 'asc' as const }],
        ...(page === undefined ? {} : { take: page.limit }),
      });
      return rows.map(enrollmentOf);
    },
    ids: async (filter) => {
      const rows = await client.enrollment.findMany({
        where: whereOf(filter),
        orderBy: newestFirst,
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    concernedBy: (workspaceId, contactIds) =>
      run<{ id: string; isDated: boolean }>(concernedRows, [workspaceId, contactIds]),
    count: (filter) => client.enrollment.count({ where: whereOf(filter) }),
    ...shownEnrollments(client),
    lock: async (id) => (await lockMany([id]))[0] ?? null,
    lockMany,
    lockOpenOf: ({ sequenceId, after, limit }) => heldEnrollments(run, lockOpenRows, [sequenceId, after, limit]),
    alike: async ({ sequenceId, after, limit, status, apart }) => {
      const states = status === 'open' ? ['active', 'completed'] : ['active'];
      const rows = await run<AlikeRow>(alikeRows, [sequenceId, after, limit, states, apart]);
      const alike = rows.map(({ last: _, progress, ...row }) => ({
        ...row,
        progress: progressFromJson(JSON.parse(progress)),
      }));
      return { alike, last: rows[0]?.last ?? null };
    },
    lockFree: async (ids) => {
      if (ids.length === 0) return [];
      return heldEnrollments(run, lockFreeRows, [ids]);
    },
    create: async (enrollment) => (await createMany([enrollment])).length > 0,
    createMany,
    claimDue: async (lane, now, limit) => {
      const due: Enrollment[] = [];
      const unreadable: UnreadableRow[] = [];
      const progressOf = createProgressReader();
      const asked = [lane, now.toJSDate()] as const;
      for (const { workspaceId, share } of await claimShares(run, { asked, limit, newer })) {
        const rows = await run<HeldRow>(claimDueRows, [...asked, share, workspaceId, [...newer]]);
        for (const row of rows) {
          // One that cannot be read must hold up nobody beside it.
          try {
            due.push(heldEnrollment(row, progressOf));
          } catch (error) {
            unreadable.push({ id: row.id, error });
          }
        }
      }
      return { due, unreadable };
    },
    ahead: async (id) => {
      const [row] = await client.$queryRaw<{ count: number }[]>`
        SELECT (SELECT count(*)::int FROM (
          SELECT FROM enrollments e WHERE e.lane = own.lane AND e.workspace_id = own.workspace_id AND e.due_at < own.due_at
            AND NOT e.in_hand LIMIT ${mostBefore}) AS found) AS count
        FROM enrollments own WHERE own.id = ${id}::uuid`;
      return row?.count ?? 0;
    },
    takeInHand: async (ids, at) => {
      if (ids.length === 0) return;
      await run(takeRowsInHand, [ids, at.toJSDate()]);
    },
    besideSteps: (enrollments) => besideSteps(run, enrollments),
    leftBehind: async (ids) => {
      if (ids.length === 0) return [];
      const behind = await run<{ id: string }>(leftBehindRows, [ids]);
      return behind.map(({ id }) => id);
    },
    setAside: async (rows, at) => {
      for (const { id, reason } of rows) {
        await client.enrollment.update({
          where: { id },
          data: { hold: 'failed', holdReason: reason, dueAt: null, inHand: false, updatedAt: at.toJSDate() },
        });
      }
    },
    leaveToNewer: async (ids, until) => {
      if (ids.length === 0) return;
      await client.$executeRaw`
        UPDATE enrollments SET due_at = ${until.toJSDate()}, in_hand = false
        WHERE id = ANY(${[...ids]}::uuid[]) AND sequence_version_id <> ALL(${[...newer]}::uuid[])`;
    },
    wakeDated: async (contactIds, at) => {
      await client.$executeRaw`
        UPDATE enrollments SET due_at = ${at.toJSDate()} WHERE id IN (
          SELECT e.id FROM enrollments e JOIN sequence_versions v ON v.id = e.sequence_version_id
          WHERE e.contact_id = ANY(${[...contactIds]}::uuid[]) AND v.definition->>'type' = 'date'
            AND e.status <> 'exited' AND e.hold IS NULL AND e.paused_at IS NULL
            AND (e.due_at IS NOT NULL AND NOT e.in_hand OR e.next_step_id IS NULL)
          ORDER BY e.id FOR UPDATE OF e SKIP LOCKED)`;
    },
    nextDueAt: async (lane) => {
      const [row] = await client.$queryRaw<{ due_at: Date }[]>`
        SELECT e.due_at FROM workspaces w, LATERAL (
          SELECT due_at FROM enrollments WHERE lane = ${lane} AND workspace_id = w.id AND due_at IS NOT NULL AND NOT in_hand
          ORDER BY due_at LIMIT 1) AS e
        ORDER BY e.due_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.due_at);
    },
    save: (enrollment, at) => saveMany([enrollment], at),
    saveMany,
  };
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
