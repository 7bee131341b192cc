import { importFiles } from '../../../src/app/importing/importFiles.js';
import { showPublishRequest } from '../../../src/app/posting/showPublishRequest.js';
import { decideRequest } from '../../../src/app/sequences/decideRequest.js';
import { askAboutText } from '../../../src/app/templates/askAboutText.js';
import { deleteTemplate } from '../../../src/app/templates/deleteTemplate.js';
import { editTemplate, restoreTemplate } from '../../../src/app/templates/editTemplate.js';
import { findTemplates } from '../../../src/app/templates/findTemplates.js';
import { showTemplate } from '../../../src/app/templates/showTemplate.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** What managers do with stored templates. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const mail = (template: string, subject: string, body = 'Hello?') => ({
  template,
  kind: 'email',
  email: { subject, body },
});
type Over = Parameters<typeof editTemplate>[1]['over'];
const edit = (file: object, over: Over = null, actor = world.manager) =>
  editTemplate(world.app, { actor, file: { ...file }, over });
/** The same, with a yes to what it does to people. */
const editSeen = async (file: object, over: { templateId: string; version: number }) => {
  const shown = await edit(file, over);
  if (shown.ok || shown.reason !== 'review') throw new Error('nothing to see');
  return editTemplate(world.app, { actor: world.manager, file: { ...file }, over, seen: shown.review.seen });
};
const stored = async (file: ReturnType<typeof mail>) => {
  const saved = await edit(file);
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return saved.template;
};
type Removal = Parameters<typeof deleteTemplate>[1];
const remove = (
  templateId: string,
  replacementId: string | null = null,
  { actor = world.manager, seen = null }: Partial<Pick<Removal, 'actor' | 'seen'>> = {},
) => deleteTemplate(world.app, { actor, templateId, replacementId, seen });
const named = async () =>
  (await findTemplates(world.app, { actor: world.manager, search: null })).templates.map(({ name }) => name);
const step = (template: string) => ({ id: 'intro', kind: 'email', when: { days: 1, at: '09:00' }, template });

test('a list has all of them with their first line and how often they are used; words narrow it', async () => {
  await stored(mail('intro', 'The price list', 'Which figure?'));
  await stored(mail('bye', 'The last mail'));
  await world.publish({ name: 'One', steps: [step('intro')] });
  const find = async (search: string | null) =>
    (await findTemplates(world.app, { actor: world.rep, search })).templates;
  expect(await find(null)).toMatchObject([
    { name: 'bye', firstLine: 'The last mail', usedIn: 0 },
    { name: 'intro', kind: 'email', firstLine: 'The price list', usedIn: 1 },
  ]);
  expect((await find('FIGURE price')).map(({ name }) => name)).toEqual(['intro']);
  expect(await find('nothing')).toEqual([]);
});

test('a preview shows it with a real contact, and what that contact leaves blank', async () => {
  const { id } = await stored(mail('intro', 'For {{ contact.firstName }}', 'About {{ contact.company }}?'));
  await world.enrollIn(await world.publish({ name: 'One', steps: [step('intro')] }), {
    email: 'grace@example.com',
    firstName: 'Grace',
    company: null,
  });
  const show = (contactEmail: string | null) =>
    showTemplate(world.app, { actor: world.rep, templateId: id, contactEmail });
  expect(await show('grace@example.com')).toMatchObject({
    ok: true,
    shown: {
      contact: 'grace@example.com',
      preview: [{ text: 'For Grace' }, { text: 'About ?' }],
      blanks: ['contact.company'],
      usedIn: ['One'],
      mayEdit: false,
    },
  });
  expect(await show(null)).toMatchObject({ shown: { contact: null, preview: [{ text: 'For Ada' }, {}], blanks: [] } });
  expect(await show('grac@example.com')).toMatchObject({ reason: 'unknown-contact', nearest: ['grace@example.com'] });
});

test('two editors: the second is told what the first saved, and an older version can be restored', async () => {
  const { id } = await stored(mail('intro', 'First'));
  const over = { templateId: id, version: 1 };
  expect(await edit(mail('intro', 'Second'), over)).toMatchObject({ ok: true, kind: 'changed' });
  expect(await edit(mail('intro', 'Other'), over)).toMatchObject({
    reason: 'changed-meanwhile',
    now: { version: 2, content: { subject: 'Second' } },
  });
  const restored = await restoreTemplate(world.app, { actor: world.manager, templateId: id, number: 1 });
  expect(restored).toMatchObject({ ok: true, template: { version: 3, content: { subject: 'First' } } });
  const gone = await restoreTemplate(world.app, { actor: world.manager, templateId: id, number: 9 });
  expect(gone).toEqual({ ok: false, reason: 'gone' });
});

test('what cannot be saved says so at its place: a taken name, a wrong one, an unknown variable', async () => {
  await stored(mail('intro', 'First'));
  expect(await edit(mail('intro', 'Again'))).toMatchObject({ problems: [{ path: 'template' }] });
  expect(await edit(mail('Big Name', 'x'))).toMatchObject({ problems: [{ path: 'template' }] });
  expect(await edit(mail('x', '{{ contact.nam }}'))).toMatchObject({ problems: [{ path: 'email.subject' }] });
});

test('one that a sequence calls cannot be deleted, only replaced; people keep their times', async () => {
  const [old, other] = [await stored(mail('old', 'Old')), await stored(mail('other', 'Other'))];
  const variants = [
    { id: 'a', weight: 1, template: 'old' },
    { id: 'b', weight: 1, template: 'other' },
  ];
  await world.publish({ name: 'Split', steps: [{ id: 'intro', kind: 'email', variants }] });
  const { enrollment } = await world.enrollIn(await world.publish({ name: 'One', steps: [step('old')] }));
  expect(await remove(old.id)).toEqual({ ok: false, reason: 'in-use', name: 'old', usedIn: ['One', 'Split'] });
  expect(await remove(old.id, old.id)).toEqual({ ok: false, reason: 'wrong-replacement' });
  expect(await named()).toEqual(['old', 'other']);
  const asked = await remove(old.id, other.id);
  if (asked.ok || asked.reason !== 'review') throw new Error(JSON.stringify(asked));
  expect(asked.review.effects).toMatchObject([
    { after: { name: 'One' }, numbers: { people: 1, affected: 1, time: 0 } },
  ]);
  const { seen } = asked.review;
  expect(await remove(old.id, other.id, { seen })).toMatchObject({ ok: true, replacedIn: ['One', 'Split'] });
  expect(await named()).toEqual(['other']);
  const now = await world.store.read.enrollments.byId(enrollment.id);
  expect(now?.progress.pending?.dueAt).toEqual(enrollment.progress.pending?.dueAt);
  await world.fireAt('2026-03-03T09:00');
  expect(world.mailer.taken.map(({ subject }) => subject)).toEqual(['Other']);
  expect(await remove(other.id)).toMatchObject({ reason: 'in-use' });
});

const task = (template: string, type: string) => ({ template, kind: 'task', task: { title: 'Ring them', type } });
const inline = { template: undefined, email: { subject: 'a', body: 'b' } };
const outcomeAsked = {
  name: 'Two',
  steps: [
    { id: 'ring', kind: 'task', when: 'immediately', template: 'ring' },
    { id: 'q', kind: 'rule', if: [{ taskOutcome: 'ring', is: 'voicemail' }], do: [{ addTag: 'heard' }] },
  ],
};

test('a replacement that a sequence cannot call is refused with the reason, and nothing is published', async () => {
  const [old, further] = [
    await stored(mail('old', 'Old')),
    await edit({ ...mail('further', ''), email: { body: 'x' } }),
  ];
  const one = await world.publish({ name: 'One', steps: [step('old')] });
  const after = [
    { ...step('old'), id: 'again' },
    { ...step('old'), id: 'more' },
  ];
  await world.publish({
    name: 'Also',
    steps: [{ ...step('old'), ...inline }, ...after],
  });
  const refused = await remove(old.id, further.ok ? further.template.id : '');
  const problems = [{ path: 'steps[0].template', message: expect.stringContaining('this text has no subject') }];
  expect(refused).toMatchObject({ ok: false, reason: 'invalid', sequence: { name: 'One' }, problems });
  expect(await named()).toEqual(['further', 'old']);
  const sequences = await world.store.read.sequences.all(world.workspace.id);
  expect(sequences.find(({ name }) => name === 'One')?.currentVersionId).toBe(one.id);
  const also = sequences.find(({ name }) => name === 'Also')?.currentVersionId ?? '';
  expect(await world.store.read.sequences.version(also)).toMatchObject({ number: 1 });
});

test('a text is not written so that a sequence which calls it breaks, nor brought back, nor imported', async () => {
  const intro = await stored(mail('intro', 'First'));
  await world.publish({ name: 'One', steps: [step('intro')] });
  const ring = await edit(task('ring', 'call'));
  await world.publish(outcomeAsked);
  const over = (template: { id: string; version: number }) => ({ templateId: template.id, version: template.version });
  const noSubject = { ...mail('intro', ''), email: { body: 'Hello?' } };
  const problems = [{ path: 'email.subject', message: expect.stringContaining('“intro” of One calls it') }];
  expect(await edit(noSubject, over(intro))).toMatchObject({ reason: 'invalid', problems });
  const todo = await edit(task('ring', 'todo'), ring.ok ? over(ring.template) : null);
  expect(todo).toMatchObject({ reason: 'invalid', problems: [{ path: 'task.type' }] });
  const file = (content: object) => ({ name: 'texts.yml', content: JSON.stringify(content) });
  const into = (...files: ReturnType<typeof file>[]) => importFiles(world.app, files);
  expect(await into(file(noSubject))).toMatchObject({ ok: false, problems: [{ path: 'email.subject' }] });
  const mended = {
    name: 'One',
    steps: [{ ...step('intro'), ...inline }],
  };
  expect(await into(file(noSubject), { ...file(mended), name: 'one.yml' })).toMatchObject({ ok: true });
  expect(await edit(mail('intro', 'Second'), { templateId: intro.id, version: 2 })).toMatchObject({ ok: true });
  await world.publish({ name: 'Three', steps: [step('intro')] });
  const restored = await restoreTemplate(world.app, { actor: world.manager, templateId: intro.id, number: 2 });
  expect(restored).toMatchObject({ reason: 'invalid', problems: [{ path: 'email.subject' }] });
});

test('a replacement that changes what more get than the limit is left to the edits, where another manager is asked', async () => {
  const [old, other] = [await stored(mail('old', 'Old')), await stored(mail('other', 'Other'))];
  const version = await world.publish({ name: 'One', steps: [step('old')] });
  for (const email of ['ada@example.com', 'bob@example.com']) await world.enrollIn(version, { email });
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
  const usedIn = [{ id: version.sequenceId, name: 'One' }];
  expect(await remove(old.id, other.id)).toMatchObject({ reason: 'needs-yes', people: 2, limit: 1, usedIn });
  expect(await named()).toEqual(['old', 'other']);
  expect(await world.store.read.sequences.byId(version.sequenceId)).toMatchObject({ currentVersionId: version.id });
  await world.fireAt('2026-03-03T09:00');
  expect(await remove(old.id, other.id)).toMatchObject({ ok: true });
});

describe('one that more have ahead of them than one manager decides about', () => {
  async function ofTwo() {
    const one = await stored(mail('intro', 'First'));
    const version = await world.publish({ name: 'One', steps: [step('intro')] });
    for (const email of ['ada@example.com', 'bob@example.com']) await world.enrollIn(version, { email });
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
    return { over: { templateId: one.id, version: 1 }, version };
  }

  test('is not written anew, nor restored; the same again may be saved', async () => {
    const { over } = await ofTwo();
    const refused = { ok: false, reason: 'needs-yes', ...over };
    expect(await edit(mail('intro', 'Second'), over)).toMatchObject(refused);
    expect(await edit(mail('intro', 'First'), over)).toMatchObject({ ok: true, kind: 'unchanged' });
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 2 });
    expect(await editSeen(mail('intro', 'Second'), over)).toMatchObject({ ok: true, kind: 'changed' });
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
    const back = { actor: world.manager, templateId: over.templateId, number: 1 };
    expect(await restoreTemplate(world.app, back)).toMatchObject({ ...refused, version: 2, text: { name: 'intro' } });
  });

  test('counts the people of all sequences that call it together', async () => {
    const { over } = await ofTwo();
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 2 });
    await world.enrollIn(await world.publish({ name: 'Two', steps: [step('intro')] }));
    expect(await edit(mail('intro', 'Second'), over)).toMatchObject({ reason: 'needs-yes' });
  });

  test('is not asked about with a mistake in it, nor over what somebody else saved meanwhile', async () => {
    const { over } = await ofTwo();
    expect(await edit(mail('intro', '{{ contact.nam }}'), over)).toMatchObject({
      problems: [{ path: 'email.subject' }],
    });
    const behind = { ...over, version: 0 };
    expect(await edit(mail('intro', 'Second'), behind)).toMatchObject({ reason: 'changed-meanwhile' });
  });

  /** Somebody asked, and this is the question. */
  async function asked() {
    const { over, version } = await ofTwo();
    const edited = await edit(mail('intro', 'Second'), over);
    if (edited.ok || edited.reason !== 'needs-yes') throw new Error('nothing to ask');
    const outcome = await askAboutText(world.app, { actor: world.manager, ...edited });
    expect(outcome).toMatchObject({ ok: true, name: 'intro', people: 2, asked: [{ handle: 'adam' }] });
    const request = await world.store.read.publishRequests.openOf(over.templateId);
    return { over, version, requestId: request?.id ?? '', again: edited };
  }
  const decide = (requestId: string, allows = true, actor = world.admin) =>
    decideRequest(world.app, { actor, requestId, allows });
  const now = async (templateId: string) => world.store.read.templates.byId(templateId);

  test('is saved the moment another manager allows it, in the name of who asked, and what it released goes out', async () => {
    const { over, requestId } = await asked();
    expect(await now(over.templateId)).toMatchObject({ version: 1, content: { subject: 'First' } });
    expect(await decide(requestId, true, world.manager)).toMatchObject({ reason: 'own' });
    expect(await decide(requestId, true, world.rep)).toMatchObject({ reason: 'not-allowed', needs: 'manager' });
    expect(await decide(requestId)).toEqual({ ok: true, allowed: true, of: 'text', name: 'intro', version: 2 });
    expect(await now(over.templateId)).toMatchObject({ version: 2, content: { subject: 'Second' } });
    const [saved] = await world.store.read.templates.versions(over.templateId);
    expect(saved).toMatchObject({ number: 2, savedById: world.manager.id });
    expect(await decide(requestId, false)).toMatchObject({
      reason: 'decided',
      request: { state: 'approved', version: 2 },
    });
    const actions = (await world.audit()).map(({ action }) => action);
    expect(actions.slice(-3)).toEqual(['template.ask', 'template.save', 'template.allow']);
  });

  test('stays as it was where it is refused', async () => {
    const { over, requestId } = await asked();
    expect(await decide(requestId, false)).toMatchObject({ ok: true, allowed: false, of: 'text', name: 'intro' });
    const notice = { kind: 'publish-request', requestId } as const;
    const told = await showPublishRequest(world.store.read, world.ids.next(), notice, await world.clock.now());
    expect(told?.text).toContain('adam refused it, Mon 2 Mar, 08:00. The text stays as it was');
    expect(told?.text).toContain('Subject: Second\nText: Hello?');
    expect(told?.buttons).toEqual([]);
    expect(await now(over.templateId)).toMatchObject({ version: 1, content: { subject: 'First' } });
  });

  test('is shown again in its new number before a yes counts, and asked anew it is one question', async () => {
    const { version, requestId, again } = await asked();
    await world.enrollIn(version);
    expect(await decide(requestId)).toMatchObject({ reason: 'numbers-changed' });
    expect(await world.store.read.publishRequests.byId(requestId)).toMatchObject({ numbers: { affected: 3 } });
    await askAboutText(world.app, { actor: world.manager, ...again });
    expect(await decide(requestId)).toMatchObject({ reason: 'decided', request: { state: 'replaced' } });
  });

  test('is not saved as it was asked for where it was saved otherwise since, or names an unknown field by now', async () => {
    const { over, version, requestId, again } = await asked();
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 5 });
    await editSeen(mail('intro', 'Third'), over);
    expect(await decide(requestId)).toMatchObject({ reason: 'outdated', of: 'text' });
    expect(await now(over.templateId)).toMatchObject({ content: { subject: 'Third' } });
    const late = await askAboutText(world.app, { actor: world.manager, ...again });
    expect(late).toMatchObject({ reason: 'changed-meanwhile', now: { version: 2 } });
    await world.enrollIn(version, { fields: { plan: 'gold' } });
    const content = { subject: '{{ contact.plan }}', body: 'b', format: 'text' } as const;
    const text = { name: 'intro', kind: 'email', content } as const;
    await askAboutText(world.app, { actor: world.manager, ...again, version: 2, text });
    await world.pool.query(`UPDATE contacts SET fields = '{"size": 1}'`);
    const second = await world.store.read.publishRequests.openOf(over.templateId);
    expect(await decide(second?.id ?? '')).toMatchObject({ reason: 'outdated' });
  });

  test('is, once it lies behind them, or where nobody else could be asked', async () => {
    const { over } = await ofTwo();
    await world.pool.query(`UPDATE members SET is_slack_admin = false WHERE handle = 'adam'`);
    expect(await edit(mail('intro', 'Second'), over)).toMatchObject({
      review: { ownDecision: { people: 2, limit: 1 } },
    });
    expect(await editSeen(mail('intro', 'Second'), over)).toMatchObject({ ok: true, kind: 'changed' });
    await world.pool.query(`UPDATE members SET is_slack_admin = true WHERE handle = 'adam'`);
    expect(await edit(mail('intro', 'Third'), { ...over, version: 2 })).toMatchObject({ reason: 'needs-yes' });
    await world.fireAt('2026-03-03T09:00');
    expect(await edit(mail('intro', 'Third'), { ...over, version: 2 })).toMatchObject({ ok: true, kind: 'changed' });
  });
});

describe('one that a few have ahead of them', () => {
  async function ofOne() {
    const one = await stored(mail('intro', 'First'));
    const version = await world.publish({ name: 'One', steps: [step('intro')] });
    await world.enrollIn(version);
    return { over: { templateId: one.id, version: 1 }, version };
  }
  const subject = async (templateId: string) => (await world.store.read.templates.byId(templateId))?.content;

  test('is saved once what that does to them was seen', async () => {
    const { over } = await ofOne();
    const review = { isAgain: false, effects: [{ numbers: { affected: 1 }, sequences: [{ name: 'One' }] }] };
    expect(await edit(mail('intro', 'Second'), over)).toMatchObject({ reason: 'review', review });
    expect(await subject(over.templateId)).toMatchObject({ subject: 'First' });
    expect(await editSeen(mail('intro', 'Second'), over)).toMatchObject({ ok: true, kind: 'changed' });
  });

  test('is shown again where it concerns others by then, or says something else than what was seen', async () => {
    const { over, version } = await ofOne();
    const first = await edit(mail('intro', 'Second'), over);
    if (first.ok || first.reason !== 'review') throw new Error('nothing to see');
    const again = (text: string) =>
      editTemplate(world.app, { actor: world.manager, file: mail('intro', text), over, seen: first.review.seen });
    expect(await again('Third')).toMatchObject({ reason: 'review', review: { isAgain: true } });
    await world.enrollIn(version);
    const others = { isAgain: true, effects: [{ numbers: { affected: 2 } }] };
    expect(await again('Second')).toMatchObject({ reason: 'review', review: others });
    expect(await subject(over.templateId)).toMatchObject({ subject: 'First' });
  });

  test('comes back in an older version by the same way', async () => {
    const { over } = await ofOne();
    await editSeen(mail('intro', 'Second'), over);
    const back = { actor: world.manager, templateId: over.templateId, number: 1 };
    const shown = await restoreTemplate(world.app, back);
    if (shown.ok || shown.reason !== 'review') throw new Error('nothing to see');
    expect(await restoreTemplate(world.app, { ...back, seen: shown.review.seen })).toMatchObject({ ok: true });
    expect(await subject(over.templateId)).toMatchObject({ subject: 'First' });
  });

  test('is saved at once where it lies behind them', async () => {
    const { over } = await ofOne();
    await world.fireAt('2026-03-03T09:00');
    expect(await edit(mail('intro', 'Second'), over)).toMatchObject({ ok: true, kind: 'changed' });
  });
});

test('one that nobody calls is deleted with its versions, once', async () => {
  const { id } = await stored(mail('old', 'Old'));
  expect(await remove(id)).toEqual({ ok: true, name: 'old', replacedIn: [] });
  expect(await remove(id)).toEqual({ ok: false, reason: 'gone' });
  expect((await world.pool.query('SELECT id FROM template_versions')).rows).toEqual([]);
});

test('writing them takes a manager', async () => {
  const { id } = await stored(mail('old', 'Old'));
  const needs = { ok: false, reason: 'not-allowed', needs: 'manager' };
  expect(await edit(mail('new', 'New'), null, world.rep)).toEqual(needs);
  expect(await remove(id, null, { actor: world.rep })).toEqual(needs);
  expect(await restoreTemplate(world.app, { actor: world.rep, templateId: id, number: 1 })).toEqual(needs);
});
