import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { listToday } from '../../../src/app/overview/listToday.js';
import { changeSettings } from '../../../src/app/people/changeSettings.js';
import { undoSettings } from '../../../src/app/people/undoSettings.js';
import { createLimitsWorld, type LimitsWorld } from './limits-world.js';

let world: LimitsWorld;
beforeEach(async () => {
  world = await createLimitsWorld();
});
afterEach(() => world.close());

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
    await world.limit(2, 500);
    await world.due(5);
    await world.fire('2026-03-02T09:00');
    const [first = '', second = ''] = await waiting();
    const sender = 'It waits its turn: sales@harbor.example sends at most 2 an hour and 500 a day';
    expect((await whyOf(first))?.facts).toEqual([`${sender}; more leave from Mon 2 Mar, 10:00, and it is the next`]);
    expect((await whyOf(second))?.facts).toEqual([
      `${sender}; more leave from Mon 2 Mar, 10:00, and one goes before it`,
    ]);
    await world.fire('2026-03-02T10:00');
    const after = await whyOf(first);
    expect(after?.facts).toEqual([]);
    expect(after?.events.map(({ text }) => text).join('\n')).toMatch(
      /waits its turn: sales@harbor.example had sent as many mails as it may/,
    );
  });

  test('today lists what waits with the reason', async () => {
    await world.limit(1, null);
    await world.due(2);
    await world.fire('2026-03-02T09:00');
    const { sends } = await listToday(world.app, { actor: world.rep, of: 'me' });
    expect(sends.map(({ state, reason }) => [state, reason])).toEqual(
      expect.arrayContaining([
        ['sent', null],
        ['late', 'waits its turn: sales@harbor.example sends at most 1 an hour'],
      ]),
    );
  });

  test('the digest says of what was, or is, late by it that the sender had sent enough', async () => {
    await world.limit(1);
    await world.due(3);
    await world.fire('2026-03-02T09:00');
    await world.fire('2026-03-02T10:00');
    const { workspace } = world;
    const day = {
      from: world.at('2026-03-02T08:00'),
      to: world.at('2026-03-02T10:30'),
      now: world.at('2026-03-02T10:30'),
    };
    const { sections } = await composeDigest(world.store.read, { workspace, ...day });
    expect(sections.find(({ title }) => title === 'Late')?.lines).toEqual([
      '1 step left late, by up to 1 h: their sender had sent as many mails as it may',
      '1 step has not left yet, late by up to 1 h 30 min: their sender has sent as many mails as it may, they wait their turn',
    ]);
  });

  test('an admin who raises or lifts the limit lets those that wait go on at once, and may take it back', async () => {
    await world.limit(1);
    await world.due(4);
    await world.fire('2026-03-02T09:00');
    const raised = await changeSettings(world.app, { actor: world.admin, change: { mailsPerHour: 3 } });
    if (!raised.ok) throw new Error('refused');
    expect(await world.fire('2026-03-02T09:01')).toHaveLength(2);
    expect(await undoSettings(world.app, { actor: world.admin, entryIds: raised.entryIds })).toMatchObject({
      ok: true,
    });
    expect(await world.fire('2026-03-02T09:02')).toHaveLength(0);
    await changeSettings(world.app, { actor: world.admin, change: { mailsPerHour: null } });
    expect(await world.fire('2026-03-02T09:03')).toHaveLength(1);
    expect(await world.queued()).toBe(0);
  });
});
