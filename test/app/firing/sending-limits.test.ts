import { DateTime } from 'luxon';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { claimDue } from '../../../src/app/firing/claimDue.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { openMailboxes } from '../../../src/app/firing/openMailboxes.js';
import { listToday } from '../../../src/app/overview/listToday.js';
import { changeSettings } from '../../../src/app/people/changeSettings.js';
import { undoSettings } from '../../../src/app/people/undoSettings.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const limit = (perHour: number | null, perDay: number | null = null) =>
  world.store.read.workspaces.update(world.workspace.id, { mailsPerHour: perHour, mailsPerDay: perDay });

const at = (iso: string) => DateTime.fromISO(iso, { zone: world.workspace.zone }).toUTC();
const mail = (more: object = {}) => ({
  id: 'intro',
  kind: 'email',
  when: { at: '09:00' },
  email: { subject: 'Hi', body: 'Hi' },
  ...more,
});

/** So many who are due at nine, enrolled a minute apart: c0, c1, and so on. */
async function due(count: number, sequence: object = { name: 'Limited', steps: [mail()] }, prefix = 'c') {
  const version = await world.publish(sequence as Record<string, unknown>);
  for (let index = 0; index < count; index += 1) {
    await world.enrollIn(version, { email: `${prefix}${index}@example.com` });
  }
}

/** Moves the clock and fires what is due, as a worker's lanes do. Answers who was written to. */
async function fire(iso: string): Promise<string[]> {
  await world.clock.freezeAt(at(iso));
  const before = world.mailer.taken.length;
  for (let more = true; more; ) {
    await openMailboxes(world.deps);
    more = (await fireDue(world.deps)) > 0;
  }
  return world.mailer.taken.slice(before).map((one) => one.to.email);
}

const queued = async () =>
  (
    await world.pool.query(
      'SELECT count(*)::int AS count FROM enrollments WHERE queued_for IS NOT NULL AND due_at IS NULL',
    )
  ).rows[0].count;

test('a sender sends as many mails an hour as it may; the others wait their turn and leave in the order in which they were due', async () => {
  await limit(3);
  const version = await world.publish({ steps: [{ ...mail(), when: 'immediately' }] });
  for (let index = 0; index < 8; index += 1) {
    await world.clock.freezeAt(at('2026-03-02T08:30').plus({ minutes: index }));
    await world.enrollIn(version, { email: `c${7 - index}@example.com` });
  }
  const batch = (...numbers: number[]) => numbers.map((number) => `c${number}@example.com`);
  expect((await fire('2026-03-02T09:00')).sort()).toEqual(batch(5, 6, 7));
  expect(await fire('2026-03-02T09:59')).toEqual([]);
  expect((await fire('2026-03-02T10:00')).sort()).toEqual(batch(2, 3, 4));
  expect((await fire('2026-03-02T11:30')).sort()).toEqual(batch(0, 1));
  expect(await queued()).toBe(0);
});

test('who falls due in the moment in which a sender opens leaves its place to those that wait', async () => {
  await limit(2);
  await due(4, { name: 'First', steps: [mail()] });
  await due(1, { name: 'Later', steps: [{ ...mail(), when: { at: '10:00' } }] }, 'later');
  await fire('2026-03-02T09:00');
  await world.clock.freezeAt(at('2026-03-02T10:00'));
  // A worker that looks before those that wait were given their turn.
  await fireDue(world.deps);
  expect(world.mailer.taken).toHaveLength(2);
  expect(await fire('2026-03-02T10:00')).not.toContain('later0@example.com');
  expect(world.mailer.taken).toHaveLength(4);
});

test('what waits lies where no worker looks, and is not looked at again until its sender opens', async () => {
  await limit(3);
  await due(8);
  await fire('2026-03-02T09:00');
  const rows = async () => (await world.pool.query('SELECT id, xmin FROM enrollments ORDER BY id')).rows;
  const before = await rows();
  await fire('2026-03-02T09:30');
  expect(await rows()).toEqual(before);
  expect(await world.store.read.enrollments.nextDueAt('email')).toBeNull();
  expect((await world.store.read.mailboxes.nextOpenAt())?.toISO()).toBe(at('2026-03-02T10:00').toISO());
});

test('the day’s limit counts over its hours, and ends with the account’s day', async () => {
  await limit(3, 4);
  await due(8);
  expect((await fire('2026-03-02T09:00')).length).toBe(3);
  expect((await fire('2026-03-02T10:00')).length).toBe(1);
  expect((await fire('2026-03-02T11:00')).length).toBe(0);
  expect((await world.store.read.mailboxes.nextOpenAt())?.toISO()).toBe(at('2026-03-03T00:00').toISO());
  expect((await fire('2026-03-03T00:00')).length).toBe(3);
});

test('who falls due later comes after those that wait, also when their sender has just opened', async () => {
  await limit(2);
  await due(5, { name: 'First', steps: [mail()] });
  await due(1, { name: 'Later', steps: [{ ...mail(), when: { at: '10:00' } }] }, 'later');
  await fire('2026-03-02T09:00');
  expect(await fire('2026-03-02T10:00')).not.toContain('later0@example.com');
  expect(await fire('2026-03-02T11:00')).toContain('later0@example.com');
});

test('one that has waited for longer than a late step may be late goes when it is its turn', async () => {
  await limit(null, 1);
  await due(2);
  const [first] = await fire('2026-03-02T09:00');
  const [second] = await fire('2026-03-03T00:00');
  expect(new Set([first, second])).toEqual(new Set(['c0@example.com', 'c1@example.com']));
});

test('its window is kept all the same: a turn at night becomes the morning', async () => {
  await limit(null, 1);
  await due(2, { name: 'Windowed', window: { from: '08:00', to: '18:00' }, steps: [mail()] });
  expect(await fire('2026-03-02T09:00')).toHaveLength(1);
  expect(await fire('2026-03-03T00:00')).toHaveLength(0);
  expect(await fire('2026-03-03T08:00')).toHaveLength(1);
});

test('each sender has limits of its own: one that is used up holds up no other', async () => {
  await world.store.read.workspaces.update(world.workspace.id, { mailSenders: ['@harbor.example'], mailsPerHour: 2 });
  await due(4, { name: 'Usual', steps: [mail()] });
  await due(2, { name: 'Own', steps: [mail({ from: { address: 'Ana@Harbor.example' } })] }, 'own');
  const sent = await fire('2026-03-02T09:00');
  expect(sent.filter((email) => email.startsWith('own'))).toHaveLength(2);
  expect(sent.filter((email) => email.startsWith('c'))).toHaveLength(2);
});

test('what steps of other kinds do waits for no sender', async () => {
  await limit(1);
  await due(3);
  const task = { id: 'call', kind: 'task', when: { at: '09:00' }, task: { title: 'Call', type: 'call' } };
  await due(3, { name: 'Calls', steps: [task] }, 'called');
  await fire('2026-03-02T09:00');
  expect((await world.pool.query('SELECT FROM tasks')).rowCount).toBe(3);
});

test('two workers together send no more than one may', async () => {
  await limit(5);
  await due(30);
  await world.pool.query("INSERT INTO mailboxes VALUES ($1, 'sales@harbor.example')", [world.workspace.id]);
  await world.clock.freezeAt(at('2026-03-02T09:00'));
  await world.atOnce([1, 2, 3, 4].map((worker) => () => fireDue({ ...world.deps, worker: `w${worker}` })));
  expect(world.mailer.taken).toHaveLength(5);
  expect(await queued()).toBe(25);
  await world.clock.freezeAt(at('2026-03-02T10:00'));
  await world.atOnce([1, 2, 3].map(() => () => openMailboxes(world.deps)));
  await world.atOnce([1, 2, 3, 4].map((worker) => () => fireDue({ ...world.deps, worker: `w${worker}` })));
  expect(world.mailer.taken).toHaveLength(10);
});

test('what surely did not leave counts for nothing; what may have left does', async () => {
  await limit(2);
  await due(4);
  world.mailer.answerNext(
    { outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: 60_000, cause: 'sender' } },
    { outcome: { kind: 'unknown', reason: 'broken' } },
  );
  await fire('2026-03-02T09:00');
  // One did not leave: its place is free again, and it comes first.
  expect(await fire('2026-03-02T09:05')).toHaveLength(1);
  expect(await queued()).toBe(2);
});

test('whose turn comes and who sends nothing passes it on within the hour', async () => {
  await limit(2);
  await due(6);
  await fire('2026-03-02T09:00');
  const { rows } = await world.pool.query(
    `SELECT c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id
     WHERE e.queued_for IS NOT NULL ORDER BY e.held_due_at, e.id LIMIT 1`,
  );
  await world.store.read.suppressions.add({
    id: world.ids.next(),
    workspaceId: world.workspace.id,
    email: rows[0].email,
    reason: 'by-hand',
    createdAt: at('2026-03-02T09:30'),
    createdById: null,
  });
  const sent = await fire('2026-03-02T10:00');
  expect(sent).toHaveLength(2);
  expect(sent).not.toContain(rows[0].email);
  expect(await queued()).toBe(1);
});

test.each([
  ['is paused by hand', pause],
  ['is removed', removeFromSequence],
])('whose turn has come and who %s before it is used passes it on within the hour', async (_, act) => {
  await limit(1);
  await due(3);
  await fire('2026-03-02T09:00');
  await world.clock.freezeAt(at('2026-03-02T10:00'));
  await openMailboxes(world.deps);
  const { rows } = await world.pool.query(
    'SELECT e.id, c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id WHERE queued_for IS NOT NULL ORDER BY due_at',
  );
  await act(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: rows[0].id } });
  expect(await fire('2026-03-02T10:01')).toEqual([rows[1].email]);
});

test('a mail that the provider refuses leaves its place in the hour to the next that waits', async () => {
  await limit(2);
  await due(5);
  world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'no such address' } });
  expect(await fire('2026-03-02T09:00')).toHaveLength(2);
  expect(await fire('2026-03-02T09:02')).toHaveLength(0);
  expect(await queued()).toBe(2);
});

test('one that is paused or ended while it waits goes no more, and comes to its place again when it goes on', async () => {
  await limit(1);
  await due(3);
  await fire('2026-03-02T09:00');
  const { rows } = await world.pool.query(
    'SELECT id FROM enrollments WHERE queued_for IS NOT NULL ORDER BY held_due_at, id',
  );
  const enrollment = await world.store.read.enrollments.byId(rows[0].id);
  if (enrollment === null) throw new Error('gone');
  const stopped = { ...enrollment, hold: 'failed' as const, holdReason: 'by the test', queuedFor: null };
  await world.store.read.enrollments.save(stopped, at('2026-03-02T09:10'));
  expect(await fire('2026-03-02T10:00')).toHaveLength(1);
  expect(await queued()).toBe(0);
  await world.store.read.enrollments.save(
    { ...enrollment, queuedFor: null, dueAt: at('2026-03-02T10:30') },
    at('2026-03-02T10:30'),
  );
  expect(await fire('2026-03-02T10:30')).toHaveLength(0);
  expect(await fire('2026-03-02T11:00')).toHaveLength(1);
});

test('a claim while the provider is shut counts nothing and queues nobody', async () => {
  await limit(1);
  await due(3);
  const now = at('2026-03-02T09:00');
  await world.clock.freezeAt(now);
  const shut = { reason: 'away', opensAt: now.plus({ minutes: 1 }) };
  await claimDue({ ...world.deps, numbers: null }, 'email', { now, limit: 10, shut });
  expect(await queued()).toBe(0);
  expect(await fire('2026-03-02T09:01')).toHaveLength(1);
});

test('without limits nothing is counted and no row is held', async () => {
  await due(3);
  expect(await fire('2026-03-02T09:00')).toHaveLength(3);
  expect((await world.pool.query('SELECT FROM mailboxes')).rowCount).toBe(0);
  expect((await world.pool.query('SELECT FROM executions WHERE mailbox IS NOT NULL')).rowCount).toBe(0);
});

test('after a day without workers what is due spreads over the hours', async () => {
  await limit(2);
  await due(5);
  expect((await fire('2026-03-02T12:00')).length).toBe(2);
  expect((await fire('2026-03-02T13:00')).length).toBe(2);
  expect((await fire('2026-03-02T14:00')).length).toBe(1);
});

describe('what is told', () => {
  /** Whoever waits, the next one first. */
  const waiting = async (): Promise<string[]> => {
    const { rows } = await world.pool.query(
      `SELECT c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id
       WHERE e.queued_for IS NOT NULL ORDER BY e.held_due_at, e.id`,
    );
    return rows.map(({ email }) => email);
  };
  const whyOf = async (email: string) => {
    const told = await explainEnrollment(world.app, { actor: world.rep, email, sequence: null });
    if (!told.ok) throw new Error('nothing is told');
    return told.why.enrollments[0];
  };

  test('why says what it waits for, until when, and how many go before it; afterwards, that it waited', async () => {
    await limit(2, 500);
    await due(5);
    await fire('2026-03-02T09:00');
    const [first = '', second = ''] = await waiting();
    const sender = 'It waits its turn: sales@harbor.example sends at most 2 an hour and 500 a day';
    expect((await whyOf(first))?.facts).toEqual([`${sender}; more leave from Mon 2 Mar, 10:00, and it is the next`]);
    expect((await whyOf(second))?.facts).toEqual([
      `${sender}; more leave from Mon 2 Mar, 10:00, and one goes before it`,
    ]);
    await fire('2026-03-02T10:00');
    const after = await whyOf(first);
    expect(after?.facts).toEqual([]);
    expect(after?.events.map(({ text }) => text).join('\n')).toMatch(
      /waits its turn: sales@harbor.example had sent as many mails as it may/,
    );
  });

  test('today lists what waits with the reason', async () => {
    await limit(1, null);
    await due(2);
    await fire('2026-03-02T09:00');
    const { sends } = await listToday(world.app, { actor: world.rep, of: 'me' });
    expect(sends.map(({ state, reason }) => [state, reason])).toEqual(
      expect.arrayContaining([
        ['sent', null],
        ['late', 'waits its turn: sales@harbor.example sends at most 1 an hour'],
      ]),
    );
  });

  test('the digest says of what was, or is, late by it that the sender had sent enough', async () => {
    await limit(1);
    await due(3);
    await fire('2026-03-02T09:00');
    await fire('2026-03-02T10:00');
    const { workspace } = world;
    const day = { from: at('2026-03-02T08:00'), to: at('2026-03-02T10:30'), now: at('2026-03-02T10:30') };
    const { sections } = await composeDigest(world.store.read, { workspace, ...day });
    expect(sections.find(({ title }) => title === 'Late')?.lines).toEqual([
      '1 step left late, by up to 1 h: their sender had sent as many mails as it may',
      '1 step has not left yet, late by up to 1 h 30 min: their sender has sent as many mails as it may, they wait their turn',
    ]);
  });

  test('an admin who raises or lifts the limit lets those that wait go on at once, and may take it back', async () => {
    await limit(1);
    await due(4);
    await fire('2026-03-02T09:00');
    const raised = await changeSettings(world.app, { actor: world.admin, change: { mailsPerHour: 3 } });
    if (!raised.ok) throw new Error('refused');
    expect(await fire('2026-03-02T09:01')).toHaveLength(2);
    expect(await undoSettings(world.app, { actor: world.admin, entryIds: raised.entryIds })).toMatchObject({
      ok: true,
    });
    expect(await fire('2026-03-02T09:02')).toHaveLength(0);
    await changeSettings(world.app, { actor: world.admin, change: { mailsPerHour: null } });
    expect(await fire('2026-03-02T09:03')).toHaveLength(1);
    expect(await queued()).toBe(0);
  });
});
