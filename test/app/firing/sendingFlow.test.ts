import { vi } from 'vitest';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { asking } from '../../support/asking.js';
import { countedStates } from '../../support/ledger.js';
import { createWorld, type World } from '../../support/world.js';

const mail = { subject: 'Hello', body: 'Hi there.' };
const intro = { id: 'intro', kind: 'email', when: 'immediately', email: mail };
const taken: MailOutcome = { kind: 'accepted', providerMessageId: null };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** A worker whose requests stay open until the test answers them. */
function patientWorker(concurrency: number, moment?: () => Promise<void>) {
  const open = new Map<string, (outcome: MailOutcome) => void>();
  const begun: string[] = [];
  let waiting: { readonly count: number; readonly reached: () => void } | null = null;
  const send = (one: Mail) =>
    new Promise<MailOutcome>((resolve) => {
      open.set(one.to.email, resolve);
      begun.push(one.to.email);
      if (waiting !== null && begun.length >= waiting.count) waiting.reached();
    });
  let settled = 0;
  const faults: unknown[] = [];
  const deps = { ...world.deps, concurrency, mailer: { send: asking(send) }, ...(moment && { moment }) };
  const sender = stepSender('email', deps);
  const settlements: number[] = [];
  const settle: typeof sender.settle = (sent) => {
    settlements.push(sent.length);
    return sender.settle(sent);
  };
  const flow = createSendingFlow(
    deps,
    { ...sender, settle },
    {
      onSettled: () => (settled += 1),
      onFault: (error) => faults.push(error),
    },
  );
  return {
    flow,
    begun,
    settlements,
    faults,
    settled: () => settled,
    answer: (email: string) => open.get(email)?.(taken),
    answerAll: async () => {
      for (let under = flow.underWay(); under !== null; under = flow.underWay()) {
        for (const resolve of open.values()) resolve(taken);
        await Promise.race([under, new Promise((resolve) => setImmediate(resolve))]);
      }
    },
    /** Resolves when so many requests were begun. */
    whenBegun: (count: number) =>
      begun.length >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            waiting = { count, reached: resolve };
          }),
  };
}

async function enroll(...names: readonly string[]) {
  const version = await world.publish({ name: `For ${names.join(' ')}`, steps: [intro] });
  for (const name of names) await world.enrollIn(version, { email: `${name}@example.com` });
}

const states = () => countedStates(world.pool);

test('one request that hangs holds up nothing that falls due while others are free', async () => {
  const { flow, begun, whenBegun, answerAll } = patientWorker(4);
  await enroll('slow');
  await flow.run();
  await whenBegun(1);
  await enroll('quick');
  await flow.run();
  await whenBegun(2);
  expect(begun).toEqual(['slow@example.com', 'quick@example.com']);
  await answerAll();
  expect(await states()).toEqual({ fired: 2 });
});

test('as a request ends the next begins, and never more than so many are open', async () => {
  const { flow, begun, whenBegun, answer, answerAll } = patientWorker(2);
  await enroll('a', 'b', 'c', 'd', 'e', 'f');
  await flow.run();
  await whenBegun(2);
  expect((await states()).sending).toBe(2);
  answer(begun[0] ?? '');
  await whenBegun(3);
  expect(begun).toHaveLength(3);
  expect(await states()).toMatchObject({ fired: 1, sending: 2 });
  await answerAll();
  expect(await states()).toEqual({ fired: 6 });
  expect(new Set(begun).size).toBe(6);
});

test('answers wait a moment for one another, and no longer for one that hangs', async () => {
  let end = () => {};
  const moment = () =>
    new Promise<void>((resolve) => {
      end = resolve;
    });
  const { flow, begun, settlements, whenBegun, answer, answerAll } = patientWorker(3, moment);
  await enroll('a', 'b', 'c');
  await flow.run();
  await whenBegun(3);
  for (const email of begun.slice(0, 2)) answer(email);
  await new Promise((resolve) => setImmediate(resolve));
  expect(settlements).toEqual([]);
  end();
  await vi.waitFor(async () => expect(await states()).toEqual({ fired: 2, sending: 1 }));
  // Nobody is left to wait for.
  await answerAll();
  expect(settlements).toEqual([2, 1]);
});

test('no more is claimed than one round of requests can begin, so that others can have the rest', async () => {
  const { flow, whenBegun, answerAll } = patientWorker(2);
  await enroll('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  await flow.run();
  await whenBegun(2);
  const { claimed = 0, sending = 0 } = await states();
  expect(claimed + sending).toBeLessThanOrEqual(4);
  await answerAll();
});

test('when the program stops, what was claimed and not begun is given back at once', async () => {
  const { flow, whenBegun, answerAll } = patientWorker(1);
  await enroll('a', 'b');
  await flow.run();
  await whenBegun(1);
  expect(await states()).toEqual({ sending: 1, claimed: 1 });
  world.stop();
  flow.underWay();
  await flow.run();
  expect(await states()).toEqual({ sending: 1, cancelled: 1 });
  await answerAll();
  expect(await states()).toEqual({ fired: 1, cancelled: 1 });
  expect(await world.store.read.enrollments.nextDueAt('email')).not.toBeNull();
});

test('says when something was settled, and how many were decided since it was asked last', async () => {
  const { flow, settled, whenBegun, answerAll } = patientWorker(1);
  await enroll('a', 'b', 'c');
  expect(await flow.run()).toBe(2);
  await whenBegun(1);
  await answerAll();
  expect(settled()).toBeGreaterThan(0);
  expect(await flow.run()).toBe(1);
  expect(await flow.run()).toBe(0);
  expect(flow.underWay()).toBeNull();
});

/** How often a run looks for what is due, each time in a transaction. */
async function looksOfOneRun(): Promise<number> {
  let looks = 0;
  const transact: World['store']['transact'] = (...args) => {
    looks += 1;
    return world.store.transact(...args);
  };
  const deps = { ...world.deps, store: { ...world.store, transact } };
  const events = { onSettled: () => undefined, onFault: () => undefined };
  const inside = createStepLanes(deps, events).find(({ name }) => name === 'inside');
  await inside?.run();
  return looks;
}

test('a run that took all there was does not look again', async () => {
  const wait = await world.publish({ steps: [{ id: 'w', kind: 'delay', for: '0 minutes' }] });
  await world.enrollIn(wait);
  expect(await looksOfOneRun()).toBe(1);
});

test('a run looks again where a step brought somebody into another sequence', async () => {
  await world.publish({ name: 'Next', steps: [{ id: 'w', kind: 'delay', for: '0 minutes' }] });
  const leads = { id: 'x', kind: 'exit', when: 'immediately', moveTo: 'Next' };
  await world.enrollIn(await world.publish({ name: 'First', steps: [leads] }));
  expect(await looksOfOneRun()).toBe(2);
  expect(await states()).toEqual({ fired: 2 });
});

test('a run looks again where a rule emptied a date that others go by', async () => {
  const { contact } = await world.enrollIn(
    await world.publish({
      name: 'Dated',
      type: 'date',
      steps: [{ ...intro, when: { event: 'renewal', at: '09:00' } }],
    }),
    { fields: { renewal: '2026-04-01' } },
  );
  const empties = { id: 'r', kind: 'rule', when: 'immediately', do: [{ setField: { name: 'renewal', value: null } }] };
  await world.enrollIn(await world.publish({ name: 'Rules', steps: [empties] }), contact);
  expect(await looksOfOneRun()).toBe(2);
});

test('what waited for longer than its lease, and was claimed anew by the same worker, leaves once', async () => {
  const { flow, begun, whenBegun, answerAll } = patientWorker(2);
  await enroll('a', 'b', 'c');
  await flow.run();
  await whenBegun(2);
  await world.pool.query("UPDATE executions SET lease_until = now() - interval '1 second'");
  expect(await recoverLapsed(world.deps)).toBe(1);
  await flow.run();
  expect(await states()).toEqual({ sending: 2, claimed: 1 });
  await answerAll();
  expect(begun).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
  expect(await states()).toEqual({ fired: 3 });
});
