import { fireDue } from '../../../src/app/firing/fireDue.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { asking } from '../../support/asking.js';
import { createWorld, type World } from '../../support/world.js';

const email = { subject: 'Hello', body: 'Hi there.' };
const intro = { id: 'intro', kind: 'email', when: 'immediately', email };
const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** What a worker is told when the mail of these steps was settled: whether anything else may be due soon. */
async function toldAfter(steps: readonly object[], outcome?: Exclude<MailOutcome, { kind: 'accepted' }>) {
  await world.enrollIn(await world.publish({ steps }));
  if (outcome !== undefined) world.mailer.answerNext({ outcome });
  const told: boolean[] = [];
  const onFault = (error: unknown) => {
    throw error;
  };
  const inside = createStepLanes(world.deps, { onSettled: () => {}, onFault }).find(({ name }) => name === 'inside');
  await inside?.run();
  const flow = createSendingFlow(world.deps, stepSender('email', world.deps), {
    onSettled: (mayBeDue) => told.push(mayBeDue),
    onFault,
  });
  await flow.run();
  for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
  return told;
}

describe('after a mail was settled, other lanes', () => {
  test.each<[string, readonly object[]]>([
    ['nothing comes after it', [intro]],
    ['what comes next is days away', [intro, { ...intro, id: 'later', when: { days: 3 } }]],
  ])('are left alone where %s', async (_, steps) => {
    expect(await toldAfter(steps)).toEqual([false]);
  });

  test.each<[string, readonly object[]]>([
    ['the next step is due at once', [intro, { id: 'w', kind: 'delay', for: '0 minutes' }]],
    ['the next step is due in a minute', [intro, { ...intro, id: 'later', when: { days: 0, at: '08:01' } }]],
    ['the message of an open task tells of it', [call, intro]],
  ])('look for work where %s', async (_, steps) => {
    expect(await toldAfter(steps)).toEqual([true]);
  });

  test.each<Exclude<MailOutcome, { kind: 'accepted' }>>([
    { kind: 'refused', reason: 'bad address' },
    { kind: 'unknown', reason: 'no answer' },
    { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' },
  ])('look for work where it was $kind', async (outcome) => {
    expect(await toldAfter([intro], outcome)).toEqual([true]);
  });
});

test("a mail's answer has the messages of its enrollment's open tasks rewritten", async () => {
  await world.enrollIn(await world.publish({ steps: [call, intro, { ...intro, id: 'later', when: { days: 3 } }] }));
  const send = async (_mail: Mail): Promise<MailOutcome> => {
    await world.pool.query("UPDATE posts SET ts = '1', channel = 'D', shown = wanted, due_at = NULL");
    return { kind: 'accepted', providerMessageId: 'm-1' };
  };
  await fireDue({ ...world.deps, mailer: { send: asking(send) } });
  expect((await world.pool.query('SELECT kind, due_at FROM posts')).rows).toEqual([
    { kind: 'task', due_at: expect.any(Date) },
  ]);
});
