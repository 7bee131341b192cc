import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import pg from 'pg';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { mailSigns } from '../../../src/domain/enrollment/sign.js';
import { type Count, type Figures, noFigures } from '../../../src/domain/report/figures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { fillSequence } from '../../support/report-rows.js';
import { insertEnrollment, insertExecution, insertSequence, insertWorkspace } from '../../support/rows.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const day = (index: number) => DateTime.fromISO('2026-03-02T12:00:00Z', { zone: 'utc' }).plus({ days: index });

/** Of the sequence. */
const begunOn = -1;

/** The day on which events are told. */
const toldOn = 5;

/** What happened to one enrollment, on which days. `answers` names a touch by its place among them, or none. */
interface Story {
  readonly touches: readonly {
    readonly step: string;
    readonly kind: 'email' | 'task' | 'rule';
    readonly variant: string | null;
    readonly state: 'fired' | 'failed' | 'skipped' | 'deferred';
    readonly day: number;
    readonly outcome: string | null;
  }[];
  readonly events: readonly { readonly kind: (typeof kinds)[number]; readonly touch: number | null }[];
}

const touch = fc.record({
  step: fc.constantFrom('intro', 'call', 'tag'),
  variant: fc.constantFrom(null, 'short', 'long'),
  state: fc.constantFrom(
    'fired' as const,
    'fired' as const,
    'failed' as const,
    'skipped' as const,
    'deferred' as const,
  ),
  day: fc.integer({ min: 0, max: 6 }),
  outcome: fc.constantFrom(null, 'done', 'skipped', 'voicemail'),
});
const kinds = ['delivered', 'open', 'click', 'reply', 'meeting-booked', 'unsubscribe', 'bounce'] as const;
const event = fc.record({
  kind: fc.constantFrom(...kinds),
  touch: fc.option(fc.nat({ max: 5 })),
});
const stories: fc.Arbitrary<Story[]> = fc.array(
  fc.record({
    touches: fc.array(touch, { maxLength: 6 }).map((touches) =>
      touches.map((one) => ({
        ...one,
        kind: ({ intro: 'email', call: 'task', tag: 'rule' } as const)[one.step],
      })),
    ),
    events: fc.array(event, { maxLength: 8 }),
  }),
  { maxLength: 4 },
);

/** The same rows, counted one after the other as the words of docs/reports.md say. */
function counted(all: readonly Story[], from: number | null, to: number | null): Map<string, Figures> {
  const totals = new Map<string, Record<Count, number> & { outcomes: Record<string, number> }>();
  for (const { touches, events } of all) {
    touches.forEach(({ step, variant, kind, state, day: settled, outcome }, place) => {
      const kinds = new Set(events.filter((one) => one.touch === place).map((one) => one.kind));
      // What is told of a mail that is still being sent counts from when it is told.
      const at = state === 'deferred' ? toldOn : settled;
      const reaches = kind !== 'rule' && state !== 'deferred';
      if (kinds.size === 0 && !reaches) return;
      if ((from !== null && at < from) || (to !== null && at >= to)) return;
      const key = `${step} ${variant}`;
      const total = totals.get(key) ?? { ...noFigures, outcomes: {} };
      totals.set(key, total);
      if (reaches) total.reached += 1;
      if (reaches && state === 'fired') total.sent += 1;
      if (state === 'fired' && kind === 'task') {
        const ended = outcome ?? 'open';
        total.outcomes[ended] = (total.outcomes[ended] ?? 0) + 1;
      }
      for (const did of kinds) total[countOf[did]] += 1;
    });
  }
  return new Map(totals);
}

const countOf: Readonly<Record<(typeof kinds)[number], Count>> = {
  delivered: 'delivered',
  open: 'opened',
  click: 'clicked',
  reply: 'replied',
  'meeting-booked': 'meetings',
  unsubscribe: 'unsubscribed',
  bounce: 'bounced',
};

/** Writes stories as rows, events by the store; answers the sequence's id. */
async function written(all: readonly Story[]): Promise<string> {
  const { prisma } = database;
  const { id: workspaceId } = await insertWorkspace(prisma);
  const { id: sequenceId } = await insertSequence(prisma, { workspaceId, name: `Cadence ${randomUUID()}` });
  await prisma.sequence.update({ where: { id: sequenceId }, data: { createdAt: day(begunOn).toJSDate() } });
  const store = createStore(database);
  for (const { touches, events } of all) {
    const { id: enrollmentId } = await insertEnrollment(prisma, { workspaceId, sequenceId });
    const rows = touches.map(({ step, kind, variant, state, day: at }, place) => {
      const settled = state === 'deferred' ? null : day(at).toJSDate();
      const of = {
        id: randomUUID(),
        workspaceId,
        enrollmentId,
        sequenceId,
        stepId: step,
        stepName: step,
        kind,
        variant,
      };
      return { ...of, occurrence: place + 1, state, dueAt: day(at).toJSDate(), settledAt: settled };
    });
    await prisma.execution.createMany({ data: rows });
    await prisma.task.createMany({
      data: rows.flatMap(({ id: executionId, stepId, occurrence, variant, kind, state, dueAt }, place) => {
        if (kind !== 'task' || state !== 'fired') return [];
        const outcome = touches[place]?.outcome ?? null;
        const of = { workspaceId, enrollmentId, executionId, sequenceId, stepId, occurrence, variant };
        const task = { type: 'call', title: 'Call', pauses: false, appearedAt: dueAt };
        return { ...of, ...task, id: randomUUID(), state: outcome === null ? 'open' : 'done', outcome };
      }),
    });
    for (const { kind, touch: place } of events) {
      const executionId = place === null ? null : (rows[place]?.id ?? null);
      const sign = mailSigns.find((one) => one === kind);
      if (executionId !== null && sign !== undefined) {
        await store.read.events.addSigns([{ id: randomUUID(), executionId, sign }], day(toldOn));
        continue;
      }
      const of = { workspaceId, enrollmentId, contactId: null, executionId };
      await store.read.events.add({
        ...of,
        id: randomUUID(),
        kind,
        sourceId: randomUUID(),
        at: day(toldOn),
        happenedAt: null,
      });
    }
  }
  return sequenceId;
}

/** A mail a day, each answered. */
const daily: Story = {
  touches: Array.from({ length: 7 }, (_, at) => {
    return { step: 'intro', kind: 'email', variant: null, state: 'fired', day: at, outcome: null };
  }),
  events: Array.from({ length: 7 }, (_, touch) => ({ kind: 'reply', touch })),
};
/** Short ones are counted, of long ones what lies outside is taken away. */
const periods: readonly (readonly [from: number | null, to: number | null])[] = [
  ...([
    [null, 6],
    [1, null],
    [0, 6],
    [3, 4],
    [null, 2],
    [5, null],
  ] as const),
];

test('what a report counts is what there is, however it happened and over any period', async () => {
  const bound = fc.option(fc.integer({ min: -2, max: 8 }));
  await fc.assert(
    fc.asyncProperty(stories, bound, bound, fc.integer({ min: 7, max: 60 }), async (all, from, to, now) => {
      const sequenceId = await written(all);
      const { reports } = createStore(database).read;
      const at = (index: number | null) => (index === null ? null : day(index));
      const figures = await reports.figures({ sequenceId, from: at(from), to: at(to), now: day(now) });
      const found = new Map(figures.map((one) => [`${one.stepId} ${one.variant}`, one.figures]));
      expect(found).toEqual(counted(all, from, to));
    }),
    { numRuns: 20, examples: periods.map(([from, to]) => [[daily], from, to, 7]) },
  );
});

test.each([
  ['over all time', { from: null, to: null }, '_all'],
  ['over a period', { from: day(-40), to: day(4) }, ''],
  ['over a period that begins before the sequence', { from: day(-300), to: null }, '_all'],
])('each of its queries can be answered by one index that holds all it counts, %s', async (_, period, which) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const filled = { enrollments: 100, from: '2026-01-01T00:00:00Z' };
  for (let others = 0; others < 4; others += 1) await fillSequence(client, filled);
  const sequenceId = await fillSequence(client, filled);
  // Until it is known which rows all may see, an index that holds everything is worth no more to the planner than one that does not.
  await client.query('VACUUM (ANALYZE) executions, provider_events, tasks');
  // On tables as small as these the planner would rather read them whole than look into an index.
  await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off');
  const asked: { readonly text: string; readonly values: unknown[] }[] = [];
  const listening = database.prisma.$extends({
    query: {
      $queryRaw: async ({ args, query }) => {
        asked.push({ text: args.text, values: [...args.values] });
        return query(args);
      },
    },
  });
  const { reports } = createStore({ ...database, prisma: listening as unknown as typeof database.prisma }).read;
  await reports.figures({ sequenceId, now: day(60), ...period });
  const plans: string[] = [];
  for (const { text, values } of asked) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  await client.end();
  const scans = plans.map((plan) => /Index Only Scan using \w+/.exec(plan)?.[0] ?? plan);
  const indexes = ['executions_report', 'provider_events_report', 'tasks_report'];
  expect(scans.sort()).toEqual(indexes.map((name) => `Index Only Scan using ${name}${which}`));
});

test('of two that told of one reply, the other counts when the first takes it back', async () => {
  const { prisma } = database;
  const { id: workspaceId } = await insertWorkspace(prisma);
  const { id: sequenceId } = await insertSequence(prisma, { workspaceId, name: 'Cadence' });
  const { id: enrollmentId } = await insertEnrollment(prisma, { workspaceId, sequenceId });
  const { id: executionId } = await insertExecution(prisma, { workspaceId, enrollmentId });
  const { events, reports } = createStore(database).read;
  const replied = async () =>
    (await reports.figures({ sequenceId, from: null, to: null, now: day(7) }))[0]?.figures.replied;
  for (const sourceId of ['said', 'mail']) {
    const of = { workspaceId, enrollmentId, contactId: null, executionId, kind: 'reply' as const };
    await events.add({ ...of, id: randomUUID(), sourceId, at: day(toldOn), happenedAt: null });
  }
  expect(await replied()).toBe(1);
  await events.forget(workspaceId, ['said']);
  expect(await replied()).toBe(1);
  await events.forget(workspaceId, ['mail']);
  expect(await replied()).toBe(0);
});

test('with somebody who is erased goes what they did, out of reports too', async () => {
  const story: Story = {
    touches: [{ step: 'intro', kind: 'email', variant: null, state: 'fired', day: 1, outcome: null }],
    events: [{ kind: 'reply', touch: 0 }],
  };
  const sequenceId = await written([story]);
  await database.pool.query('DELETE FROM contacts');
  expect(await createStore(database).read.reports.figures({ sequenceId, from: null, to: null, now: day(7) })).toEqual(
    [],
  );
});
