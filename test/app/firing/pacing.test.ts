import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { pacedSender, pacedSize } from '../../../src/app/firing/pacedSender.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

test.each([
  [1, { concurrency: 3, most: 1 }],
  [10, { concurrency: 3, most: 10 }],
  [100, { concurrency: 8, most: 20 }],
  [5_000, { concurrency: 8, most: 20 }],
])('at %i a second no request carries more than a second’s worth, and few wait', (perSecond, size) => {
  expect(pacedSize({ concurrency: 8, most: 20 }, perSecond)).toEqual(size);
});

describe('with a database', () => {
  let world: AppWorld;
  beforeEach(async () => {
    world = await createAppWorld();
  });
  afterEach(() => world.close());

  const enrolled = async (count: number) => {
    const mail = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hi', body: 'Hi' } };
    const version = await world.publish({ steps: [mail] });
    for (let index = 0; index < count; index += 1) await world.enrollIn(version, { email: `c${index}@example.com` });
  };

  test('turns lie so far apart as the provider allows, whoever takes them', async () => {
    const begun = performance.now();
    const { take } = world.store.read.paces;
    const startsMs = await world.atOnce(
      Array.from({ length: 10 }, () => async () => {
        const waitMs = await take('sms', 2, 20);
        return performance.now() - begun + waitMs;
      }),
    );
    // Each takes two twentieths of a second. What an answer is on its way for is no part of it.
    expect(Math.max(...startsMs)).toBeGreaterThanOrEqual(9 * 100 - 1);
    expect(await take('email', 1, 20)).toBeLessThan(1);
  });

  test('a request waits for its turn before anything is written down of it', async () => {
    await enrolled(3);
    const waits: { readonly ms: number; readonly states: unknown }[] = [];
    const wait = async (ms: number) => {
      const { rows } = await world.pool.query('SELECT count(*)::int AS sending FROM requests');
      waits.push({ ms, states: rows[0].sending });
    };
    const deps = { ...world.deps, pacing: { perSecond: { email: 0.1 }, wait } };
    const [lane] = createStepLanes(deps, { onSettled: () => {}, onFault: () => {} }).filter(
      ({ name }) => name === 'email',
    );
    await lane?.run();
    for (let under = lane?.underWay(); under != null; under = lane?.underWay()) await under;
    expect(world.mailer.taken).toHaveLength(3);
    expect(waits.map(({ states }) => states)).toEqual(waits.map(() => 0));
    expect(Math.max(...waits.map(({ ms }) => ms))).toBeGreaterThan(10_000);
  });

  test('what waits for its turn when the program stops is due again, and not in doubt', async () => {
    await enrolled(2);
    let go = () => {};
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const deps = { ...world.deps, pacing: { perSecond: { email: 2 }, wait: () => waiting } };
    const [lane] = createStepLanes(deps, { onSettled: () => {}, onFault: () => {} }).filter(
      ({ name }) => name === 'email',
    );
    await lane?.run();
    world.stop();
    go();
    await lane?.underWay();
    expect(world.mailer.taken).toEqual([]);
    const { rows } = await world.pool.query('SELECT state FROM executions');
    expect(rows).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }]);
    expect(await world.store.read.enrollments.nextDueAt('email')).not.toBeNull();
  });

  test('a kind that goes slowly holds up no other: texts and tasks leave while all mails wait for their turn', async () => {
    await enrolled(20);
    const text = { id: 'text', kind: 'sms', when: 'immediately', sms: { body: 'Hi' } };
    const task = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
    const texts = await world.publish({ name: 'Texts', steps: [task, text] });
    await world.enrollIn(texts, { email: 'ada@example.com', phone: '+15005550009' });
    let go = () => {};
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    const deps = { ...world.deps, pacing: { perSecond: { email: 1 }, wait: () => waiting } };
    const lanes = createStepLanes(deps, { onSettled: () => {}, onFault: () => {} });
    for (const lane of lanes) await lane.run();
    await lanes.find(({ name }) => name === 'sms')?.run();
    await lanes.find(({ name }) => name === 'sms')?.underWay();
    expect(world.texter.taken).toHaveLength(1);
    expect((await world.pool.query('SELECT FROM tasks')).rowCount).toBe(1);
    expect(world.mailer.taken).toEqual([]);
    // And of the mails no more are in this worker's hands than may leave in the next seconds.
    const { rows } = await world.pool.query("SELECT count(*)::int AS count FROM executions WHERE state = 'claimed'");
    expect(rows[0].count).toBeLessThanOrEqual(6);
    world.stop();
    go();
    await Promise.all(lanes.flatMap((lane) => lane.underWay() ?? []));
  });

  test('what is due and waits for others before it says so', async () => {
    await enrolled(3);
    const whyOf = async (index: number) => {
      const asked = { actor: world.rep, email: `c${index}@example.com`, sequence: null };
      const told = await explainEnrollment(world.app, asked);
      return told.ok ? told.why.enrollments[0]?.facts : told;
    };
    expect(await whyOf(0)).toEqual([]);
    const begun = await world.clock.now();
    for (const [index, minutes] of [2, 1, 0].entries()) {
      await world.pool.query(
        `UPDATE enrollments SET due_at = $2 FROM contacts c WHERE c.id = contact_id AND c.email = $1`,
        [`c${index}@example.com`, begun.minus({ minutes }).toJSDate()],
      );
    }
    await world.clock.freezeAt(begun.plus({ minutes: 1 }));
    expect(await whyOf(0)).toEqual(['It has been due since Mon 2 Mar, 07:58 and waits its turn: it is the next']);
    expect(await whyOf(2)).toEqual(['It has been due since Mon 2 Mar, 08:00 and waits its turn: 2 go before it']);
    await fireDue(world.deps);
    expect(await whyOf(2)).toEqual([]);
  });

  test('a kind without a limit is left as it is', () => {
    const sender = stepSender('sms', world.deps);
    const deps = { ...world.deps, pacing: { perSecond: { email: 2 }, wait: async () => undefined } };
    expect(pacedSender('sms', sender, deps)).toBe(sender);
    expect(pacedSender('sms', sender, world.deps)).toBe(sender);
  });
});
