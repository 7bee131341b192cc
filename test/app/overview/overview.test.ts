import { pause } from '../../../src/app/enrollments/pause.js';
import { listTeamToday } from '../../../src/app/overview/listTeamToday.js';
import { listToday } from '../../../src/app/overview/listToday.js';
import { sendTest } from '../../../src/app/overview/sendTest.js';
import { showHome } from '../../../src/app/overview/showHome.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, everything, followUp, giveTo, intro } from '../enrollments/cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const evening = { ...followUp, id: 'evening', when: { at: '17:00' } };

async function today(of: 'me' | 'everybody' = 'me', limit?: number) {
  const shown = await listToday(world.app, { actor: world.rep, of, ...(limit === undefined ? {} : { limit }) });
  const sends = shown.sends.map(({ contact, what, state, reason }) => [contact.email, what, state, reason]);
  return { ...shown, sends };
}

describe('today', () => {
  test('what went, what comes in order of time, what is held and why; not tomorrow’s, no waits', async () => {
    const version = await world.publish({ steps: [intro, evening] });
    await world.enrollIn(version, { email: 'ada@example.com' });
    await world.enrollIn(version, { email: 'blank@example.com', company: null });
    const wait = { id: 'wait', kind: 'delay', for: '2 hours' };
    await world.enrollIn(await world.publish({ name: 'Slow', steps: [wait, intro] }), { email: 'wait@example.com' });
    await world.enrollIn(await world.publish({ name: 'Later', steps: [followUp] }), { email: 'later@example.com' });
    await world.fireAt('2026-03-02T08:00');
    expect(await today()).toMatchObject({
      zone: 'America/Los_Angeles',
      total: 3,
      stopped: null,
      sends: [
        ['ada@example.com', 'Mail “Intro” to', 'sent', null],
        ['blank@example.com', 'Mail “Intro” to', 'held', 'Company is blank'],
        ['ada@example.com', 'Mail “evening” to', 'coming', null],
      ],
    });
  });

  test('where nothing goes out, what comes next is told, if it reaches somebody', async () => {
    expect(await today()).toMatchObject({ sends: [], next: null });
    const wait = { id: 'wait', kind: 'delay', for: '2 days' };
    await world.enrollIn(await world.publish({ name: 'Slow', steps: [wait, intro] }), { email: 'wait@example.com' });
    await world.enrollIn(await world.publish({ name: 'Later', steps: [followUp] }), { email: 'later@example.com' });
    const still = await world.enrollIn(await world.publish({ steps: [followUp] }), { email: 'paused@example.com' });
    await pause(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: still.enrollment.id } });
    const { sends, next } = await today();
    expect(sends).toEqual([]);
    expect(next).toMatchObject({ contact: { email: 'later@example.com' }, what: 'Mail “follow-up” to' });
    expect(next?.at.toISO()).toBe('2026-03-03T17:00:00.000Z');
  });

  test('a task that is there is marked as over only when somebody has done it', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [call] }), { email: 'ada@example.com' });
    await world.fireAt('2026-03-02T08:00');
    expect((await today()).sends).toEqual([['ada@example.com', 'Task “Call” for', 'open', 'not done yet']]);
    const [task] = await world.store.read.tasks.openOf([enrollment.id]);
    await completeTask(world.app, { actor: world.rep, taskId: task?.id ?? '' });
    expect((await today()).sends).toEqual([['ada@example.com', 'Task “Call” for', 'sent', null]]);
  });

  test('a mail that did not leave in its time says so', async () => {
    await world.enrollIn(await world.publish({ steps: [intro] }), { email: 'ada@example.com' });
    world.mailer.answerNext({
      outcome: { kind: 'deferred', reason: 'too many requests', retryAfterMs: 120_000, cause: 'moment' },
    });
    await world.fireAt('2026-03-02T08:00');
    await world.fireAt('2026-03-02T08:01');
    expect((await today()).sends).toEqual([
      ['ada@example.com', 'Mail “Intro” to', 'late', 'did not leave yet, is tried again'],
    ]);
  });

  test('the day is that of whoever looks: the account zone’s where they have none', async () => {
    await world.enrollIn(await world.publish({ steps: [evening] }), { email: 'ada@example.com' });
    await world.fireAt('2026-03-02T17:00');
    expect((await today()).sends).toHaveLength(1);
    await world.fireAt('2026-03-02T23:59');
    expect((await today()).sends).toHaveLength(1);
    await world.fireAt('2026-03-03T00:00');
    expect((await today()).sends).toEqual([]);
  });

  test('of somebody who reads another clock, it is the date on that clock', async () => {
    await world.enrollIn(await world.publish({ steps: [evening] }), { email: 'ada@example.com' });
    await world.fireAt('2026-03-02T08:00');
    const inBerlin = (actor = world.rep) =>
      listToday(world.app, { actor: { ...actor, zone: 'Europe/Berlin' }, of: 'me' });
    // 17:00 in Los Angeles is 02:00 of the next day in Berlin.
    expect((await inBerlin()).sends).toEqual([]);
    await world.fireAt('2026-03-02T16:00');
    expect(await inBerlin()).toMatchObject({ zone: 'Europe/Berlin', sends: [{ rulesZone: 'America/Los_Angeles' }] });
  });

  test('mine, or everybody’s', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [evening] }), {
      email: 'ada@example.com',
    });
    await giveTo(world, enrollment.id, world.manager.id);
    expect((await today('me')).total).toBe(0);
    const all = await listTeamToday(world.app, { actor: world.manager });
    expect(all).toMatchObject({
      ok: true,
      today: { of: 'everybody', total: 1, sends: [{ owner: world.manager.name }] },
    });
    expect(await listTeamToday(world.app, { actor: world.rep })).toEqual({
      ok: false,
      reason: 'not-allowed',
      needs: 'manager',
    });
  });

  test('what was left out is counted', async () => {
    const version = await world.publish({ steps: [evening] });
    for (let count = 0; count < 5; count += 1) await world.enrollIn(version);
    const { sends, total } = await today('me', 2);
    expect([sends.length, total]).toEqual([2, 5]);
  });

  test('paused ones of today say so, and what stops everything', async () => {
    await world.enrollIn(await world.publish({ steps: [evening] }), { email: 'ada@example.com' });
    await pause(world.app, { actor: world.rep, target: { kind: 'owner', memberId: world.rep.id } });
    expect(await today()).toMatchObject({
      sends: [['ada@example.com', 'Mail “evening” to', 'paused', 'paused']],
      stopped: 'Everything of yours has been paused since Mon 2 Mar, 08:00',
    });
    await world.fireAt('2026-03-03T08:00');
    expect((await today()).sends).toEqual([]);
    await pause(world.app, { actor: world.admin, target: { kind: 'everything' } });
    expect((await today('everybody')).stopped).toBe('Everything has been paused since Tue 3 Mar, 08:00');
  });
});

describe('the home', () => {
  test('counts my enrollments by state and lists those that need a person', async () => {
    const version = await world.publish({ steps: [intro, evening, { ...call, when: { at: '18:00' } }] });
    await world.enrollIn(version, { email: 'ada@example.com' });
    const { enrollment: held } = await world.enrollIn(version, { email: 'blank@example.com', company: null });
    const { enrollment: paused } = await world.enrollIn(version, { email: 'paused@example.com' });
    await world.enrollIn(await world.publish({ name: 'Calls', steps: [call] }), { email: 'wait@example.com' });
    await world.enrollIn(await world.publish({ name: 'Short', steps: [intro] }), { email: 'done@example.com' });
    const { enrollment: other } = await world.enrollIn(version, { email: 'other@example.com' });
    await giveTo(world, other.id, world.manager.id);
    await world.fireAt('2026-03-02T08:00');
    await pause(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: paused.id } });
    const home = await showHome(world.app, { actor: world.rep });
    const counts = { running: 1, waiting: 1, held: 1, paused: 1, completed: 1, exited: 0 };
    expect(home).toMatchObject({ enrollments: { counts, state: 'held' }, isPaused: false });
    expect(home.enrollments.list).toMatchObject([{ id: held.id, state: 'held' }]);
    expect(home.tasks.tasks).toMatchObject([{ title: 'Call Ada', contact: { email: 'wait@example.com' } }]);
    expect(home.today.total).toBeGreaterThan(2);
    for (const state of ['running', 'waiting', 'paused', 'completed'] as const) {
      const { enrollments } = await showHome(world.app, { actor: world.rep, state });
      expect(enrollments.list.map((one) => one.state)).toEqual([state]);
    }
  });

  test('begins with a state that somebody is in', async () => {
    await world.enrollIn(await world.publish({ name: 'Calls', steps: [call] }), { email: 'wait@example.com' });
    await world.fireAt('2026-03-02T08:00');
    expect(await showHome(world.app, { actor: world.rep })).toMatchObject({
      enrollments: { state: 'waiting', list: [{ state: 'waiting' }] },
    });
  });

  test('a state that was chosen and has nobody left gives way to one that has', async () => {
    await world.enrollIn(await world.publish({ steps: [evening] }));
    expect(await showHome(world.app, { actor: world.rep, state: 'held' })).toMatchObject({
      enrollments: { state: 'running', list: [{ state: 'running' }] },
    });
    expect(await showHome(world.app, { actor: world.rep, state: 'running' })).toMatchObject({
      enrollments: { state: 'running' },
    });
  });

  test('says that I am paused', async () => {
    await pause(world.app, { actor: world.rep, target: { kind: 'owner', memberId: world.rep.id } });
    expect(await showHome(world.app, { actor: world.rep })).toMatchObject({
      isPaused: true,
      enrollments: { list: [] },
    });
  });

  test('lists the nearest time first', async () => {
    const version = await world.publish({ steps: [{ ...followUp, when: { days: 2 } }] });
    await world.enrollIn(version, { email: 'second@example.com' });
    await world.enrollIn(await world.publish({ name: 'Soon', steps: [evening] }), { email: 'first@example.com' });
    const { enrollments } = await showHome(world.app, { actor: world.rep });
    expect(enrollments.list.map(({ contact }) => contact.email)).toEqual(['first@example.com', 'second@example.com']);
  });
});

describe('a test', () => {
  const asked = (given: Partial<Parameters<typeof sendTest>[1]> = {}) =>
    sendTest(world.app, { actor: world.rep, sequence: 'outbound', step: null, contactEmail: null, ...given });
  const personal = {
    ...intro,
    email: { subject: 'Hi {{ contact.firstName }}', body: '{{ contact.fields.plan }} for {{ contact.company }}' },
  };

  test('goes to oneself with a made-up contact’s data, marked, and leaves no trace', async () => {
    await world.publish({ steps: [personal, followUp] });
    const before = await everything(world);
    expect(await asked()).toEqual({
      ok: true,
      kind: 'mail',
      to: 'ana@harbor.example',
      subject: '[Test] Hi Ada',
      stepName: 'Intro',
      contact: null,
    });
    const [mail, ...others] = world.mailer.taken;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: { email: 'ana@harbor.example' }, subject: '[Test] Hi Ada' });
    expect(mail?.text).toContain('[plan] for Analytical Engines');
    expect(await everything(world)).toEqual(before);
  });

  test('of a text goes nowhere, since nobody’s number is known, but says how it would read and how long it is', async () => {
    const text = { id: 'text', kind: 'sms', when: 'immediately', sms: { body: 'Hi {{ contact.firstName }} ✓' } };
    await world.publish({ steps: [text] });
    expect(await asked()).toEqual({
      ok: false,
      reason: 'not-sent',
      why: 'I do not know your telephone number. It would read “Hi Ada ✓” (8 characters, one segment)',
    });
    expect(world.texter.taken).toEqual([]);
  });

  test('its unsubscribe link is one’s own, not the contact’s', async () => {
    await world.enrollIn(await world.publish({ steps: [intro] }), { email: 'bob@example.com', firstName: 'Bob' });
    expect(await asked({ contactEmail: 'bob@example.com' })).toMatchObject({
      subject: '[Test] Hello Bob',
      contact: 'bob@example.com',
    });
    const sent = JSON.stringify(world.mailer.taken[0]);
    expect(sent).toContain('/u/ana@harbor.example');
    expect(sent).not.toContain('bob@example.com');
  });

  test('with a contact whose fields are blank it says which', async () => {
    await world.enrollIn(await world.publish({ steps: [personal] }), { email: 'bob@example.com', company: null });
    const outcome = await asked({ contactEmail: 'bob@example.com' });
    expect(outcome).toMatchObject({
      ok: false,
      reason: 'blank-fields',
      fields: ['contact.fields.plan', 'contact.company'],
    });
    expect(world.mailer.taken).toEqual([]);
  });

  test('a task is shown as it would look', async () => {
    await world.publish({ steps: [intro, { ...call, due: { days: 1 } }] });
    const outcome = await asked({ step: 'Call' });
    expect(outcome).toMatchObject({
      ok: true,
      kind: 'task',
      stepName: 'Call',
      task: { title: 'Call Ada', state: 'open', assignee: { name: 'Ana Ruiz' }, contact: { name: 'Ada Lovelace' } },
    });
  });

  test('says what cannot be tested', async () => {
    await world.publish({ steps: [{ id: 'wait', kind: 'delay', for: '2 hours' }, intro] });
    expect(await asked({ step: 'wait' })).toMatchObject({
      reason: 'unknown-step',
      steps: [{ id: 'intro', label: 'Intro' }],
    });
    expect(await asked({ sequence: 'nothing' })).toMatchObject({ reason: 'unknown-sequence' });
    expect(await asked({ contactEmail: 'who@example.com' })).toMatchObject({ reason: 'unknown-contact' });
    expect(await asked({ actor: { ...world.rep, email: null } })).toEqual({ ok: false, reason: 'no-address' });
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'bad content' } });
    expect(await asked()).toEqual({ ok: false, reason: 'not-sent', why: 'bad content' });
  });

  test('says so where the text of a task cannot be rendered', async () => {
    await world.publish({ steps: [{ ...call, task: { title: '{% for i in (1..9000000) %}x{% endfor %}' } }] });
    const why = expect.stringContaining('its text cannot be rendered');
    expect(await asked({ step: 'Call' })).toEqual({ ok: false, reason: 'not-sent', why });
  });
});
