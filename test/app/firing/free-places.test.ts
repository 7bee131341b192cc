import { vi } from 'vitest';
import type { MailOutcome } from '../../../src/app/ports/mailer.js';
import { createRequestsWorld, type RequestsWorld, taken } from './requests-world.js';

const refused: MailOutcome = { kind: 'refused', reason: 'a bad address' };

let world: RequestsWorld;
beforeEach(async () => {
  world = await createRequestsWorld();
});
afterEach(() => world.close());

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

test('a request’s place is free when its answer is there, although it is not settled yet', async () => {
  await world.enroll(6);
  const { settle, goOn, asked } = hanging();
  const { flow, requests, end } = world.worker({ mailRequests: 1, most: 2, settle });
  await flow.run();
  await vi.waitFor(() => expect(requests).toHaveLength(3));
  // The others are settled after the first, together.
  expect(asked()).toBe(1);
  await vi.waitFor(async () => expect(await world.kept()).toHaveLength(3));
  expect(await world.states()).toEqual({ sending: 6 });
  goOn();
  await end();
  expect(await world.states()).toEqual({ fired: 6 });
  expect(await world.requestsLeft()).toEqual([]);
});

test('no commit leaves more in doubt than requests may be open with mails in them, while settlements stand', async () => {
  await world.enroll(24);
  const { settle, goOn } = hanging();
  const counted: number[] = [];
  const { requests, flow, end } = world.worker({
    mailRequests: 2,
    most: 2,
    settle,
    beginSending:
      (own) =>
      async (...given) => {
        const begun = await own(...given);
        counted.push(await world.inDoubt());
        return begun;
      },
  });
  await flow.run();
  await vi.waitFor(() => expect(requests).toHaveLength(12));
  goOn();
  await end();
  expect(Math.max(...counted)).toBe(4);
  expect(await world.states()).toEqual({ fired: 24 });
});

test('a request with a mail that was not taken keeps its place until it is settled', async () => {
  await world.enroll(4);
  const { settle, goOn, asked } = hanging();
  const { flow, requests, end } = world.worker({
    mailRequests: 1,
    most: 2,
    settle,
    answer: ({ to }) => (to.email === 'p1@example.com' ? refused : taken),
  });
  await flow.run();
  await vi.waitFor(() => expect(asked()).toBe(1));
  await flow.run();
  expect(requests).toEqual([['p0@example.com', 'p1@example.com']]);
  expect(await world.kept()).toEqual([]);
  goOn();
  await end();
  expect(await world.states()).toEqual({ fired: 3, failed: 1 });
});

test('no more are in hand than twelve rounds of requests, however long settlements stand', async () => {
  await world.enroll(32);
  const { settle, goOn } = hanging();
  const { flow, requests, end } = world.worker({ mailRequests: 1, most: 2, settle });
  await flow.run();
  await vi.waitFor(() => expect(requests).toHaveLength(12));
  await vi.waitFor(async () => expect(await world.kept()).toHaveLength(12));
  await flow.run();
  expect(await world.states()).toEqual({ sending: 24 });
  expect(requests).toHaveLength(12);
  goOn();
  await end();
  expect(await world.states()).toEqual({ fired: 32 });
});

test('when the program stops, what is kept is settled and nothing else begins', async () => {
  await world.enroll(6);
  const { settle, goOn, asked } = hanging();
  const { flow, requests, end } = world.worker({
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
  await vi.waitFor(async () => expect(await world.states()).toEqual({ sending: 4, cancelled: 2 }));
  expect(flow.underWay()).not.toBeNull();
  goOn();
  await end();
  expect(requests).toHaveLength(2);
  expect(await world.states()).toEqual({ fired: 4, cancelled: 2 });
  expect(await world.requestsLeft()).toEqual([]);
});
