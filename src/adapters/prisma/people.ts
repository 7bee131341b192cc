import type { DateTime } from 'luxon';
import type {
  Member,
  Members,
  Suppression,
  SuppressionReason,
  Suppressions,
  Workspace,
  Workspaces,
} from '../../app/ports/stores/people.js';
import type { Run, Statement } from '../postgres/statements.js';
import { Prisma } from './generated/client.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { literally } from './literally.js';
import { selected } from './selected.js';

/** Where each field of a workspace stands: complete by the compiler's word. */
const workspaceColumns: { readonly [K in keyof Workspace]: string } = {
  id: 'id',
  slackTeamId: 'slack_team_id',
  name: 'name',
  zone: 'zone',
  zoneIsSet: 'zone_is_set',
  delayGridMinutes: 'delay_grid_minutes',
  lateAfterMinutes: 'late_after_minutes',
  approvalLimit: 'approval_limit',
  mailFrom: 'mail_from',
  mailSenders: 'mail_senders',
  mailsPerHour: 'mails_per_hour',
  mailsPerDay: 'mails_per_day',
  postalAddress: 'postal_address',
  botUserId: 'bot_user_id',
};
const workspaceWhere = (name: string, rest: string): Statement => ({
  name,
  text: `SELECT ${selected(workspaceColumns)} FROM workspaces WHERE ${rest}`,
});
const workspaceById = workspaceWhere('workspace-by-id', 'id = $1::uuid');
const workspaceByTeam = workspaceWhere('workspace-by-team', 'slack_team_id = $1');
const workspaceLocked = workspaceWhere('lock-workspace', 'id = $1::uuid FOR NO KEY UPDATE');
const memberColumns: { readonly [K in keyof Member]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  slackUserId: 'slack_user_id',
  handle: 'handle',
  name: 'name',
  email: 'email',
  title: 'title',
  zone: 'zone',
  isSlackAdmin: 'is_slack_admin',
  isManager: 'is_manager',
  isRefused: 'is_refused',
};
/** Those who are there before those who left, whose handle or address may be somebody else's by now. */
const membersInOrder = [
  { isRefused: 'asc' },
  { name: 'asc' },
  { id: 'asc' },
] satisfies Prisma.MemberOrderByWithRelationInput[];
const membersWhere = (name: string, rest: string): Statement => ({
  name,
  text: `SELECT ${selected(memberColumns)}, seen_at FROM members WHERE ${rest}`,
});
const membersOf = membersWhere('members-of-workspace', 'workspace_id = $1::uuid ORDER BY is_refused, name, id');
const membersByIds = membersWhere('members-by-ids', 'id = ANY($1::uuid[])');
const memberBySlackId = membersWhere('member-by-slack-id', 'workspace_id = $1::uuid AND slack_user_id = $2');
type MemberRow = Member & { readonly seen_at: Date };
type SuppressionRow = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['suppression']['findUnique']>>>;
const suppressionColumns: { readonly [K in keyof SuppressionRow]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  emailKey: 'email_key',
  reason: 'reason',
  createdAt: 'created_at',
  createdById: 'created_by_id',
};
const suppressedAmong: Statement = {
  name: 'suppressed-among',
  text: `SELECT ${selected(suppressionColumns)} FROM suppressions WHERE workspace_id = $1::uuid AND email_key = ANY($2::text[])`,
};

/** Workspaces and their settings. */
export function workspacesTable(client: Prisma.TransactionClient, run: Run): Workspaces {
  return {
    byTeam: async (slackTeamId) => (await run<Workspace>(workspaceByTeam, [slackTeamId]))[0] ?? null,
    byId: async (id) => (await run<Workspace>(workspaceById, [id]))[0] ?? null,
    unconnected: () => client.workspace.findFirst({ where: { slackTeamId: null } }),
    all: () => client.workspace.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    create: async (workspace, at) => {
      const data = { ...workspace, mailSenders: [...workspace.mailSenders], createdAt: at.toJSDate() };
      await client.workspace.create({ data });
    },
    update: async (id, { mailSenders, ...change }) => {
      const data = { ...change, ...(mailSenders === undefined ? {} : { mailSenders: [...mailSenders] }) };
      await client.workspace.update({ where: { id }, data });
    },
    lock: async (id) => (await run<Workspace>(workspaceLocked, [id]))[0] ?? null,
    ...pausing(client, run, 'workspaces'),
  };
}

/** The people of a workspace. */
export function membersTable(client: Prisma.TransactionClient, run: Run): Members {
  const read = async (statement: Statement, values: readonly unknown[]) =>
    (await run<MemberRow>(statement, values)).map(seenMember);
  const found = async (statement: Statement, values: readonly unknown[]) =>
    (await read(statement, values)).map(memberOf);
  return {
    byId: async (id) => (await found(membersByIds, [[id]]))[0] ?? null,
    byIds: (ids) => found(membersByIds, [ids]),
    bySlackId: async (workspaceId, slackUserId) =>
      (await found(memberBySlackId, [workspaceId, slackUserId]))[0] ?? null,
    seen: async (workspaceId, slackUserId) => (await read(memberBySlackId, [workspaceId, slackUserId]))[0] ?? null,
    byEmail: (workspaceId, email) =>
      client.member.findFirst({
        where: { workspaceId, email: { equals: literally(email), mode: 'insensitive' } },
        orderBy: membersInOrder,
      }),
    byHandle: (workspaceId, handle) =>
      client.member.findFirst({
        where: { workspaceId, handle: { equals: literally(handle), mode: 'insensitive' } },
        orderBy: membersInOrder,
      }),
    all: (workspaceId) => found(membersOf, [workspaceId]),
    save: async (member, seenAt) => {
      const data = { ...columnsOf(member), seenAt: seenAt.toJSDate() };
      await client.member.upsert({ where: { id: member.id }, create: data, update: data });
    },
    setManager: async (id, isManager) => {
      await client.member.update({ where: { id }, data: { isManager } });
    },
    standIns: async (workspaceId) => {
      const away = await client.member.findMany({
        where: { workspaceId, standInId: { not: null } },
        select: { id: true, standInId: true },
      });
      return new Map(away.flatMap(({ id, standInId }) => (standInId === null ? [] : [[id, standInId] as const])));
    },
    setStandIn: async (id, standInId) => {
      await client.member.update({ where: { id }, data: { standInId } });
    },
    ...pausing(client, run, 'members'),
  };
}

interface SeenMember {
  readonly member: Member;
  readonly seenAt: DateTime;
}

function seenMember({ seen_at, ...member }: MemberRow): SeenMember {
  return { member, seenAt: fromColumn(seen_at) };
}

function memberOf({ member }: SeenMember): Member {
  return member;
}

/** Since when the rows of a table are paused. */
function pausing(client: Prisma.TransactionClient, run: Run, name: 'workspaces' | 'members') {
  const table = Prisma.raw(name);
  const text = `SELECT paused_at FROM ${name} WHERE id = $1::uuid`;
  const read: Statement = { name: `${name}-paused-since`, text };
  const held: Statement = { name: `hold-${name}-paused-since`, text: `${text} FOR SHARE` };
  return {
    pausedSince: async (id: string, hold?: 'hold') => {
      const [row] = await run<{ paused_at: Date | null }>(hold === undefined ? read : held, [id]);
      return fromNullable(row?.paused_at ?? null);
    },
    setPaused: async (id: string, pausedAt: DateTime | null) => {
      await client.$executeRaw`UPDATE ${table} SET paused_at = ${toNullable(pausedAt)} WHERE id = ${id}::uuid`;
    },
  };
}

function columnsOf(member: Member): Member {
  const { id, workspaceId, slackUserId, handle, name, email, title, zone, isSlackAdmin, isManager, isRefused } = member;
  return { id, workspaceId, slackUserId, handle, name, email, title, zone, isSlackAdmin, isManager, isRefused };
}

/** Addresses nothing may be sent to. */
export function suppressionsTable(client: Prisma.TransactionClient, run: Run): Suppressions {
  return {
    byEmail: async (workspaceId, email) => {
      const row = await client.suppression.findUnique({
        where: { workspaceId_emailKey: { workspaceId, emailKey: email.toLowerCase() } },
      });
      return row === null ? null : suppressionOf(row);
    },
    byEmails: async (workspaceId, emails) =>
      (await run<SuppressionRow>(suppressedAmong, [workspaceId, emails.map(inLowerCase)])).map(suppressionOf),
    add: async ({ email, createdAt, ...suppression }) => {
      const data = { ...suppression, emailKey: email.toLowerCase(), createdAt: createdAt.toJSDate() };
      return (await client.suppression.createMany({ data, skipDuplicates: true })).count === 1;
    },
    remove: async (workspaceId, email) =>
      (await client.suppression.deleteMany({ where: { workspaceId, emailKey: email.toLowerCase() } })).count > 0,
  };
}

function inLowerCase(address: string): string {
  return address.toLowerCase();
}

function suppressionOf(row: SuppressionRow): Suppression {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    email: row.emailKey,
    reason: row.reason as SuppressionReason,
    createdAt: fromColumn(row.createdAt),
    createdById: row.createdById,
  };
}
