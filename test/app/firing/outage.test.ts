import { DateTime } from 'luxon';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { MailOutcome } from '../../../src/app/ports/mailer.js';
import { concurrency, createOutageWorld, failed, intro, type OutageWorld } from './outage-world.js';

const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
const noKey: MailOutcome = {
  kind: 'deferred',
  reason: 'the key is refused (401)',
  retryAfterMs: null,
  cause: 'account',
};

let world: OutageWorld;
beforeEach(async () => {
  world = await createOutageWorld();
});
afterEach(() => world.close());

describe('a provider that fails', () => {
  test('makes no more mails uncertain than are sent at once, and the others wait and say so', async () => {
    await world.backlog(60);
    const { sent, runAt } = world.worker(() => failed);
    await runAt('08:00:00');
    const { uncertain = 0, deferred = 0 } = await world.states();
    expect(uncertain).toBe(sent.length);
    expect(uncertain).toBeLessThanOrEqual(concurrency);
    expect(uncertain + deferred).toBe(60);
    const why = await explainEnrollment(world.app, { actor: world.rep, email: 'c59@example.com', sequence: null });
    expect(why.ok && why.why.enrollments[0]?.facts).toEqual([
      'It did not leave (SendGrid failed (500)); the next try is at Mon 2 Mar, 08:00',
    ]);
  });

  test('is tried with one mail after a wait, and when that one leaves the others follow', async () => {
    await world.backlog(40);
    let works = false;
    const { sent, runAt } = world.worker(() => (works ? { kind: 'accepted', providerMessageId: null } : failed));
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
    const emails = await world.backlog(40);
    const { sent, runAt } = world.worker(() => failed);
    await runAt('08:00:00');
    const { rows } = await world.pool.query(
      'SELECT c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id WHERE due_at IS NOT NULL ORDER BY due_at',
    );
    expect(rows.map(({ email }) => email)).toEqual(emails.filter((email) => !sent.includes(email)));
  });

  test('that has no key asked about is not asked for every mail', async () => {
    await world.backlog(40);
    const { sent, runAt } = world.worker(() => noKey);
    await runAt('08:00:00');
    expect(sent.length).toBeLessThanOrEqual(concurrency);
    expect(await world.states()).toEqual({ deferred: 40 });
    const begun = sent.length;
    await runAt('08:00:20');
    expect(sent).toHaveLength(begun + 1);
  });

  test('holds up nothing that is not a mail', async () => {
    await world.backlog(3);
    const { runAt } = world.worker(() => noKey);
    await runAt('08:00:00');
    await world.enrollIn(await world.publish({ name: 'Calls', steps: [call] }));
    await runAt('08:00:01');
    expect(await world.store.read.tasks.count({ workspaceId: world.workspace.id })).toBe(1);
  });
});

test('a digest says what mails waited for, and not that nobody was there to send them', async () => {
  await world.backlog(1);
  let works = false;
  const { runAt } = world.worker(() => (works ? { kind: 'accepted', providerMessageId: null } : noKey));
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

describe('mails that wait for something that only an admin can mend', () => {
  const told = async () => (await world.notices()).filter(({ notice }) => notice.kind === 'report');

  test('are told to each admin once a day', async () => {
    const second = await world.member('ola');
    await world.backlog(20);
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
    await world.worker(() => noKey).runAt('23:59:00');
    expect(await told()).toHaveLength(2);
  });

  test('a provider that is only busy is nobody to mend', async () => {
    await world.backlog(1);
    await world.worker(() => ({ ...noKey, cause: 'moment' }) as MailOutcome).runAt('08:00:00');
    expect(await told()).toEqual([]);
  });
});
