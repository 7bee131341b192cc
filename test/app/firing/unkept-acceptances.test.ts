import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { endLeases } from '../../support/ledger.js';
import { createRequestsWorld, type Given, type RequestsWorld } from './requests-world.js';

let world: RequestsWorld;
beforeEach(async () => {
  world = await createRequestsWorld();
});
afterEach(() => world.close());

describe('where it cannot be kept that a request was taken', () => {
  /** A database that fails whenever nothing but that is to be written. */
  const failing: Given['beginSending'] =
    (own) =>
    async (beginnings, ...given) => {
      if (beginnings.length === 0) throw new Error('no connection');
      return own(beginnings, ...given);
    };

  test('everything is settled all the same, and leaves once', async () => {
    await world.enroll(12);
    const { requests, faults, runAll } = world.worker({ mailRequests: 2, most: 2, beginSending: failing });
    await runAll();
    expect(requests.flat().sort()).toEqual([...new Set(requests.flat())].sort());
    expect(await world.states()).toEqual({ fired: 12 });
    expect(faults).toEqual([]);
  });

  test('and it was settled, it is kept no more', async () => {
    await world.enroll(2);
    const { runAll } = world.worker({ mailRequests: 1, most: 2, beginSending: failing });
    await runAll();
    await world.enroll(1, 'later');
    await runAll();
    expect(await world.states()).toEqual({ fired: 3 });
    expect(await world.requestsLeft()).toEqual([]);
  });

  test('and it cannot be settled either, it is kept with what begins next', async () => {
    await world.enroll(2);
    let failures = 4;
    const { flow, runAll, faults } = world.worker({
      mailRequests: 2,
      most: 2,
      beginSending: failing,
      settle: async (own) => {
        failures -= 1;
        if (failures >= 0) throw new Error('no connection');
        return own();
      },
    });
    await runAll();
    expect(faults).toMatchObject([{ message: 'no connection' }]);
    expect(await world.inDoubt()).toBe(2);
    await world.enroll(1, 'later');
    // Once more it cannot be settled.
    await runAll();
    expect(faults).toHaveLength(2);
    expect(flow.underWay()).toBeNull();
    expect(await world.inDoubt()).toBe(0);
    await endLeases(world.pool);
    expect(await recoverLapsed(world.deps)).toBe(2);
    expect(await world.states()).toEqual({ fired: 3 });
  });

  test('and it is settled when it can be, nothing is left of it', async () => {
    await world.enroll(2);
    let isAway = true;
    const { runAll } = world.worker({
      mailRequests: 1,
      most: 2,
      beginSending: failing,
      settle: async (own) => {
        if (isAway) throw new Error('no connection');
        return own();
      },
    });
    await runAll();
    isAway = false;
    await world.enroll(1, 'later');
    await runAll();
    expect(await world.states()).toEqual({ fired: 3 });
    expect(await world.requestsLeft()).toEqual([]);
  });
});
