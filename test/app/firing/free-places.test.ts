import { vi } from 'vitest';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { type MayLeave, withheld } from '../../../src/app/ports/sending-outcome.js';
import type { Executions } from '../../../src/app/ports/stores/executions.js';
import { countedStates, endLeases } from '../../support/ledger.js';
import { createWorld, type World } from '../../support/world.js';

const taken: MailOutcome = { kind: 'accepted', providerMessageId: null };
const refused: MailOutcome = { kind: 'refused', reason: 'a bad address' };
const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

interface Given {
  readonly mailRequests: number;
  /** Mails in a request. */
  readonly most: number;
  readonly answer?: (mail: Mail) => MailOutcome;
  readonly beginSending?: (own: Executions['beginSending']) => Executions['beginSending'];
  /** In place of settling, which is `own`. */
  readonly settle?: (own: () => Promise<boolean>) => Promise<boolean>;
}

function worker({ mailRequests, most, answer = () => taken, beginSending, settle }: Given) {
  const requests: string[][] = [];
  const send = async (mails: readonly Mail[], mayLeave: MayLeave = async () => true) => {
    if (!(await mayLeave())) return mails.map(() => withheld);
    requests.push(mails.map(({ to }) => to.email));
    return mails.map(answer);
  };
  const one = async (mail: Mail, mayLeave?: MayLeave) => (await send([mail], mayLeave))[0] ?? withheld;
  const { executions } = world.store.read;
  const begin = beginSending?.(executions.beginSending) ?? executions.beginSending;
  const deps = {
    ...world.deps,
    mailRequests,
    mailer: { send: one, together: { most, keyOf: () => 'all', send } },
    store: { ...world.store, read: { ...world.store.read, executions: { ...executions, beginSending: begin } } },
  };
  const sender = stepSender('email', deps);
  const faults: unknown[] = [];
  const flow = createSendingFlow(
    deps,
    { ...sender, settle: (sent) => settle?.(() => sender.settle(sent)) ?? sender.settle(sent) },
    { onSettled: () => {}, onFault: (error) => faults.push(error) },
  );
  const end = async () => {
    for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
  };
  const runAll = () => flow.run().then(end);
  return { flow, requests, faults, end, runAll };
}

/** Settlements that stand until the test lets them go on. */
function hanging() {
  let goOn = () => {};
  const stands = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let asked = 0;
  return {
    settle: async (own: () => Promise<boolean>) => {
      asked += 1;
      await stands;
      return own();
    },
    asked: () => asked,
    goOn: () => goOn(),
  };
}

async function enroll(count: number, name = 'p') {
  const version = await world.publish({ name: `Of ${name}`, steps: [intro] });
  for (let nth = 0; nth < count; nth += 1) await world.enrollIn(version, { email: `${name}${nth}@example.com` });
}

const states = () => countedStates(world.pool);

const kept = async () => (await world.pool.query('SELECT id FROM requests WHERE kept_at IS NOT NULL')).rows;
const requestsLeft = async () => (await world.pool.query('SELECT id FROM requests')).rows;

/** Rows of which nobody knew anything if every worker died now. */
async function inDoubt(): Promise<number> {
  const { rows } = await world.pool.query(`
    SELECT count(*)::int AS count FROM executions x JOIN executions_sent s ON s.id = x.id AND s.attempt = x.attempts + 1
    WHERE x.state = 'claimed' AND s.kept_at IS NULL`);
  return rows[0].count;
}

test('a request’s place is free when its answer is there, although it is not settled yet', async () => {
  await enroll(6);
  const { settle, goOn, asked } = hanging();
  const { flow, requests, end } = worker({ mailRequests: 1, most: 2, settle });
  await flow.run();
  await vi.waitFor(() => expect(requests).toHaveLength(3));
  // The others are settled after the first, together.
  expect(asked()).toBe(1);
  await vi.waitFor(async () => expect(await kept()).toHaveLength(3));
  expect(await states()).toEqual({ sending: 6 });
  goOn();
  await end();
  expect(await states()).toEqual({ fired: 6 });
  expect(await requestsLeft()).toEqual([]);
});

test('no commit leaves more in doubt than requests may be open with mails in them, while settlements stand', async () => {
  await enroll(24);
  const { settle, goOn } = hanging();
  const counted: number[] = [];
  const { requests, flow, end } = worker({
    mailRequests: 2,
    most: 2,
    settle,
    beginSending:
      (own) =>
      async (...given) => {
        const begun = await own(...given);
        counted.push(await inDoubt());
        return begun;
      },
  });
  await flow.run();
  await vi.waitFor(() => expect(requests).toHaveLength(12));
  goOn();
  await end();
  expect(Math.max(...counted)).toBe(4);
  expect(await states()).toEqual({ fired: 24 });
});

test('a request with a mail that was not taken keeps its place until it is settled', async () => {
  await enroll(4);
  const { settle, goOn, asked } = hanging();
  const { flow, requests, end } = worker({
    mailRequests: 1,
    most: 2,
    settle,
    answer: ({ to }) => (to.email === 'p1@example.com' ? refused : taken),
  });
  await flow.run();
  await vi.waitFor(() => expect(asked()).toBe(1));
  await flow.run();
  expect(requests).toEqual([['p0@example.com', 'p1@example.com']]);
  expect(await kept()).toEqual([]);
  goOn();
  await end();
  expect(await states()).toEqual({ fired: 3, failed: 1 });
});

test('no more are in hand than twelve rounds of requests, however long settlements stand', async () => {
  await enroll(32);
  const { settle, goOn } = hanging();
  const { flow, requests, end } = worker({ mailRequests: 1, most: 2, settle });
  await flow.run();
  await vi.waitFor(() => expect(requests).toHaveLength(12));
  await vi.waitFor(async () => expect(await kept()).toHaveLength(12));
  await flow.run();
  expect(await states()).toEqual({ sending: 24 });
  expect(requests).toHaveLength(12);
  goOn();
  await end();
  expect(await states()).toEqual({ fired: 32 });
});

test('when the program stops, what is kept is settled and nothing else begins', async () => {
  await enroll(6);
  const { settle, goOn, asked } = hanging();
  const { flow, requests, end } = worker({
    mailRequests: 1,
    most: 2,
    settle,
    answer: ({ to }) => {
      if (to.email === 'p2@example.com') world.stop();
      return taken;
    },
  });
  await flow.run();
  await vi.waitFor(() => expect(asked()).toBe(1));
  await vi.waitFor(async () => expect(await states()).toEqual({ sending: 4, cancelled: 2 }));
  expect(flow.underWay()).not.toBeNull();
  goOn();
  await end();
  expect(requests).toHaveLength(2);
  expect(await states()).toEqual({ fired: 4, cancelled: 2 });
  expect(await requestsLeft()).toEqual([]);
});

describe('where it cannot be kept that a request was taken', () => {
  /** A database that fails whenever nothing but that is to be written. */
  const failing: Given['beginSending'] =
    (own) =>
    async (beginnings, ...given) => {
      if (beginnings.length === 0) throw new Error('no connection');
      return own(beginnings, ...given);
    };

  test('everything is settled all the same, and leaves once', async () => {
    await enroll(12);
    const { requests, faults, runAll } = worker({ mailRequests: 2, most: 2, beginSending: failing });
    await runAll();
    expect(requests.flat().sort()).toEqual([...new Set(requests.flat())].sort());
    expect(await states()).toEqual({ fired: 12 });
    expect(faults).toEqual([]);
  });

  test('and it was settled, it is kept no more', async () => {
    await enroll(2);
    const { runAll } = worker({ mailRequests: 1, most: 2, beginSending: failing });
    await runAll();
    await enroll(1, 'later');
    await runAll();
    expect(await states()).toEqual({ fired: 3 });
    expect(await requestsLeft()).toEqual([]);
  });

  test('and it cannot be settled either, it is kept with what begins next', async () => {
    await enroll(2);
    let failures = 4;
    const { flow, runAll, faults } = worker({
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
    expect(await inDoubt()).toBe(2);
    await enroll(1, 'later');
    // Once more it cannot be settled.
    await runAll();
    expect(faults).toHaveLength(2);
    expect(flow.underWay()).toBeNull();
    expect(await inDoubt()).toBe(0);
    await endLeases(world.pool);
    expect(await recoverLapsed(world.deps)).toBe(2);
    expect(await states()).toEqual({ fired: 3 });
  });

  test('and it is settled when it can be, nothing is left of it', async () => {
    await enroll(2);
    let isAway = true;
    const { runAll } = worker({
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
    await enroll(1, 'later');
    await runAll();
    expect(await states()).toEqual({ fired: 3 });
    expect(await requestsLeft()).toEqual([]);
  });
});
