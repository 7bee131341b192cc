import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Store } from '../../../src/app/ports/store.js';
import { asking } from '../../support/asking.js';
import { countedStates, endLeases } from '../../support/ledger.js';
import { createWorld, type World } from '../../support/world.js';

const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hello there.' } };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function enroll(count: number) {
  const version = await world.publish({ steps: [intro] });
  for (let made = 0; made < count; made += 1) await world.enrollIn(version);
}

const states = () => countedStates(world.pool);

test("the provider's answer is written down although the database connection broke just then", async () => {
  await enroll(1);
  let failures = 0;
  const store: Store = {
    ...world.store,
    transact: (work, options) =>
      world.store.transact((tables) => {
        const settle: typeof tables.executions.settle = async (...given) => {
          if (failures++ === 0) throw new Error('Connection terminated');
          return tables.executions.settle(...given);
        };
        return work({ ...tables, executions: { ...tables.executions, settle } });
      }, options),
  };
  await fireDue({ ...world.deps, store });
  expect(failures).toBe(2);
  expect(await states()).toEqual({ fired: 1 });
});

/** Where beginning the first request meets a fault of the database, once. */
function storeWithFault(): Store {
  let asked = 0;
  return {
    ...world.store,
    read: {
      ...world.store.read,
      executions: {
        ...world.store.read.executions,
        beginSending: async (beginnings, lease) => {
          asked += 1;
          if (asked === 1) throw new Error('Connection terminated');
          return world.store.read.executions.beginSending(beginnings, lease);
        },
      },
    },
  };
}

test('after a fault nothing more is begun, and what was claimed is given back', async () => {
  await enroll(3);
  const broken = { ...world.deps, store: storeWithFault(), concurrency: 1 };
  await expect(fireDue(broken)).rejects.toThrow('Connection terminated');
  expect(world.mailer.taken).toEqual([]);
  // Whether the third had been claimed by then is a matter of chance.
  const { cancelled: _given, ...others } = await states();
  expect(others).toEqual({ claimed: 1 });
});

test('a fault at one mail leaves no other request without anybody who waits for its answer', async () => {
  await enroll(2);
  await expect(fireDue({ ...world.deps, store: storeWithFault() })).rejects.toThrow('Connection terminated');
  expect(world.mailer.taken).toHaveLength(1);
  expect(await states()).toEqual({ fired: 1, claimed: 1 });
});

test('says how long until the next lease runs out, by which a dead worker is found', async () => {
  const { executions } = world.store.read;
  expect(await executions.nextLapseMs()).toBeNull();
  await enroll(2);
  const gone = new Promise<never>(() => undefined);
  await new Promise<void>((resolve) => {
    const send = () => {
      resolve();
      return gone;
    };
    void fireDue({ ...world.deps, mailer: { send: asking(send) } });
  });
  const lapseMs = (await executions.nextLapseMs()) ?? Number.NaN;
  expect(lapseMs).toBeGreaterThan(world.deps.leaseMs / 2);
  expect(lapseMs).toBeLessThanOrEqual(world.deps.leaseMs);
  await endLeases(world.pool);
  expect(await executions.nextLapseMs()).toBe(0);
});
