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

/** Each query is answered by one index that holds all it counts (docs/decisions/0018-reports-read-indexes.md). */
export function reportsTable(client: Prisma.TransactionClient): Reports {
  return {
    figures: async (asked) => {
      const question = { ...asked, from: await boundOf(client, asked) };
      const parts = await Promise.all([touches(client, question), events(client, question), tasks(client, question)]);
      return gathered(parts.flat());
    },
  };
}

/** From when to count; null also where that is before there was anything to count. */
async function boundOf(client: Prisma.TransactionClient, { sequenceId, from }: ReportQuestion) {
  if (from === null) return null;
  const sequence = await client.sequence.findUnique({ where: { id: sequenceId }, select: { createdAt: true } });
  return sequence !== null && from.toMillis() <= sequence.createdAt.getTime() ? null : from;
}

interface Part extends Group {
  readonly figures: Partial<Figures>;
}

/** Steps that reach nobody are not in the index, which must be told in its own words. */
const reaching = Prisma.raw(`kind NOT IN (${controlKinds.map((kind) => `'${kind}'`).join(', ')})`);

async function touches(client: Prisma.TransactionClient, question: ReportQuestion): Promise<Part[]> {
  const rows = await client.$queryRaw<(Group & { readonly state: ExecutionState; readonly count: number })[]>`
    SELECT step_id, variant, state, count(*)::int AS count FROM executions
    WHERE ${inPeriod('settled_at', question)} AND settled_at IS NOT NULL AND ${reaching}
    GROUP BY step_id, variant, state`;
  return rows.map(({ state, count, ...group }) => {
    return { ...group, figures: { reached: count, sent: state === 'fired' ? count : 0 } };
  });
}

async function events(client: Prisma.TransactionClient, question: ReportQuestion): Promise<Part[]> {
  const rows = await client.$queryRaw<(Group & { readonly kind: keyof typeof countOf; readonly count: number })[]>`
    SELECT step_id, variant, kind, count(*)::int AS count FROM provider_events
    WHERE ${inPeriod('touched_at', question)} AND execution_id IS NOT NULL
    GROUP BY step_id, variant, kind`;
  return rows.map(({ kind, count, ...group }) => ({ ...group, figures: { [countOf[kind]]: count } }));
}

async function tasks(client: Prisma.TransactionClient, question: ReportQuestion): Promise<Part[]> {
  const rows = await client.$queryRaw<
    (Group & { readonly state: TaskState; readonly outcome: string | null; readonly count: number })[]
  >`
    SELECT step_id, variant, state, outcome, count(*)::int AS count FROM tasks
    WHERE ${inPeriod('appeared_at', question)}
    GROUP BY step_id, variant, state, outcome`;
  return rows.map(({ state, outcome, count, ...group }) => {
    return { ...group, figures: { outcomes: { [outcome ?? state]: count } } };
  });
}

/** A bound that is not there is not asked for: over all time a smaller index answers, which has no times. */
function inPeriod(column: string, { sequenceId, from, to }: ReportQuestion): Prisma.Sql {
  const at = Prisma.raw(column);
  const since = from === null ? [] : [Prisma.sql`${at} >= ${from.toJSDate()}`];
  const until = to === null ? [] : [Prisma.sql`${at} < ${to.toJSDate()}`];
  return Prisma.join([Prisma.sql`sequence_id = ${sequenceId}::uuid`, ...since, ...until], ' AND ');
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
