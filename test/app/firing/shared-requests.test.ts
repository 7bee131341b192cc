import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { type MayLeave, withheld } from '../../../src/app/ports/sending-outcome.js';
import { asking } from '../../support/asking.js';
import { countedStates } from '../../support/ledger.js';
import { createWorld, type World } from '../../support/world.js';

const taken: MailOutcome = { kind: 'accepted', providerMessageId: null };
const unknown: MailOutcome = { kind: 'unknown', reason: 'SendGrid failed (500)' };
const refused: MailOutcome = { kind: 'refused', reason: 'a bad address' };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** A worker whose provider takes up to `most` mails of one sender in a request, and `mailRequests` of these at once. */
function worker(options: { most: number; mailRequests?: number; answer?: (mails: readonly Mail[]) => MailOutcome[] }) {
  const requests: string[][] = [];
  const answer = options.answer ?? ((mails) => mails.map(() => taken));
  let open = 0;
  let mostOpen = 0;
  const hand = async (mails: readonly Mail[]) => {
    requests.push(mails.map(({ to }) => to.email));
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    return answer(mails);
  };
  const send = asking(async (mail: Mail) => (await hand([mail]))[0] ?? unknown);
  const together = {
    most: options.most,
    keyOf: ({ from }: Mail) => from.name ?? null,
    send: async (mails: readonly Mail[], mayLeave: MayLeave = async () => true) =>
      (await mayLeave()) ? hand(mails) : mails.map(() => withheld),
  };
  const deps = { ...world.deps, mailRequests: options.mailRequests ?? 1, mailer: { send, together } };
  const sender = stepSender('email', deps);
  const claims: number[] = [];
  const claim: typeof sender.claim = async (asked) => {
    const claimed = await sender.claim(asked);
    claims.push(claimed.ready.length);
    return claimed;
  };
  const flow = createSendingFlow(
    deps,
    { ...sender, claim },
    {
      onSettled: () => {},
      onFault: (error) => {
        throw error;
      },
    },
  );
  return {
    requests,
    claims,
    mostOpen: () => mostOpen,
    runAll: async () => {
      await flow.run();
      for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
    },
  };
}

/** Mails at once, in this order, each from the sender who is named. */
async function enroll(...senders: readonly string[]) {
  for (const [index, name] of senders.entries()) {
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
    const email = { subject: 'Hello', body: 'Hi there.' };
    const step = { id: 'intro', kind: 'email', when: 'immediately', from: { name }, email };
    const version = await world.publish({ name: `Of ${name} ${index}`, steps: [step] });
    await world.enrollIn(version, { email: `${name}${index}@example.com` });
  }
}

const states = () => countedStates(world.pool);

test('mails of one sender share a request, the longest due first, and those of others do not', async () => {
  await enroll('a', 'b', 'a', 'a', 'b', 'a');
  const { requests, runAll } = worker({ most: 3 });
  await runAll();
  expect(requests).toEqual([
    ['a0@example.com', 'a2@example.com', 'a3@example.com'],
    ['b1@example.com', 'b4@example.com'],
    ['a5@example.com'],
  ]);
  expect(await states()).toEqual({ fired: 6 });
});

test('copies of one text share a request with one another before they do with those of others', async () => {
  for (const [index, about] of [
    'engines',
    'looms',
    'engines',
    'looms',
    'engines',
    'looms',
    'engines',
    'looms',
  ].entries()) {
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
    const email = { subject: 'Hello', body: `Hi {{ contact.firstName }}, a word about ${about}?` };
    const version = await world.publish({
      name: `About ${index}`,
      steps: [{ id: 'a', kind: 'email', when: 'immediately', email }],
    });
    await world.enrollIn(version, { email: `${about}${index}@example.com`, firstName: 'Ada' });
  }
  const { requests, runAll } = worker({ most: 2, mailRequests: 2 });
  await runAll();
  // What each has in common is known from its second on.
  expect(requests.map((emails) => emails.map((email) => email.split('@')[0])).sort()).toEqual([
    ['engines0', 'looms1'],
    ['engines2', 'engines4'],
    ['engines6', 'looms7'],
    ['looms3', 'looms5'],
  ]);
  expect(await states()).toEqual({ fired: 8 });
});

test('no more requests are open than may be, however many mails are in them', async () => {
  await enroll(...Array.from({ length: 12 }, () => 'a'));
  const { mostOpen, runAll } = worker({ most: 2, mailRequests: 2 });
  await runAll();
  expect(mostOpen()).toBeLessThanOrEqual(2);
  expect(await states()).toEqual({ fired: 12 });
});

test('only the mails of requests that are open are being sent; the others are claimed and nothing more', async () => {
  await enroll('a', 'a', 'a', 'a');
  const seen: Record<string, number>[] = [];
  const { runAll } = worker({ most: 2, answer: (mails) => mails.map(() => taken) });
  const { beginSending } = world.store.read.executions;
  world.store.read.executions.beginSending = async (...given) => {
    const begun = await beginSending(...given);
    seen.push(await states());
    return begun;
  };
  await runAll();
  expect(seen[0]).toEqual({ sending: 2, claimed: 2 });
});

test('each mail of a request is settled by what became of it', async () => {
  await enroll('a', 'a', 'a');
  const { runAll } = worker({ most: 3, answer: () => [taken, refused, taken] });
  await runAll();
  expect(await states()).toEqual({ fired: 2, failed: 1 });
});

test('a request whose end nobody knows leaves its mails in doubt, and no others', async () => {
  await enroll('a', 'a', 'a', 'a');
  let first = true;
  const { runAll } = worker({
    most: 2,
    answer: (mails) => {
      const answers = mails.map(() => (first ? unknown : taken));
      first = false;
      return answers;
    },
  });
  await runAll();
  const { uncertain = 0, fired = 0 } = await states();
  expect(uncertain).toBe(2);
  expect(fired).toBeLessThanOrEqual(2);
});

test('a provider that was away is tried with a single mail', async () => {
  await enroll('a', 'a', 'a', 'a', 'a', 'a');
  let away = true;
  const busy: MailOutcome = { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' };
  const { requests, runAll } = worker({ most: 3, answer: (mails) => mails.map(() => (away ? busy : taken)) });
  await runAll();
  expect(requests).toHaveLength(1);
  away = false;
  await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
  await runAll();
  expect(requests[1]).toHaveLength(1);
  expect(requests[2]?.length).toBeGreaterThan(1);
  expect(await states()).toEqual({ fired: 6 });
});

test('a mail whose claim was taken back leaves with none of its request', async () => {
  await enroll('a', 'a', 'a');
  const { requests, runAll } = worker({ most: 3 });
  const { beginSending } = world.store.read.executions;
  world.store.read.executions.beginSending = async (beginnings, ...others) => {
    await world.pool.query("UPDATE executions SET state = 'cancelled' WHERE id = $1", [
      beginnings[0]?.claims[1]?.executionId,
    ]);
    return beginSending(beginnings, ...others);
  };
  await runAll();
  expect(requests).toEqual([['a0@example.com', 'a2@example.com']]);
});

test('of what falls due at once the first leaves while the rest is decided', async () => {
  await enroll(...Array.from({ length: 8 }, () => 'a'));
  const { claims, runAll } = worker({ most: 2 });
  await runAll();
  expect(claims[0]).toBe(4);
  expect(await states()).toEqual({ fired: 8 });
});
