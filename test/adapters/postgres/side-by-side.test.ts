import { createMemoryChat } from '../../../src/adapters/memory/chat.js';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { postDue } from '../../../src/app/posting/postDue.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { brokenRules } from './migration-rules.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const at = { when: 'immediately' } as const;
const steps = [
  { id: 'tell', kind: 'rule', ...at, do: [{ addTag: 'met' }, { webhook: 'https://pack.example/in' }] },
  { id: 'call', kind: 'task', ...at, task: { title: 'Call', type: 'call' } },
  { id: 'mail', kind: 'email', ...at, email: { subject: 'Hi', body: 'Hi {{ contact.firstName }}' } },
  { id: 'text', kind: 'sms', ...at, sms: { body: 'Hi' } },
];

/** One cadence from its beginning to its end, with all that comes of it. */
async function live(name: string) {
  const email = `${name}@example.com`;
  const { enrollment } = await world.enrollIn(await world.publish({ name, steps }), { email, phone: '+14155552345' });
  await fireDue(world.deps);
  await handOverDue(world.deps);
  const chat = createMemoryChat({ now: () => enrollment.enrolledAt });
  await postDue({ ...world.deps, chat });
  const now = await world.clock.now();
  const from = now.minus({ days: 1 });
  const { workspace } = world;
  const { sections } = await composeDigest(world.store.read, { workspace, from, to: now.plus({ minutes: 1 }), now });
  const why = await explainEnrollment(world.app, { actor: world.rep, email, sequence: null });
  return {
    states: (await world.store.read.executions.ofEnrollment(enrollment.id)).map(({ stepId, state }) => [stepId, state]),
    status: (await world.store.read.enrollments.byId(enrollment.id))?.hold,
    messages: chat.messages.length,
    titles: sections.map(({ title }) => title),
    told: why.ok && why.why.enrollments[0]?.events.length,
  };
}

/** All that a newer version may add (docs/decisions/0023-migrations-hold-nobody-up.md), to every table that there is. */
async function newerMigrations(): Promise<readonly (readonly string[])[]> {
  const { rows } = await world.pool.query<{ name: string; first: string }>(
    `SELECT c.relname AS name, a.attname AS first FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_%'`,
  );
  const additions = rows.flatMap(({ name }) => [
    `ALTER TABLE "${name}" ADD COLUMN "newer_text" TEXT;`,
    `ALTER TABLE "${name}" ADD COLUMN "newer_number" INTEGER NOT NULL DEFAULT 7;`,
    `ALTER TABLE "${name}" ADD CONSTRAINT "${name}_newer" CHECK ("newer_number" > 0) NOT VALID;`,
  ]);
  const indexes = rows.map(
    ({ name, first }) =>
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS "${name}_newer_first" ON "${name}" ("${first}", "newer_text");`,
  );
  return [['CREATE TABLE "newer" ("id" UUID NOT NULL PRIMARY KEY, "word" TEXT NOT NULL);', ...additions], indexes];
}

test('a program goes on, on the connections that it has, while a newer one adds to every table', async () => {
  const before = await live('before');
  expect(before).toMatchObject({
    states: expect.arrayContaining([
      ['mail', 'fired'],
      ['text', 'fired'],
    ]),
    status: null,
  });
  expect(before.messages).toBeGreaterThan(0);
  for (const statements of await newerMigrations()) {
    expect(brokenRules(statements.join('\n'))).toEqual([]);
    for (const statement of statements) await world.pool.query(statement);
  }
  const { states, status, told, messages } = await live('after');
  expect({ states, status, told, messages }).toEqual({
    states: before.states,
    status: null,
    told: before.told,
    messages: before.messages,
  });
  expect(world.mailer.taken).toHaveLength(2);
  expect(world.texter.taken).toHaveLength(2);
  expect(world.deliveries.taken).toHaveLength(2);
});
