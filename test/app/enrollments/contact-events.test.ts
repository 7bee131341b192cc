import { createStore } from '../../../src/adapters/prisma/store.js';
import { beginEnrollment } from '../../../src/app/enrolling/beginEnrollment.js';
import { recordBounce } from '../../../src/app/enrollments/recordBounce.js';
import { recordMeeting } from '../../../src/app/enrollments/recordMeeting.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { unsubscribe } from '../../../src/app/enrollments/unsubscribe.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { call, everything, followUp, giveTo, intro, posts, showPosts, standing, toRefresh } from './cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** Ada in two sequences; the second does not end by a reply. */
async function adaTwice() {
  const outbound = await world.publish({ steps: [intro, { ...call, pause: false }, followUp] });
  const { enrollment: one, contact } = await world.enrollIn(outbound, { email: 'ada@example.com' });
  const nurture = await world.publish({ name: 'Nurture', exitOn: ['meeting-booked'], steps: [followUp] });
  const { enrollment: two } = await world.enrollIn(nurture, contact);
  await world.fireAt('2026-03-02T08:00');
  await showPosts(world);
  return { one, two, contact, executionId: world.mailer.taken[0]?.executionId ?? '' };
}

const exited = async (id: string) => (await standing(world, id)).enrollment.progress.exited?.reason ?? null;

test('a reply ends every sequence of the contact that ends by replies, and only those', async () => {
  const { one, two, executionId } = await adaTwice();
  const outcome = await recordReply(world.app, { executionId, sourceId: 'mail:1' });
  expect(outcome).toMatchObject({
    ok: true,
    contact: { email: 'ada@example.com' },
    ended: [{ id: one.id, sequenceName: 'Outbound', owner: { name: 'Ana Ruiz' } }],
    goesOn: ['Nurture'],
    repeated: false,
  });
  expect([await exited(one.id), await exited(two.id)]).toEqual(['reply', null]);
  await world.fireAt('2026-03-03T09:00');
  expect(world.mailer.taken).toHaveLength(2);
  expect(await world.store.read.events.ofEnrollment(two.id)).toMatchObject([{ kind: 'reply' }]);
});

test('a reply reaches a sequence into which a worker moves them at that moment', async () => {
  const { one, contact } = await adaTwice();
  const onward = await world.publish({ name: 'Onward', steps: [followUp] });
  const { replying, moved } = await world.store.transact(async (tables) => {
    await tables.enrollments.lock(one.id);
    const replying = recordReply(world.app, { workspaceId: world.workspace.id, email: contact.email, sourceId: 'm:1' });
    await waitsOrIsOver(world.pool, replying);
    const whole = { version: onward, workspace: world.workspace, options: {} };
    const of = { whole, contact, ownerId: world.rep.id, pauses: [] };
    const moved = await beginEnrollment({ tables, ids: world.ids, now: await world.clock.now() }, of);
    return { replying, moved };
  });
  await replying;
  expect(await exited(moved?.id ?? '')).toBe('reply');
});

test('its open tasks are closed with it, their messages rewritten, and the owner told', async () => {
  const { one, executionId } = await adaTwice();
  await recordReply(world.app, { executionId, sourceId: 'mail:1' });
  const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  expect(tasks).toMatchObject([{ state: 'closed', closedReason: 'reply', closedById: null }]);
  expect(await toRefresh(world)).toEqual([`task:${tasks[0]?.id}`]);
  const told = (await posts(world)).filter(({ content }) => content.kind === 'notice');
  expect(told).toMatchObject([
    { conversation: 'UANA', content: { notice: { kind: 'ended', enrollmentId: one.id, reason: 'reply' } } },
  ]);
});

test('the owner reads the first lines of a reply', async () => {
  const { executionId } = await adaTwice();
  const said = 'Hello Ana,\r\n\r\nThursday at ten suits me.\nDo bring the numbers.\nAda\n> On Monday you wrote';
  await recordReply(world.app, { executionId, sourceId: 'mail:1', said });
  const told = (await posts(world)).find(({ content }) => content.kind === 'notice');
  if (told?.content.kind !== 'notice') throw new Error('nobody was told');
  expect(await showNotice(world.store.read, told.id, told.content.notice, await world.clock.now())).toMatchObject({
    title: 'Ada Byron replied',
    text: expect.stringContaining('“Hello Ana,\nThursday at ten suits me.\nDo bring the numbers. …”'),
  });
});

test('a repeated delivery is one event', async () => {
  const { executionId } = await adaTwice();
  await recordReply(world.app, { executionId, sourceId: 'mail:1' });
  const before = await everything(world);
  expect(await recordReply(world.app, { executionId, sourceId: 'mail:1' })).toMatchObject({
    ended: [],
    repeated: true,
  });
  expect(await everything(world)).toEqual(before);
});

test('two deliveries at once are one event', async () => {
  const { executionId } = await adaTwice();
  const both = [1, 2].map(() => recordReply(world.app, { executionId, sourceId: 'mail:1' }));
  const outcomes = await Promise.all(both);
  expect(outcomes.filter((one) => one.ok && one.repeated)).toHaveLength(1);
  expect((await world.audit()).map(({ action }) => action)).toEqual(['contact.reply']);
});

test('the owner who says so is not told, and the task says who closed it', async () => {
  await adaTwice();
  const input = { actor: world.rep, workspaceId: world.workspace.id, email: 'ADA@example.com' };
  expect(await recordReply(world.app, input)).toMatchObject({ ok: true, ended: [{ sequenceName: 'Outbound' }] });
  expect((await posts(world)).filter(({ content }) => content.kind === 'notice')).toEqual([]);
  const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  expect(tasks).toMatchObject([{ state: 'closed', closedById: world.rep.id }]);
});

describe('somebody who says that they replied', () => {
  const said = (actor = world.rep) =>
    recordReply(world.app, { actor, workspaceId: world.workspace.id, email: 'ada@example.com' });
  const replies = async (id: string) => (await world.store.read.events.ofEnrollment(id)).length;

  test('and says so again, or whom a colleague repeats, is one reply', async () => {
    const { one, two } = await adaTwice();
    expect(await said()).toMatchObject({ ended: [{ sequenceName: 'Outbound' }], goesOn: ['Nurture'], repeated: false });
    const before = await everything(world);
    expect(await said()).toMatchObject({ ended: [], goesOn: ['Nurture'], repeated: true });
    expect(await said(world.manager)).toMatchObject({ ended: [], repeated: true });
    expect(await everything(world)).toEqual(before);
    expect([await replies(one.id), await replies(two.id)]).toEqual([1, 1]);
    expect((await world.audit()).map(({ action }) => action)).toEqual(['contact.reply']);
  });

  test('twice at the same moment is one reply', async () => {
    await adaTwice();
    const outcomes = await world.atOnce([() => said(), () => said(world.manager)]);
    expect(outcomes.filter((one) => one.ok && one.repeated)).toHaveLength(1);
    expect((await world.audit()).map(({ action }) => action)).toEqual(['contact.reply']);
  });

  test('where nothing is open changes nothing', async () => {
    const { two } = await adaTwice();
    await removeFromSequence(world.app, {
      actor: world.rep,
      target: { kind: 'contact', email: 'ada@example.com', sequence: null },
    });
    const before = await everything(world);
    expect(await said()).toMatchObject({ ok: true, ended: [], goesOn: [], repeated: true });
    expect(await everything(world)).toEqual(before);
    expect(await replies(two.id)).toBe(0);
  });

  test('counts anew for what they were enrolled in since', async () => {
    const { two, contact } = await adaTwice();
    await said();
    const third = await world.publish({ name: 'Third', steps: [followUp] });
    const { enrollment: three } = await world.enrollIn(third, contact);
    expect(await said()).toMatchObject({ ended: [{ sequenceName: 'Third' }], repeated: false });
    expect([await replies(two.id), await replies(three.id)]).toEqual([1, 1]);
  });

  test('ends what ends by replies now, though it was said before', async () => {
    const { two } = await adaTwice();
    await said();
    await world.pool.query(`UPDATE sequence_versions SET definition = definition - 'exitOn'`);
    const app = { ...world.app, store: createStore(world) };
    const outcome = await recordReply(app, {
      actor: world.rep,
      workspaceId: world.workspace.id,
      email: 'ada@example.com',
    });
    expect(outcome).toMatchObject({ ended: [{ sequenceName: 'Nurture' }], repeated: false });
    expect(await exited(two.id)).toBe('reply');
    expect(await replies(two.id)).toBe(1);
  });
});

test('a rep may say so of contacts they write to, a manager of anybody', async () => {
  const { one, two, contact } = await adaTwice();
  const ben = await world.member('ben');
  const said = { workspaceId: world.workspace.id, email: 'ada@example.com' };
  expect(await recordReply(world.app, { ...said, actor: ben })).toMatchObject({
    needs: 'manager',
  });
  expect(await exited(one.id)).toBeNull();
  await giveTo(world, two.id, ben.id);
  expect(await recordReply(world.app, { ...said, actor: ben })).toMatchObject({ ok: true });
  expect(await exited(one.id)).toBe('reply');
  expect(contact.ownerId).toBe(world.rep.id);
});

test('unknown addresses and mails answer so', async () => {
  await adaTwice();
  const said = { workspaceId: world.workspace.id, email: 'ada@example.co', sourceId: 'slack:1' };
  expect(await recordReply(world.app, said)).toMatchObject({
    ok: false,
    reason: 'unknown-contact',
    nearest: ['ada@example.com'],
  });
  const unknown = { executionId: world.ids.next(), sourceId: 'mail:1' };
  expect(await recordReply(world.app, unknown)).toEqual({ ok: false, reason: 'unknown-execution' });
});

test('a completed enrollment is ended too: whoever answered gets nothing that is appended later', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }));
  await world.fireAt('2026-03-02T08:00');
  const [sent] = world.mailer.taken;
  await recordReply(world.app, { executionId: sent?.executionId ?? '', sourceId: 'mail:1' });
  expect(await exited(enrollment.id)).toBe('reply');
});

test('a booked meeting ends what ends by it', async () => {
  const { one, two, executionId } = await adaTwice();
  await recordMeeting(world.app, { executionId, sourceId: 'calendar:1' });
  expect([await exited(one.id), await exited(two.id)]).toEqual(['meeting-booked', 'meeting-booked']);
});

test('a bounce ends everything and suppresses the address', async () => {
  const { one, two, executionId } = await adaTwice();
  await recordBounce(world.app, { executionId, sourceId: 'mail:1' });
  expect([await exited(one.id), await exited(two.id)]).toEqual(['bounce', 'bounce']);
  const suppression = await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com');
  expect(suppression).toMatchObject({ reason: 'bounce' });
});

test('a mail that is leaving while they answer leaves, is recorded, and is the last', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro, followUp] }));
  const mailer = {
    send: asking(async (mail: Mail) => {
      await recordReply(world.app, { executionId: mail.executionId, sourceId: 'mail:1' });
      return world.mailer.send(mail);
    }),
  };
  await fireDue({ ...world.deps, mailer });
  await world.fireAt('2026-03-03T09:00');
  expect(world.mailer.taken).toHaveLength(1);
  expect(await exited(enrollment.id)).toBe('reply');
  expect(await world.store.read.executions.ofEnrollment(enrollment.id)).toMatchObject([{ state: 'fired' }]);
});

describe('unsubscribing', () => {
  const links = () => ({
    ...world.app,
    settings: {
      ...world.app.settings,
      links: {
        ...world.app.settings.links,
        read: (token: string) =>
          token === 'signed' ? { workspaceId: world.workspace.id, email: 'ada@example.com' } : null,
      },
    },
  });

  test('a signed link suppresses and ends everything, whatever exitOn says', async () => {
    const { one, two } = await adaTwice();
    expect(await unsubscribe(links(), { token: 'signed' })).toEqual({
      ok: true,
      email: 'ada@example.com',
      workspaceName: 'Harbor Analytics',
      already: false,
      ended: 2,
    });
    expect([await exited(one.id), await exited(two.id)]).toEqual(['unsubscribe', 'unsubscribe']);
    const suppression = await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com');
    expect(suppression).toMatchObject({ reason: 'unsubscribe', createdById: null });
  });

  test('following it again, or twice at once, changes nothing', async () => {
    await adaTwice();
    const both = await Promise.all([
      unsubscribe(links(), { token: 'signed' }),
      unsubscribe(links(), { token: 'signed' }),
    ]);
    expect(both.filter((one) => one.ok && one.already)).toHaveLength(1);
    const before = await everything(world);
    expect(await unsubscribe(links(), { token: 'signed' })).toMatchObject({ ok: true, already: true, ended: 0 });
    expect(await everything(world)).toEqual(before);
  });

  test('it counts again after somebody lifted the suppression', async () => {
    await adaTwice();
    await unsubscribe(links(), { token: 'signed' });
    await world.store.read.suppressions.remove(world.workspace.id, 'ada@example.com');
    expect(await unsubscribe(links(), { token: 'signed' })).toMatchObject({ ok: true, already: false });
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com')).not.toBeNull();
  });

  test('a forged token changes nothing', async () => {
    await adaTwice();
    const before = await everything(world);
    expect(await unsubscribe(links(), { token: 'forged' })).toEqual({ ok: false, reason: 'bad-token' });
    expect(await everything(world)).toEqual(before);
  });

  test('by the mail that was sent, once for each event', async () => {
    const { executionId } = await adaTwice();
    expect(await unsubscribe(world.app, { executionId, sourceId: 'mail:1' })).toMatchObject({
      already: false,
      ended: 2,
    });
    await world.store.read.suppressions.remove(world.workspace.id, 'ada@example.com');
    expect(await unsubscribe(world.app, { executionId, sourceId: 'mail:1' })).toMatchObject({
      already: true,
      ended: 0,
    });
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com')).toBeNull();
  });

  test('an address that nobody is stored under is suppressed too', async () => {
    const of = { workspaceId: world.workspace.id, email: 'who@example.com', sourceId: 'mail:1' };
    expect(await unsubscribe(world.app, of)).toMatchObject({ ok: true, already: false, ended: 0 });
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'who@example.com')).not.toBeNull();
  });
});

describe('removing', () => {
  test('ends the enrollments of a contact by hand, and their tasks, for good', async () => {
    const { one, two } = await adaTwice();
    const target = { kind: 'contact', email: 'ada@example.com', sequence: null } as const;
    const outcome = await removeFromSequence(world.app, { actor: world.rep, target });
    expect(outcome).toMatchObject({ ok: true, notYours: 0 });
    expect(outcome.ok && outcome.removed.map(({ sequenceName }) => sequenceName).sort()).toEqual([
      'Nurture',
      'Outbound',
    ]);
    expect([await exited(one.id), await exited(two.id)]).toEqual(['removed', 'removed']);
    const again = await removeFromSequence(world.app, { actor: world.rep, target });
    expect(again).toMatchObject({ ok: false, reason: 'not-enrolled', sequences: [] });
  });

  test('two people at once remove it once', async () => {
    const { one } = await adaTwice();
    const target = { kind: 'enrollment', enrollmentId: one.id } as const;
    const actors = [world.rep, world.manager];
    const outcomes = await Promise.all(actors.map((actor) => removeFromSequence(world.app, { actor, target })));
    expect(outcomes.flatMap((outcome) => (outcome.ok ? outcome.removed : []))).toHaveLength(1);
  });

  test("takes a manager for somebody else's", async () => {
    const { one } = await adaTwice();
    const ben = await world.member('ben');
    const target = { kind: 'enrollment', enrollmentId: one.id } as const;
    expect(await removeFromSequence(world.app, { actor: ben, target })).toMatchObject({ needs: 'manager' });
    expect(await exited(one.id)).toBeNull();
  });
});

test.each([
  ['a reply', recordReply],
  ['a bounce', recordBounce],
])('%s that names a mail in doubt shows that it left, and its owner is asked no more', async (_what, record) => {
  world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
  const { enrollment } = await world.enrollIn(await world.publish({ exitOn: [], steps: [intro, followUp] }));
  await world.fireAt('2026-03-02T08:00');
  await showPosts(world);
  const executionId = world.mailer.taken[0]?.executionId ?? '';
  await record(world.app, { executionId, sourceId: 'mail:1' });
  expect(await world.store.read.executions.byId(executionId)).toMatchObject({ state: 'fired' });
  expect((await standing(world, enrollment.id)).enrollment).toMatchObject({ hold: null });
  const question = (await posts(world)).find(({ key }) => key.startsWith('notice:uncertain:'));
  expect(question?.due_at).not.toBeNull();
});
