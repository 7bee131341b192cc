import { DateTime } from 'luxon';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { showStatus } from '../../../src/app/enrollments/showStatus.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { call, followUp, intro } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const ada = { email: 'ada@example.com' };

async function why(sequence: string | null = null) {
  const outcome = await explainEnrollment(world.app, { actor: world.rep, ...ada, sequence });
  if (!outcome.ok) throw new Error(outcome.reason);
  const [first] = outcome.why.enrollments;
  if (first === undefined) throw new Error('no enrollment');
  return { ...first, texts: first.events.map(({ text }) => text), why: outcome.why };
}

const weekday = { ...followUp, when: { days: 5, at: '09:00', weekdays: ['mon'] } };

test('why names the anchor, the rule and every move of the next time', async () => {
  await world.enrollIn(await world.publish({ steps: [intro, weekday] }), ada);
  await world.fireAt('2026-03-02T08:00');
  const { next, facts, state, line } = await why();
  expect(next?.step).toBe('follow-up');
  expect(next?.at.toISO()).toBe('2026-03-09T16:00:00.000Z');
  expect(next?.because).toEqual([
    'Counts from “Intro”, which went out Mon 2 Mar, 08:00.',
    '5 days later at 09:00: Sat 7 Mar, 09:00.',
    'The step does not go out on that weekday: moved to Mon 9 Mar, 09:00.',
  ]);
  expect({ facts, state, line }).toEqual({ facts: [], state: 'running', line: 'follow-up, Mon 9 Mar, 09:00' });
});

test('why tells what happened, with the counted time and where a time was moved', async () => {
  await world.enrollIn(await world.publish({ steps: [intro, weekday, call] }), ada);
  await world.fireAt('2026-03-02T08:10');
  await world.fireAt('2026-03-09T09:30');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  await completeTask(world.app, { actor: world.manager, taskId: task?.id ?? '', outcome: 'no answer' });
  const { texts } = await why();
  expect(texts).toEqual([
    'Enrolled, from Ana Ruiz',
    'Mail “Intro” (Hello Ada) went out; counts as Mon 2 Mar, 08:00',
    'Mail “follow-up” (Hello Ada) went out; its time: not on that weekday',
    'Task “Call” (Call Ada) appeared',
    'Task “Call” (Call Ada) done by mia: no answer',
  ]);
});

test('what came of a task within its minute is told after it', async () => {
  const keen = { id: 'keen', kind: 'branch', name: 'Keen?', if: [{ taskOutcome: 'call', is: 'connected' }] };
  // biome-ignore lint/suspicious/noThenProperty: the key of the file.
  await world.enrollIn(await world.publish({ steps: [call, { ...keen, then: 'exit', else: 'continue' }, intro] }), ada);
  await world.fireAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  await completeTask(world.app, { actor: world.manager, taskId: task?.id ?? '', outcome: 'connected' });
  await fireDue(world.deps);
  expect((await why()).texts).toEqual([
    'Enrolled, from Ana Ruiz',
    'Task “Call” (Call Ada) appeared',
    'Task “Call” (Call Ada) done by mia: connected',
    'Branch “Keen?” ended it',
    'Ended: a branch of the cadence ended it',
  ]);
});

test('an ended one says why, and the contact’s answer', async () => {
  await world.enrollIn(await world.publish({ steps: [intro, followUp] }), ada);
  await world.fireAt('2026-03-02T08:00');
  await recordReply(world.app, { workspaceId: world.workspace.id, ...ada, sourceId: 'mail:1' });
  const { texts, state, next } = await why();
  expect(texts.slice(-2)).toEqual(['They replied', 'Ended: they replied']);
  expect({ state, next }).toEqual({ state: 'exited', next: null });
});

describe('what keeps it from firing', () => {
  test('a pause: since when and by whom', async () => {
    await world.enrollIn(await world.publish({ steps: [intro, followUp] }), ada);
    await world.fireAt('2026-03-02T08:00');
    await pause(world.app, { actor: world.manager, target: { kind: 'sequence', name: 'outbound' } });
    await world.fireAt('2026-03-02T09:00');
    await pause(world.app, { actor: world.rep, target: { kind: 'contact', ...ada, sequence: null } });
    const { facts, state, next, line } = await why();
    expect(facts).toEqual([
      'Outbound has been paused since Mon 2 Mar, 08:00, by mia',
      'It has been paused since Mon 2 Mar, 09:00, by Ana Ruiz',
    ]);
    expect(state).toBe('paused');
    expect(line).toBe(`${facts.join('. ')}. Next would be “follow-up”`);
    expect(next?.at.toISO()).toBe('2026-03-03T17:00:00.000Z');
  });

  test('an open task', async () => {
    await world.enrollIn(await world.publish({ steps: [call, intro] }), ada);
    await world.fireAt('2026-03-02T08:00');
    const { facts, state, next, line } = await why();
    expect(facts).toEqual([
      'It has been waiting for Ana Ruiz to do “Call” (Call Ada) since Mon 2 Mar, 08:00; then comes “Intro”',
    ]);
    expect({ state, next, line }).toEqual({ state: 'waiting', next: null, line: facts[0] });
  });

  test('a hold, with its reason', async () => {
    await world.enrollIn(await world.publish({ steps: [intro] }), { ...ada, company: null });
    await world.fireAt('2026-03-02T08:00');
    const { facts, state } = await why();
    expect(facts).toEqual(['“Intro” is held until Company is filled in']);
    expect(state).toBe('held');
  });

  test('a try that did not leave, and when the next is', async () => {
    await world.enrollIn(await world.publish({ steps: [intro] }), ada);
    world.mailer.answerNext({
      outcome: { kind: 'deferred', reason: 'too many requests', retryAfterMs: 120_000, cause: 'moment' },
    });
    await world.fireAt('2026-03-02T08:00');
    expect((await why()).facts).toEqual(['It did not leave (too many requests); the next try is at Mon 2 Mar, 08:02']);
  });

  test('a worker that has it in hand', async () => {
    await world.enrollIn(await world.publish({ steps: [intro] }), ada);
    const facts: string[][] = [];
    const send = async (mail: Mail) => {
      facts.push([...(await why()).facts]);
      return world.mailer.send(mail);
    };
    await fireDue({ ...world.deps, mailer: { send: asking(send) } });
    expect(facts).toEqual([['It is being sent at this moment']]);
  });

  test('a suppressed address', async () => {
    await world.enrollIn(await world.publish({ steps: [intro] }), ada);
    const of = { workspaceId: world.workspace.id, ...ada, reason: 'by-hand' as const };
    const createdAt = await world.clock.now();
    await world.store.read.suppressions.add({ ...of, id: world.ids.next(), createdAt, createdById: null });
    const explained = await why();
    expect(explained.facts).toEqual([
      'ada@example.com is suppressed: the next mail ends the cadence instead of leaving',
    ]);
    expect(explained.why.suppressed).toBe('suppressed on 2 Mar 2026');
  });
});

test('times of rules are told on the clock that the rules are read on', async () => {
  const version = await world.publish({ zone: 'contact', steps: [{ ...followUp, when: { at: '09:00' } }] });
  await world.enrollIn(version, { ...ada, zone: 'Europe/Berlin' });
  const { next, line } = await why();
  expect(line).toBe('follow-up, Tue 3 Mar, 00:00 (09:00 in Berlin)');
  expect(next?.because).toEqual([
    'Counted on the clock in Berlin, 9 hours ahead of yours; so are these times.',
    'Counts from the enrollment, Mon 2 Mar, 17:00.',
    'The next 09:00: Tue 3 Mar, 09:00.',
  ]);
});

test('an enrollment that was asked to begin later says so, before and after its first step', async () => {
  await world.publish({ steps: [{ ...intro, when: { at: '09:00' } }, followUp] });
  const startAt = DateTime.fromISO('2026-12-01T08:30', { zone: world.workspace.zone }).toUTC();
  const details = { [ada.email]: { firstName: 'Ada', company: 'Loom' } };
  const order = { actor: world.rep, emails: [ada.email], sequenceName: 'outbound', startAt, details };
  expect(await enrollContacts(world.app, order)).toMatchObject({ ok: true });
  const { next, texts } = await why();
  expect(texts).toEqual(['Enrolled, from Ana Ruiz, to begin Tue 1 Dec, 08:30']);
  expect(next?.because).toEqual([
    'Counts from Tue 1 Dec, 08:30, when it was asked to begin.',
    'The next 09:00: Tue 1 Dec, 09:00.',
  ]);
  await world.fireAt('2026-12-01T09:00');
  expect((await why()).texts).toEqual([
    'Enrolled, from Ana Ruiz, to begin Tue 1 Dec, 08:30',
    'Mail “Intro” (Hello Ada) went out',
  ]);
});

test('why of one sequence, of one enrollment, and of what is not there', async () => {
  const { contact } = await world.enrollIn(await world.publish({ steps: [intro] }), ada);
  const { enrollment } = await world.enrollIn(await world.publish({ name: 'Nurture', steps: [intro] }), contact);
  const actor = world.rep;
  const of = async (sequence: string) => explainEnrollment(world.app, { actor, ...ada, sequence });
  expect((await why('nurture')).why.enrollments.map(({ id }) => id)).toEqual([enrollment.id]);
  const one = await explainEnrollment(world.app, { actor, enrollmentId: enrollment.id });
  expect(one).toMatchObject({ ok: true, why: { enrollments: [{ id: enrollment.id, sequenceName: 'Nurture' }] } });
  expect(await of('nurtur')).toMatchObject({ reason: 'unknown-sequence', nearest: [{ name: 'Nurture' }] });
  await world.publish({ name: 'Renewal', steps: [intro] });
  expect(await of('renewal')).toMatchObject({ reason: 'not-enrolled', sequence: 'Renewal' });
  expect(await explainEnrollment(world.app, { actor, email: 'bob@example.com', sequence: null })).toMatchObject({
    reason: 'unknown-contact',
  });
  expect(await explainEnrollment(world.app, { actor, enrollmentId: world.ids.next() })).toMatchObject({
    reason: 'gone',
  });
});

test('status shows every sequence of the contact, open ones first, with open tasks and last touches', async () => {
  const { contact } = await world.enrollIn(await world.publish({ name: 'Ended', steps: [intro, followUp] }), ada);
  await world.fireAt('2026-03-02T08:00');
  await recordReply(world.app, { workspaceId: world.workspace.id, ...ada, sourceId: 'mail:1' });
  await world.enrollIn(await world.publish({ steps: [call] }), contact);
  await world.fireAt('2026-03-02T08:01');
  const outcome = await showStatus(world.app, { actor: world.manager, email: 'ADA@example.com' });
  if (!outcome.ok) throw new Error(outcome.reason);
  const { enrollments, ...head } = outcome.status;
  expect(head).toMatchObject({ zone: 'America/Los_Angeles', suppressed: null, contact: { name: 'Ada Byron' } });
  expect(enrollments.map(({ sequenceName, state }) => [sequenceName, state])).toEqual([
    ['Outbound', 'waiting'],
    ['Ended', 'exited'],
  ]);
  // The task is the step: it is told once.
  expect(enrollments[0]?.events.map(({ text }) => text)).toEqual([
    'Enrolled, from Ana Ruiz',
    'Task “Call” (Call Ada) is open, for Ana Ruiz',
  ]);
  expect(enrollments[0]?.line).toContain('It has been waiting for Ana Ruiz');
});
