import type { DateTime } from 'luxon';
import type { ExecutionState } from '../../app/ports/stores/executions.js';
import type { ReportQuestion, Reports } from '../../app/ports/stores/reports.js';
import type { TaskState } from '../../app/ports/stores/tasks.js';
import type { ContactEvent } from '../../domain/enrollment/exit.js';
import type { Sign } from '../../domain/enrollment/sign.js';
import { type Count, type Figures, noFigures, sumOf, type VariantFigures } from '../../domain/report/figures.js';
import { controlKinds } from '../../domain/steps/step.js';
import { Prisma } from './generated/client.js';

interface Group {
  readonly step_id: string;
  readonly variant: string | null;
}

/** As which count an event counts. */
const countOf: Readonly<Record<ContactEvent | Sign, Count>> = {
  delivered: 'delivered',
  open: 'opened',
  click: 'clicked',
  reply: 'replied',
  'meeting-booked': 'meetings',
  unsubscribe: 'unsubscribed',
  bounce: 'bounced',
  undelivered: 'bounced',
};

/** Each query is answered by indexes that hold all it counts (docs/decisions/0018-reports-read-indexes.md). */
export function reportsTable(client: Prisma.TransactionClient): Reports {
  return {
    figures: async (asked) => {
      const spans = await spansOf(client, asked);
      const { sequenceId } = asked;
      const parts = await Promise.all([touches, events, tasks].map((count) => count(client, sequenceId, spans)));
      return gathered(parts.flat());
    },
  };
}

/** What is counted from when to before when (null: without a bound), and whether it is added or taken away. */
interface Span {
  readonly sign: 1 | -1;
  readonly from: DateTime | null;
  readonly to: DateTime | null;
}

/**
 * The period; where it is nearly all the time that there has been, everything without the rest: the index for all time is a
 * twelfth of the other's size, and what lies before or after a time is found without reading the other entries. From a quarter on the
 * period itself is counted sooner.
 */
async function spansOf(
  client: Prisma.TransactionClient,
  { sequenceId, from, to, now }: ReportQuestion,
): Promise<Span[]> {
  const all = { sign: 1, from: null, to: null } as const;
  const sequence =
    from === null && to === null
      ? null
      : await client.sequence.findUnique({ where: { id: sequenceId }, select: { createdAt: true } });
  if (sequence === null) return [{ ...all, from, to }];
  const [begin, end] = [sequence.createdAt.getTime(), now.toMillis()];
  // Before the sequence there was nothing to count.
  const first = from === null || from.toMillis() <= begin ? null : from;
  const [before, after] = [(first?.toMillis() ?? begin) - begin, end - (to?.toMillis() ?? end)];
  if (first === null && to === null) return [all];
  if (before + Math.max(0, after) > (end - begin) / 4) return [{ ...all, from: first, to }];
  return [
    all,
    ...(first === null ? [] : [{ sign: -1, from: null, to: first } as const]),
    ...(to === null ? [] : [{ sign: -1, from: to, to: null } as const]),
  ];
}

interface Part extends Group {
  readonly figures: Partial<Figures>;
}

/** Steps that reach nobody are not in the index, which must be told in its own words. */
const reaching = `kind NOT IN (${controlKinds.map((kind) => `'${kind}'`).join(', ')})`;

type Rows<Columns> = (Group & { readonly count: number } & Columns)[];

async function touches(client: Prisma.TransactionClient, sequenceId: string, spans: readonly Span[]): Promise<Part[]> {
  const counted = {
    table: 'executions',
    at: 'settled_at',
    by: ['state'],
    where: `settled_at IS NOT NULL AND ${reaching}`,
  };
  const rows = await client.$queryRaw<Rows<{ readonly state: ExecutionState }>>(counting(counted, sequenceId, spans));
  return rows.map(({ state, count, ...group }) => {
    return { ...group, figures: { reached: count, sent: state === 'fired' ? count : 0 } };
  });
}

async function events(client: Prisma.TransactionClient, sequenceId: string, spans: readonly Span[]): Promise<Part[]> {
  const counted = { table: 'provider_events', at: 'touched_at', by: ['kind'], where: 'execution_id IS NOT NULL' };
  const rows = await client.$queryRaw<Rows<{ readonly kind: keyof typeof countOf }>>(
    counting(counted, sequenceId, spans),
  );
  return rows.map(({ kind, count, ...group }) => ({ ...group, figures: { [countOf[kind]]: count } }));
}

async function tasks(client: Prisma.TransactionClient, sequenceId: string, spans: readonly Span[]): Promise<Part[]> {
  const counted = { table: 'tasks', at: 'appeared_at', by: ['state', 'outcome'], where: 'TRUE' };
  const rows = await client.$queryRaw<Rows<{ readonly state: TaskState; readonly outcome: string | null }>>(
    counting(counted, sequenceId, spans),
  );
  return rows.map(({ state, outcome, count, ...group }) => {
    return { ...group, figures: { outcomes: { [outcome ?? state]: count } } };
  });
}

/** Rows of one table, by step, variant and further columns. All spans are counted in one statement, so of the same moment. */
function counting(
  counted: { readonly table: string; readonly at: string; readonly by: readonly string[]; readonly where: string },
  sequenceId: string,
  spans: readonly Span[],
): Prisma.Sql {
  const { raw, sql } = Prisma;
  const [at, table, where] = [raw(counted.at), raw(counted.table), raw(counted.where)];
  const groups = raw(['step_id', 'variant', ...counted.by].join(', '));
  const parts = spans.map(({ sign, from, to }) => {
    // A bound that is not there is not asked for: over all time a smaller index answers, which has no times.
    const since = from === null ? [] : [sql`${at} >= ${from.toJSDate()}`];
    const until = to === null ? [] : [sql`${at} < ${to.toJSDate()}`];
    const within = Prisma.join([sql`sequence_id = ${sequenceId}::uuid`, where, ...since, ...until], ' AND ');
    return sql`SELECT ${groups}, ${raw(String(sign))} * count(*) AS count FROM ${table} WHERE ${within} GROUP BY ${groups}`;
  });
  return sql`SELECT ${groups}, sum(count)::int AS count FROM (${Prisma.join(parts, ' UNION ALL ')}) AS parts
    GROUP BY ${groups} HAVING sum(count) > 0`;
}

function gathered(parts: readonly Part[]): VariantFigures[] {
  const groups = new Map<string, VariantFigures>();
  for (const { step_id: stepId, variant, figures } of parts) {
    const key = JSON.stringify([stepId, variant]);
    const before = groups.get(key)?.figures ?? noFigures;
    groups.set(key, { stepId, variant, figures: sumOf([before, { ...noFigures, ...figures }]) });
  }
  return [...groups.values()];
}
