import { DateTime } from 'luxon';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';

const step = (id: string, when: string | object, more: object = {}) => {
  return { id, kind: 'email', when, email: { subject: id, body: 'Hi there.' }, ...more };
};
const window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const at = (time: string) => DateTime.fromISO(time, { zone: world.workspace.zone }).toUTC();

/** What the Late section of a digest over the day before `time` says. */
async function lateAt(time: string) {
  const now = at(time);
  const of = { workspace: world.workspace, from: now.minus({ days: 1 }), to: now, now };
  const { sections } = await composeDigest(world.store.read, of);
  return sections.find(({ title }) => title === 'Late')?.lines;
}

/** Comes back at `time` with a provider that takes a while; answers whom it took, and how many requests were open at most. */
async function comesBackAt(time: string) {
  await world.clock.freezeAt(at(time));
  const subjects: string[] = [];
  let open = 0;
  let mostOpen = 0;
  const send = async ({ subject }: Mail) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    subjects.push(subject);
    return { kind: 'accepted', providerMessageId: null } as const;
  };
  await fireDue({ ...world.deps, concurrency: 3, mailer: { send: asking(send) } });
  return { subjects: subjects.sort(), mostOpen };
}

async function enroll(id: string, when: object, people: number) {
  const version = await world.publish({ name: id, window, steps: [step(id, when)] });
  for (let person = 0; person < people; person += 1)
    await world.enrollIn(version, { email: `${id}${person}@a.example` });
}

test('after hours of downtime, what is not too late leaves at once, within the limits, the rest at its next time, and the digest says so', async () => {
  await enroll('early', { days: 0, at: '09:00' }, 3);
  await enroll('noon', { days: 0, at: '12:00' }, 8);
  const back = await comesBackAt('2026-03-02T15:30');
  expect(back.subjects).toEqual(Array(8).fill('noon'));
  expect(back.mostOpen).toBeLessThanOrEqual(3);
  expect(await lateAt('2026-03-02T15:31')).toEqual([
    '8 steps left late, by up to 3 h 30 min: no worker was there when it was due',
  ]);
  expect((await comesBackAt('2026-03-03T08:59')).subjects).toEqual([]);
  expect((await comesBackAt('2026-03-03T09:00')).subjects).toEqual(Array(3).fill('early'));
  expect(await lateAt('2026-03-03T09:01')).toEqual([
    '11 steps left late, by up to 1 d: no worker was there when it was due',
  ]);
});

test('after days of downtime nothing leaves outside of its window, and nothing twice', async () => {
  await enroll('noon', { days: 0, at: '12:00' }, 2);
  expect((await comesBackAt('2026-03-07T12:00')).subjects).toEqual([]);
  expect((await comesBackAt('2026-03-09T12:00')).subjects).toEqual(['noon', 'noon']);
  expect((await comesBackAt('2026-03-10T12:00')).subjects).toEqual([]);
});

describe('a clock that is set back and on', () => {
  test('has nothing leave twice, and loses nothing', async () => {
    await world.enrollIn(
      await world.publish({ steps: [step('now', 'immediately'), step('then', { days: 1, at: '09:00' })] }),
    );
    expect((await comesBackAt('2026-03-02T08:00')).subjects).toEqual(['now']);
    for (const time of ['2026-03-02T07:00', '2026-03-01T08:00', '2026-03-03T08:59', '2026-03-02T12:00']) {
      expect((await comesBackAt(time)).subjects).toEqual([]);
    }
    expect((await comesBackAt('2026-03-03T09:00')).subjects).toEqual(['then']);
    for (const time of ['2026-03-02T08:00', '2026-03-03T09:00', '2026-03-04T09:00']) {
      expect((await comesBackAt(time)).subjects).toEqual([]);
    }
  });

  test('while a mail is leaving changes nothing of whose it is: leases go by the time that is left of them', async () => {
    await world.enrollIn(await world.publish({ steps: [step('now', 'immediately')] }));
    let others: readonly string[] = ['nobody looked'];
    const send = async () => {
      others = [];
      for (const time of ['2026-03-02T20:00', '2026-03-02T06:00']) {
        others = [...others, ...(await comesBackAt(time)).subjects];
      }
      return { kind: 'accepted', providerMessageId: null } as const;
    };
    await fireDue({ ...world.deps, mailer: { send: asking(send) } });
    expect(others).toEqual([]);
    const { rows } = await world.pool.query('SELECT state, attempts FROM executions');
    expect(rows).toEqual([{ state: 'fired', attempts: 1 }]);
  });
});
