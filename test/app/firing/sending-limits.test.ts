import { claimDue } from '../../../src/app/firing/claimDue.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { openMailboxes } from '../../../src/app/firing/openMailboxes.js';
import { createLimitsWorld, type LimitsWorld, mail } from './limits-world.js';

let world: LimitsWorld;
beforeEach(async () => {
  world = await createLimitsWorld();
});
afterEach(() => world.close());

test('a sender sends as many mails an hour as it may; the others wait their turn and leave in the order in which they were due', async () => {
  await world.limit(3);
  const version = await world.publish({ steps: [{ ...mail(), when: 'immediately' }] });
  for (let index = 0; index < 8; index += 1) {
    await world.clock.freezeAt(world.at('2026-03-02T08:30').plus({ minutes: index }));
    await world.enrollIn(version, { email: `c${7 - index}@example.com` });
  }
  const batch = (...numbers: number[]) => numbers.map((number) => `c${number}@example.com`);
  expect((await world.fire('2026-03-02T09:00')).sort()).toEqual(batch(5, 6, 7));
  expect(await world.fire('2026-03-02T09:59')).toEqual([]);
  expect((await world.fire('2026-03-02T10:00')).sort()).toEqual(batch(2, 3, 4));
  expect((await world.fire('2026-03-02T11:30')).sort()).toEqual(batch(0, 1));
  expect(await world.queued()).toBe(0);
});

test('who falls due in the moment in which a sender opens leaves its place to those that wait', async () => {
  await world.limit(2);
  await world.due(4, { name: 'First', steps: [mail()] });
  await world.due(1, { name: 'Later', steps: [{ ...mail(), when: { at: '10:00' } }] }, 'later');
  await world.fire('2026-03-02T09:00');
  await world.clock.freezeAt(world.at('2026-03-02T10:00'));
  // A worker that looks before those that wait were given their turn.
  await fireDue(world.deps);
  expect(world.mailer.taken).toHaveLength(2);
  expect(await world.fire('2026-03-02T10:00')).not.toContain('later0@example.com');
  expect(world.mailer.taken).toHaveLength(4);
});

test('what waits lies where no worker looks, and is not looked at again until its sender opens', async () => {
  await world.limit(3);
  await world.due(8);
  await world.fire('2026-03-02T09:00');
  const rows = async () => (await world.pool.query('SELECT id, xmin FROM enrollments ORDER BY id')).rows;
  const before = await rows();
  await world.fire('2026-03-02T09:30');
  expect(await rows()).toEqual(before);
  expect(await world.store.read.enrollments.nextDueAt('email')).toBeNull();
  expect((await world.store.read.mailboxes.nextOpenAt())?.toISO()).toBe(world.at('2026-03-02T10:00').toISO());
});

test('the day’s limit counts over its hours, and ends with the account’s day', async () => {
  await world.limit(3, 4);
  await world.due(8);
  expect((await world.fire('2026-03-02T09:00')).length).toBe(3);
  expect((await world.fire('2026-03-02T10:00')).length).toBe(1);
  expect((await world.fire('2026-03-02T11:00')).length).toBe(0);
  expect((await world.store.read.mailboxes.nextOpenAt())?.toISO()).toBe(world.at('2026-03-03T00:00').toISO());
  expect((await world.fire('2026-03-03T00:00')).length).toBe(3);
});

test('who falls due later comes after those that wait, also when their sender has just opened', async () => {
  await world.limit(2);
  await world.due(5, { name: 'First', steps: [mail()] });
  await world.due(1, { name: 'Later', steps: [{ ...mail(), when: { at: '10:00' } }] }, 'later');
  await world.fire('2026-03-02T09:00');
  expect(await world.fire('2026-03-02T10:00')).not.toContain('later0@example.com');
  expect(await world.fire('2026-03-02T11:00')).toContain('later0@example.com');
});

test('one that has waited for longer than a late step may be late goes when it is its turn', async () => {
  await world.limit(null, 1);
  await world.due(2);
  const [first] = await world.fire('2026-03-02T09:00');
  const [second] = await world.fire('2026-03-03T00:00');
  expect(new Set([first, second])).toEqual(new Set(['c0@example.com', 'c1@example.com']));
});

test('its window is kept all the same: a turn at night becomes the morning', async () => {
  await world.limit(null, 1);
  await world.due(2, { name: 'Windowed', window: { from: '08:00', to: '18:00' }, steps: [mail()] });
  expect(await world.fire('2026-03-02T09:00')).toHaveLength(1);
  expect(await world.fire('2026-03-03T00:00')).toHaveLength(0);
  expect(await world.fire('2026-03-03T08:00')).toHaveLength(1);
});

test('each sender has limits of its own: one that is used up holds up no other', async () => {
  await world.store.read.workspaces.update(world.workspace.id, { mailSenders: ['@harbor.example'], mailsPerHour: 2 });
  await world.due(4, { name: 'Usual', steps: [mail()] });
  await world.due(2, { name: 'Own', steps: [mail({ from: { address: 'Ana@Harbor.example' } })] }, 'own');
  const sent = await world.fire('2026-03-02T09:00');
  expect(sent.filter((email) => email.startsWith('own'))).toHaveLength(2);
  expect(sent.filter((email) => email.startsWith('c'))).toHaveLength(2);
});

test('what steps of other kinds do waits for no sender', async () => {
  await world.limit(1);
  await world.due(3);
  const task = { id: 'call', kind: 'task', when: { at: '09:00' }, task: { title: 'Call', type: 'call' } };
  await world.due(3, { name: 'Calls', steps: [task] }, 'called');
  await world.fire('2026-03-02T09:00');
  expect((await world.pool.query('SELECT FROM tasks')).rowCount).toBe(3);
});

test('two workers together send no more than one may', async () => {
  await world.limit(5);
  await world.due(30);
  await world.pool.query("INSERT INTO mailboxes VALUES ($1, 'sales@harbor.example')", [world.workspace.id]);
  await world.clock.freezeAt(world.at('2026-03-02T09:00'));
  await world.atOnce([1, 2, 3, 4].map((worker) => () => fireDue({ ...world.deps, worker: `w${worker}` })));
  expect(world.mailer.taken).toHaveLength(5);
  expect(await world.queued()).toBe(25);
  await world.clock.freezeAt(world.at('2026-03-02T10:00'));
  await world.atOnce([1, 2, 3].map(() => () => openMailboxes(world.deps)));
  await world.atOnce([1, 2, 3, 4].map((worker) => () => fireDue({ ...world.deps, worker: `w${worker}` })));
  expect(world.mailer.taken).toHaveLength(10);
});

test('a claim while the provider is shut counts nothing and queues nobody', async () => {
  await world.limit(1);
  await world.due(3);
  const now = world.at('2026-03-02T09:00');
  await world.clock.freezeAt(now);
  const shut = { reason: 'away', opensAt: now.plus({ minutes: 1 }) };
  await claimDue({ ...world.deps, numbers: null }, 'email', { now, limit: 10, shut });
  expect(await world.queued()).toBe(0);
  expect(await world.fire('2026-03-02T09:01')).toHaveLength(1);
});

test('without limits nothing is counted and no row is held', async () => {
  await world.due(3);
  expect(await world.fire('2026-03-02T09:00')).toHaveLength(3);
  expect((await world.pool.query('SELECT FROM mailboxes')).rowCount).toBe(0);
  expect((await world.pool.query('SELECT FROM executions WHERE mailbox IS NOT NULL')).rowCount).toBe(0);
});

test('after a day without workers what is due spreads over the hours', async () => {
  await world.limit(2);
  await world.due(5);
  expect((await world.fire('2026-03-02T12:00')).length).toBe(2);
  expect((await world.fire('2026-03-02T13:00')).length).toBe(2);
  expect((await world.fire('2026-03-02T14:00')).length).toBe(1);
});
