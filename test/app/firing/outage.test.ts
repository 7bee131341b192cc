import { DateTime } from 'luxon';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { resolveUncertain } from '../../../src/app/enrollments/resolveUncertain.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { countedStates } from '../../support/ledger.js';
import { monday } from '../../support/world.js';

const mail = { subject: 'Hello', body: 'Hi there.' };
const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };
const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
const failed: MailOutcome = { kind: 'unknown', reason: 'SendGrid failed (500)' };
const noKey: MailOutcome = {
  kind: 'deferred',
  reason: 'the key is refused (401)',
  retryAfterMs: null,
  cause: 'account',
};
const concurrency = 16;

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** So many who are due a minute one after the other, the last at 07:59; their addresses in that order. */
async function backlog(count: number): Promise<string[]> {
  const version = await world.publish({ name: 'Backlog', steps: [intro] });
  const emails = Array.from({ length: count }, (_, index) => `c${index}@example.com`);
  for (const [index, email] of emails.entries()) {
    await world.clock.freezeAt(monday.minus({ minutes: count - index }));
    await world.enrollIn(version, { email });
  }
  return emails;
}

const states = () => countedStates(world.pool);

/** One worker that goes on, whose provider answers as it is told; each run is waited for. */
function worker(answer: (mail: Mail) => MailOutcome) {
  const sent: string[] = [];
  const mailer = {
    send: asking(async (one: Mail) => {
      sent.push(one.to.email);
      return answer(one);
    }),
  };
  const onFault = (error: unknown) => {
    throw error;
  };
  const lanes = createStepLanes({ ...world.deps, concurrency, mailer }, { onSettled: () => {}, onFault });
  const underWay = () => lanes.flatMap((lane) => lane.underWay() ?? []);
  return {
    sent,
    runAt: async (time: string) => {
      const at = DateTime.fromISO(`2026-03-02T${time}`, { zone: world.workspace.zone });
      await world.clock.freezeAt(at.toUTC());
      for (const lane of lanes) await lane.run();
      for (let under = underWay(); under.length > 0; under = underWay()) await Promise.all(under);
    },
  };
}

const notices = async () =>
  (await world.pool.query("SELECT id, conversation, content->'notice' AS notice FROM posts WHERE kind = 'notice'"))
    .rows;

describe('a provider that fails', () => {
  test('makes no more mails uncertain than are sent at once, and the others wait and say so', async () => {
    await backlog(60);
    const { sent, runAt } = worker(() => failed);
    await runAt('08:00:00');
    const { uncertain = 0, deferred = 0 } = await states();
    expect(uncertain).toBe(sent.length);
    expect(uncertain).toBeLessThanOrEqual(concurrency);
    expect(uncertain + deferred).toBe(60);
    const why = await explainEnrollment(world.app, { actor: world.rep, email: 'c59@example.com', sequence: null });
    expect(why.ok && why.why.enrollments[0]?.facts).toEqual([
      'It did not leave (SendGrid failed (500)); the next try is at Mon 2 Mar, 08:00',
    ]);
  });

  test('is tried with one mail after a wait, and when that one leaves the others follow', async () => {
    await backlog(40);
    let works = false;
    const { sent, runAt } = worker(() => (works ? { kind: 'accepted', providerMessageId: null } : failed));
    await runAt('08:00:00');
    const begun = sent.length;
    await runAt('08:00:14');
    expect(sent).toHaveLength(begun);
    await runAt('08:00:15');
    expect(sent).toHaveLength(begun + 1);
    works = true;
    await runAt('08:00:46');
    expect(new Set(sent).size).toBe(40);
    expect(sent).toHaveLength(40);
  });

  test('leaves those that wait in the order in which they were due', async () => {
    const emails = await backlog(40);
    const { sent, runAt } = worker(() => failed);
    await runAt('08:00:00');
    const { rows } = await world.pool.query(
      'SELECT c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id WHERE due_at IS NOT NULL ORDER BY due_at',
    );
    expect(rows.map(({ email }) => email)).toEqual(emails.filter((email) => !sent.includes(email)));
  });

  test('that has no key asked about is not asked for every mail', async () => {
    await backlog(40);
    const { sent, runAt } = worker(() => noKey);
    await runAt('08:00:00');
    expect(sent.length).toBeLessThanOrEqual(concurrency);
    expect(await states()).toEqual({ deferred: 40 });
    const begun = sent.length;
    await runAt('08:00:20');
    expect(sent).toHaveLength(begun + 1);
  });

  test('holds up nothing that is not a mail', async () => {
    await backlog(3);
    const { runAt } = worker(() => noKey);
    await runAt('08:00:00');
    await world.enrollIn(await world.publish({ name: 'Calls', steps: [call] }));
    await runAt('08:00:01');
    expect(await world.store.read.tasks.count({ workspaceId: world.workspace.id })).toBe(1);
  });
});

test('a digest says what mails waited for, and not that nobody was there to send them', async () => {
  await backlog(1);
  let works = false;
  const { runAt } = worker(() => (works ? { kind: 'accepted', providerMessageId: null } : noKey));
  await runAt('08:00:00');
  await world.enrollIn(await world.publish({ name: 'Later', steps: [intro] }));
  await runAt('08:00:01');
  const lateAt = async (time: string) => {
    const now = DateTime.fromISO(`2026-03-02T${time}`, { zone: world.workspace.zone }).toUTC();
    const of = { workspace: world.workspace, from: now.minus({ hours: 12 }), to: now, now };
    const { sections } = await composeDigest(world.store.read, of);
    return sections.find(({ title }) => title === 'Late')?.lines;
  };
  const notTaken = 'not taken by the provider at first (the key is refused (401))';
  await runAt('09:50:00');
  expect(await lateAt('09:50:01')).toEqual([`2 steps have not left yet, late by up to 1 h 51 min: ${notTaken}`]);
  works = true;
  await runAt('10:10:00');
  expect(await lateAt('10:10:01')).toEqual([`2 steps left late, by up to 2 h 11 min: ${notTaken}`]);
});

describe('"was this sent?" of one incident', () => {
  test('is one message for each owner, also when it goes on for a while', async () => {
    await backlog(30);
    const { sent, runAt } = worker(() => failed);
    await runAt('08:00:00');
    const [first] = await notices();
    await runAt('08:00:15');
    await runAt('08:00:50');
    const found = await notices();
    expect(found).toMatchObject([{ id: first.id, conversation: 'UANA' }]);
    expect(new Set(found[0].notice.executionIds).size).toBe(sent.length);
    expect(sent.length).toBe(first.notice.executionIds.length + 2);
  });

  test('that comes up a quarter of an hour later, or after an answer, is another', async () => {
    const { runAt } = worker(() => failed);
    await backlog(1);
    await runAt('08:00:00');
    const [first] = await notices();
    await resolveUncertain(world.app, { actor: world.rep, postId: first.id, asked: 1, sent: true });
    await world.enrollIn(await world.publish({ name: 'Second', steps: [intro] }));
    await runAt('08:05:00');
    expect(await notices()).toHaveLength(2);
    await world.enrollIn(await world.publish({ name: 'Third', steps: [intro] }));
    await runAt('08:25:00');
    expect(await notices()).toHaveLength(3);
  });

  test('belongs to the enrollment’s thread while it is about one, and is left as it is where it stands in one', async () => {
    const { runAt } = worker(() => failed);
    const threads = async () => {
      const { rows } = await world.pool.query('SELECT enrollment_id, thread_ts FROM posts ORDER BY created_at, id');
      return rows.map(({ enrollment_id: of, thread_ts: ts }) => [of === null ? 'several' : 'one', ts]);
    };
    await world.enrollIn(await world.publish({ name: 'First', steps: [intro] }));
    await runAt('08:00:00');
    await world.pool.query("UPDATE posts SET thread_ts = '1.1'");
    await world.enrollIn(await world.publish({ name: 'Second', steps: [intro] }), { email: 'cy@example.com' });
    await runAt('08:01:00');
    expect(await threads()).toEqual([
      ['one', '1.1'],
      ['one', null],
    ]);
    await world.enrollIn(await world.publish({ name: 'Third', steps: [intro] }), { email: 'di@example.com' });
    await runAt('08:02:00');
    expect(await threads()).toEqual([
      ['one', '1.1'],
      ['several', null],
    ]);
  });

  test('an answer is about the mails that were seen, not about those that joined them meanwhile', async () => {
    await backlog(30);
    const { runAt } = worker(() => failed);
    await runAt('08:00:00');
    const [{ id, notice }] = await notices();
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    await runAt('08:00:15');
    const [, postId, asked] = shown?.buttons[0]?.value.split(' ') ?? [];
    const { length: seen } = notice.executionIds;
    const outcome = await resolveUncertain(world.app, {
      actor: world.rep,
      postId: postId ?? '',
      asked: Number(asked),
      sent: false,
    });
    expect(outcome).toMatchObject({ ok: true, settled: seen });
    expect(await states()).toMatchObject({ uncertain: 1, cancelled: seen });
  });
});

describe('mails that wait for something that only an admin can mend', () => {
  const told = async () => (await notices()).filter(({ notice }) => notice.kind === 'report');

  test('are told to each admin once a day', async () => {
    const second = await world.member('ola');
    await backlog(20);
    const withAdmins = { ...world.deps.settings, admins: [second.slackUserId?.toLowerCase() ?? ''] };
    const deps = { ...world.deps, settings: withAdmins, mailer: { send: async () => noKey } };
    const flow = createSendingFlow(deps, stepSender('email', deps), { onSettled: () => {}, onFault: () => {} });
    for (const hours of [8, 9, 10]) {
      await world.clock.freezeAt(
        DateTime.fromObject({ year: 2026, month: 3, day: 2, hour: hours }, { zone: world.workspace.zone }).toUTC(),
      );
      await flow.run();
      for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
    }
    const found = await told();
    expect(found.map(({ conversation }) => conversation).sort()).toEqual(['UADAM', 'UOLA']);
    expect(found[0].notice.text).toBe(
      'Mails wait: the key is refused (401). They go out by themselves once that is mended.',
    );
    await worker(() => noKey).runAt('23:59:00');
    expect(await told()).toHaveLength(2);
  });

  test('a provider that is only busy is nobody to mend', async () => {
    await backlog(1);
    await worker(() => ({ ...noKey, cause: 'moment' }) as MailOutcome).runAt('08:00:00');
    expect(await told()).toEqual([]);
  });
});
