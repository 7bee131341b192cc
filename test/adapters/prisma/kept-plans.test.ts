import { DateTime } from 'luxon';
import { type Database, openDatabase } from '../../../src/adapters/postgres/database.js';
import { createStore, keepPlans } from '../../../src/adapters/prisma/store.js';
import { newEnrollment } from '../../../src/app/enrollments/newEnrollment.js';
import { noAnswers } from '../../../src/domain/enrollment/answers.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let server: TestDatabase;
let database: Database;
beforeEach(async () => {
  server = await createTestDatabase();
  // One connection: what is left behind on it is seen.
  database = await openDatabase({ url: server.url, max: 1 });
});
afterEach(async () => {
  await database.close();
  await server.drop();
});

const workspaceId = '01990000-0000-7000-8000-000000000001';
const settings = async () => {
  const { rows } = await database.pool.query(
    "SELECT current_setting('plan_cache_mode') AS plans, current_setting('enable_seqscan') AS scans",
  );
  return rows[0];
};
/** The plan of a statement that the connection has prepared, as a transaction that keeps plans would run it. */
const planOf = async (statement: string) => {
  const client = await database.pool.connect();
  try {
    await client.query(`BEGIN; ${keepPlans.text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE ${statement}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
};
/** The scans of a plan that read a table, or an index of it, from one end to the other; the few that are uncertain may be. */
const readWhole = (plan: string) =>
  plan
    .split(/\n(?=\s*->| {2}CTE| {2}InitPlan)/)
    .filter((node) => / on (contacts|enrollments|executions|tasks)\b/.test(node) && /Scan/.test(node))
    .filter((node) => !/(Index|Recheck) Cond/.test(node) && !node.includes('executions_uncertain'));
const names = async () => {
  const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM pg_prepared_statements ORDER BY name');
  return rows.map(({ name }) => name);
};

test('a transaction that writes many keeps plans until it ends, but none of our own statements', async () => {
  const { transact } = createStore(database);
  await transact(({ contacts }) => contacts.byEmails(workspaceId, ['ada@example.com']), { writes: 'many' });
  expect(await settings()).toEqual({ plans: 'force_custom_plan', scans: 'on' });
  expect(await names()).toEqual(['keep-plans']);
});

test('one that keeps plans and may last soon says both at once', async () => {
  const { transact } = createStore(database);
  await transact(async () => {}, { plans: 'kept', lasting: 'soon' });
  expect(await names()).toEqual(['keep-plans-last-soon']);
});

test('any other names its statements', async () => {
  const { transact } = createStore(database);
  await transact(({ contacts }) => contacts.byEmails(workspaceId, ['ada@example.com']));
  expect(await names()).toEqual(['contacts-by-email']);
});

test('one that goes by ids keeps its statements’ plans, of which none reads what it was not asked about', async () => {
  const { transact } = createStore(database);
  const ids = Array.from({ length: 40 }, (_, nth) => `01990000-0000-7000-8000-0000000001${nth + 10}`);
  const [id = ''] = ids;
  const at = DateTime.utc(2026, 3, 2);
  const anchor = { at, of: 'enrolled', step: null } as const;
  const nothing = { place: null, lastOutwardAt: null, lastOutwardStep: null, pending: null, openTask: null } as const;
  const progress = {
    ...nothing,
    anchor,
    overAt: at,
    passed: {},
    pausedSince: null,
    exited: null,
    answers: noAnswers,
    dates: null,
  };
  const whose = { contact: { id, workspaceId }, version: { id, sequenceId: id }, ownerId: id };
  const enrollment = newEnrollment({ id, ...whose, progress, now: at });
  const over = { reason: null, firedAt: at, settledAt: at, providerMessageId: null, lookUpAt: null };
  const settle = () =>
    transact(
      async ({ enrollments, contacts, executions }) => {
        await enrollments.lockMany(ids);
        await contacts.byIds(ids);
        await enrollments.besideSteps(ids.map((one) => ({ ...enrollment, id: one })));
        await executions.settle([{ id, attempt: 1, state: 'fired', ...over }]);
        await enrollments.saveMany(
          ids.map((one) => ({ ...enrollment, id: one })),
          at,
        );
      },
      { plans: 'kept' },
    );
  for (let count = 0; count < 10; count += 1) await settle();
  const { rows } = await database.pool.query('SELECT name FROM pg_prepared_statements WHERE generic_plans > 0');
  const kept = ['beside-steps', 'contacts-by-id', 'lock-enrollments', 'settle-executions'];
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(kept));
  const asked = `'{${ids.join()}}'`;
  for (const statement of [
    `"lock-enrollments"(${asked})`,
    `"contacts-by-id"(${asked})`,
    `"beside-steps"(${asked}, ${asked}, ${asked})`,
    `"settle-executions"('[]', '{}', '{}')`,
    `"save-enrollments"('[]', '{email}', '{}', '{}', '{}')`,
  ]) {
    expect(readWhole(await planOf(statement))).toEqual([]);
  }
});
