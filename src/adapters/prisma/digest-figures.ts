import type {
  Answer,
  AtStep,
  Cut,
  DigestFigures,
  DigestQuestion,
  OpenTask,
  PausedCounts,
  RepTasks,
  StuckAtFailure,
  Trouble,
} from '../../app/ports/stores/digest-figures.js';
import { contactEvents } from '../../domain/enrollment/exit.js';
import { type Counted, cut, inSpan } from './cut.js';
import { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';
import { late } from './late-figures.js';

type Raw<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: Date };

/** A contact as people call it; the alias is `c`. */
const contactName = Prisma.sql`coalesce(nullif(c.name, ''), nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email)`;

/** The name of an enrollment's next step; the aliases are `e` and its version `v`. */
const nextStepName = Prisma.sql`coalesce(jsonb_path_query_first(v.definition, '$.steps[*] ? (@.id == $id).name',
  jsonb_build_object('id', e.next_step_id)) #>> '{}', e.next_step_id, '')`;

/** Of the task `t`: there are messages about it, none is in Slack or on its way there, but to people who left. */
const isUnseen = Prisma.sql`EXISTS (SELECT FROM posts p WHERE p.subject_id = t.id) AND NOT EXISTS (
  SELECT FROM posts p LEFT JOIN posts list ON list.id = p.list_id
  WHERE p.subject_id = t.id AND coalesce(list.ts, p.ts, list.due_at::text, p.due_at::text) IS NOT NULL AND NOT EXISTS (
    SELECT FROM members gone WHERE gone.workspace_id = p.workspace_id AND gone.slack_user_id = p.conversation AND gone.is_refused))`;

/** Everything that a digest says of a workspace: a handful of set-based queries, whatever the number of rows. */
export async function digestFigures(
  client: Prisma.TransactionClient,
  question: DigestQuestion,
): Promise<DigestFigures> {
  return {
    fired: await fired(client, question),
    troubles: await troubles(client, question),
    blank: await blank(client, question),
    paused: await paused(client, question),
    answers: await answers(client, question),
    reps: await reps(client, question),
    overdue: await openTasks(client, question, Prisma.sql`t.due_at < ${question.now.toJSDate()}`, Prisma.sql`t.due_at`),
    waiting: await openTasks(
      client,
      question,
      Prisma.sql`t.pauses AND t.appeared_at < ${question.waitingSince.toJSDate()}`,
      Prisma.sql`t.appeared_at`,
    ),
    unseen: await openTasks(client, question, isUnseen, Prisma.sql`t.appeared_at`),
    stuck: await stuck(client, question),
    late: await late(client, question),
  };
}

function fired(client: Prisma.TransactionClient, question: DigestQuestion): Promise<DigestFigures['fired'][number][]> {
  return client.$queryRaw`
    SELECT s.name AS sequence, counted.kind, counted.count FROM (
      SELECT e.sequence_id, x.kind, count(*)::int AS count
      FROM executions x JOIN enrollments e ON e.id = x.enrollment_id
      WHERE x.workspace_id = ${question.workspaceId}::uuid AND x.state = 'fired' AND ${inSpan('x.settled_at', question)}
      GROUP BY e.sequence_id, x.kind
    ) AS counted JOIN sequences s ON s.id = counted.sequence_id
    ORDER BY s.name, s.id, counted.kind`;
}

async function troubles(client: Prisma.TransactionClient, question: DigestQuestion): Promise<Cut<Trouble>> {
  const workspace = Prisma.sql`workspace_id = ${question.workspaceId}::uuid`;
  return cut(
    await client.$queryRaw<Counted<Trouble>[]>`
      SELECT ${contactName} AS contact, s.name AS sequence, x.step_name AS step, m.name AS owner, x.state, x.reason,
        e.status = 'active' AND e.hold IS NOT NULL AND e.next_step_id = x.step_id AS waits, x.total
      FROM (
        SELECT found.*, count(*) OVER ()::int AS total FROM (
          SELECT * FROM executions WHERE ${workspace} AND state = 'uncertain' AND look_up_at IS NULL
          UNION ALL
          SELECT * FROM executions WHERE ${workspace} AND state = 'failed' AND ${inSpan('settled_at', question)}
        ) AS found ORDER BY state DESC, settled_at, id LIMIT ${question.most}
      ) AS x
      JOIN enrollments e ON e.id = x.enrollment_id JOIN sequences s ON s.id = e.sequence_id
      JOIN contacts c ON c.id = e.contact_id JOIN members m ON m.id = e.owner_id
      ORDER BY x.state DESC, x.settled_at, x.id`,
  );
}

async function blank(
  client: Prisma.TransactionClient,
  question: DigestQuestion,
): Promise<Cut<AtStep & { readonly reason: string | null }>> {
  return cut(
    await client.$queryRaw<Counted<AtStep & { readonly reason: string | null }>[]>`
      SELECT ${contactName} AS contact, s.name AS sequence, ${nextStepName} AS step, m.name AS owner,
        e.hold_reason AS reason, e.total
      FROM (
        SELECT *, count(*) OVER ()::int AS total FROM enrollments
        WHERE workspace_id = ${question.workspaceId}::uuid AND hold = 'blank-field' AND status = 'active'
        ORDER BY updated_at, id LIMIT ${question.most}
      ) AS e
      JOIN sequences s ON s.id = e.sequence_id JOIN sequence_versions v ON v.id = e.sequence_version_id
      JOIN contacts c ON c.id = e.contact_id JOIN members m ON m.id = e.owner_id
      ORDER BY e.updated_at, e.id`,
  );
}

async function paused(client: Prisma.TransactionClient, question: DigestQuestion): Promise<PausedCounts> {
  const [row] = await client.$queryRaw<PausedCounts[]>`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE 'self' = ANY(pauses))::int AS self,
      count(*) FILTER (WHERE 'sequence' = ANY(pauses))::int AS sequence,
      count(*) FILTER (WHERE 'owner' = ANY(pauses))::int AS owner,
      count(*) FILTER (WHERE 'workspace' = ANY(pauses))::int AS workspace
    FROM enrollments
    WHERE workspace_id = ${question.workspaceId}::uuid AND status = 'active' AND pauses <> '{}'`;
  return row ?? { total: 0, self: 0, sequence: 0, owner: 0, workspace: 0 };
}

async function answers(client: Prisma.TransactionClient, question: DigestQuestion): Promise<DigestFigures['answers']> {
  const rows = await client.$queryRaw<Counted<Raw<Answer, 'at'>>[]>`
    SELECT p.kind, ${contactName} AS contact, p.at, p.total,
      (SELECT string_agg(DISTINCT s.name, ', ' ORDER BY s.name) FROM enrollments e JOIN sequences s ON s.id = e.sequence_id
        WHERE e.id = ANY(p.enrollments)) AS sequences,
      (SELECT string_agg(DISTINCT m.name, ', ' ORDER BY m.name) FROM enrollments e JOIN members m ON m.id = e.owner_id
        WHERE e.id = ANY(p.enrollments)) AS owner
    FROM (
      SELECT *, count(*) OVER (PARTITION BY kind)::int AS total, row_number() OVER (PARTITION BY kind ORDER BY at, contact_id) AS place
      FROM (
        SELECT kind, contact_id, min(at) AS at, array_agg(enrollment_id) AS enrollments FROM (
          SELECT a.kind, a.at, a.enrollment_id, coalesce(a.contact_id,
            (SELECT contact_id FROM enrollments e WHERE e.id = a.enrollment_id), a.id) AS contact_id
          FROM provider_events a
          WHERE a.workspace_id = ${question.workspaceId}::uuid AND a.kind = ANY(${[...contactEvents]})
            AND ${inSpan('a.at', question)}
        ) AS events GROUP BY kind, contact_id
      ) AS people) AS p LEFT JOIN contacts c ON c.id = p.contact_id
    WHERE p.place <= ${question.most} ORDER BY p.place`;
  const of = (kind: Answer['kind']): Cut<Answer> =>
    cut(rows.filter((row) => row.kind === kind).map((row) => ({ ...row, at: fromColumn(row.at) })));
  return {
    reply: of('reply'),
    'meeting-booked': of('meeting-booked'),
    unsubscribe: of('unsubscribe'),
    bounce: of('bounce'),
  };
}

function reps(client: Prisma.TransactionClient, question: DigestQuestion): Promise<RepTasks[]> {
  const workspace = Prisma.sql`workspace_id = ${question.workspaceId}::uuid`;
  return client.$queryRaw`
    SELECT m.name AS rep, sum(did.done)::int AS done, sum(did.skipped)::int AS skipped, sum(did.overdue)::int AS overdue
    FROM (
      SELECT closed_by_id AS member_id, (state = 'done')::int AS done, (state = 'skipped')::int AS skipped, 0 AS overdue
      FROM tasks WHERE ${workspace} AND state IN ('done', 'skipped') AND ${inSpan('closed_at', question)}
      UNION ALL
      SELECT assignee_id, 0, 0, 1 FROM tasks WHERE ${workspace} AND state = 'open' AND due_at < ${question.now.toJSDate()}
    ) AS did LEFT JOIN members m ON m.id = did.member_id
    GROUP BY m.id, m.name ORDER BY overdue DESC, m.name, m.id`;
}

async function openTasks(
  client: Prisma.TransactionClient,
  question: DigestQuestion,
  which: Prisma.Sql,
  since: Prisma.Sql,
): Promise<Cut<OpenTask>> {
  const rows = await client.$queryRaw<Counted<Raw<OpenTask, 'since'>>[]>`
    SELECT t.title, x.step_name AS step, ${contactName} AS contact, s.name AS sequence, m.name AS rep, t.since, t.total
    FROM (
      SELECT t.*, ${since} AS since, count(*) OVER ()::int AS total FROM tasks t
      WHERE t.workspace_id = ${question.workspaceId}::uuid AND t.state = 'open' AND ${which}
      ORDER BY ${since}, t.id LIMIT ${question.most}
    ) AS t
    JOIN executions x ON x.id = t.execution_id JOIN enrollments e ON e.id = t.enrollment_id
    JOIN sequences s ON s.id = e.sequence_id JOIN contacts c ON c.id = e.contact_id LEFT JOIN members m ON m.id = t.assignee_id
    ORDER BY t.since, t.id`;
  return cut(rows.map((row) => ({ ...row, since: fromColumn(row.since) })));
}

async function stuck(client: Prisma.TransactionClient, question: DigestQuestion): Promise<Cut<StuckAtFailure>> {
  const rows = await client.$queryRaw<Counted<Omit<StuckAtFailure, 'since'> & { readonly since: Date | null }>[]>`
    SELECT ${contactName} AS contact, s.name AS sequence, ${nextStepName} AS step, m.name AS owner,
      e.hold_reason AS reason, e.failed_at AS since, e.total
    FROM (
      SELECT e.*, x.failed_at, count(*) OVER ()::int AS total
      FROM enrollments e LEFT JOIN LATERAL (
        SELECT max(settled_at) AS failed_at FROM executions
        WHERE enrollment_id = e.id AND step_id = e.next_step_id AND state = 'failed'
      ) AS x ON true
      WHERE e.workspace_id = ${question.workspaceId}::uuid AND e.hold = 'failed' AND e.status = 'active'
        AND (x.failed_at IS NULL OR x.failed_at < ${question.from.toJSDate()})
      ORDER BY x.failed_at, e.id LIMIT ${question.most}
    ) AS e
    JOIN sequences s ON s.id = e.sequence_id JOIN sequence_versions v ON v.id = e.sequence_version_id
    JOIN contacts c ON c.id = e.contact_id JOIN members m ON m.id = e.owner_id
    ORDER BY e.failed_at, e.id`;
  return cut(rows.map((row) => ({ ...row, since: fromNullable(row.since) })));
}
