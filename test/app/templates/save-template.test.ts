import { releaseForTexts, saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import type { StoredTemplate } from '../../../src/domain/template/stored-template.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** Stored templates: their versions, and what steps make of them. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const save = async (template: StoredTemplate) => {
  const now = await world.clock.now();
  return world.store.transact(async (tables) => {
    const context = { tables, ids: world.ids, now };
    const input = { workspaceId: world.workspace.id, template, savedById: world.rep.id };
    const saved = await saveTemplate(context, input);
    if (saved.ok) await releaseForTexts(context, world.workspace.id);
    return saved;
  });
};
const call = (title: string, notes: string | null = null): StoredTemplate => ({
  name: 'first-call',
  kind: 'task',
  content: { title, type: 'call', notes },
});
const tasks = async () => (await world.pool.query('SELECT title, notes, type FROM tasks ORDER BY appeared_at')).rows;

test('each saving is a version; the same again is none', async () => {
  expect(await save(call('Call'))).toMatchObject({ ok: true, kind: 'created' });
  expect(await save(call('Call'))).toMatchObject({ ok: true, kind: 'unchanged' });
  expect(await save(call('Call them', 'Soon'))).toMatchObject({ ok: true, kind: 'changed' });
  const template = await world.store.read.templates.byName(world.workspace.id, 'first-call');
  expect(template).toMatchObject({ version: 2, content: { title: 'Call them', notes: 'Soon', type: 'call' } });
  const versions = await world.store.read.templates.versions(template?.id ?? '');
  expect(versions).toMatchObject([
    { number: 2, template: { content: { title: 'Call them' } }, savedById: world.rep.id },
    { number: 1, template: { name: 'first-call', kind: 'task', content: { title: 'Call' } } },
  ]);
});

test('a name stays with its kind, and what no contact has is refused', async () => {
  await save(call('Call'));
  const mail = { name: 'first-call', kind: 'email', content: { subject: 'S', body: 'B', format: 'text' } } as const;
  expect(await save(mail)).toEqual({
    ok: false,
    reason: 'invalid',
    problems: [
      { path: 'kind', code: 'otherKind', message: 'first-call is stored for another kind (task); choose another name' },
    ],
  });
  expect(await save(call('Call {{ contact.nam }}'))).toMatchObject({ problems: [{ path: 'task.title' }] });
});

test('a text or a side of a card that is longer by itself than any that goes is refused', async () => {
  const text = { name: 'long', kind: 'sms', content: { body: 'x'.repeat(1601) } } as const;
  expect(await save(text)).toMatchObject({ problems: [{ path: 'sms.body' }] });
  const card = { size: '4x6', front: `<p>${'x'.repeat(10_000)}</p>`, back: '<p>Hello</p>' } as const;
  expect(await save({ name: 'card', kind: 'postcard', content: card })).toMatchObject({
    problems: [{ path: 'postcard.front' }],
  });
});

test('a task takes its words and its type from the stored text, as it stands when it appears', async () => {
  await save(call('Call {{ contact.firstName }}', 'Ask {{ contact.firstName }} first'));
  const step = { id: 'call', kind: 'task', when: 'immediately', template: 'first-call' };
  await world.enrollIn(await world.publish({ steps: [step] }), { firstName: 'Ada' });
  await world.fireAt('2026-03-02T08:00');
  expect(await tasks()).toEqual([{ title: 'Call Ada', notes: 'Ask Ada first', type: 'call' }]);
});

test('a text leaves with the stored words, and waits for its owner where there are none', async () => {
  await save({ name: 'ping', kind: 'sms', content: { body: 'Hi {{ contact.firstName }}' } });
  const step = (template: string) => ({ id: 'sms', kind: 'sms', when: 'immediately', template });
  const ada = { firstName: 'Ada', phone: '+14155552345' };
  await world.enrollIn(await world.publish({ steps: [step('ping')] }), ada);
  const other = await world.publish({ name: 'Other', steps: [step('pong')] });
  const { enrollment } = await world.enrollIn(other, { ...ada, email: 'b@example.com' });
  await world.fireAt('2026-03-02T08:00');
  expect(world.texter.taken).toMatchObject([{ body: 'Hi Ada' }]);
  expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({
    hold: 'failed',
    holdReason: expect.stringContaining('no such template is stored for texts'),
  });
});

test('a task whose text is not stored waits for its owner and says so', async () => {
  const step = { id: 'call', kind: 'task', when: 'immediately', template: 'first-call' };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [step] }), { firstName: 'Ada' });
  await world.fireAt('2026-03-02T08:00');
  expect(await tasks()).toEqual([]);
  expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({
    hold: 'failed',
    holdReason: expect.stringContaining('no template is called first-call'),
  });
});
