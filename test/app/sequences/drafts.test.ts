import { TransientFault } from '../../../src/app/faults.js';
import { changeDraft, type DraftChange } from '../../../src/app/sequences/changeDraft.js';
import { discardDraft } from '../../../src/app/sequences/discardDraft.js';
import { previewDraft } from '../../../src/app/sequences/previewDraft.js';
import { publishDraft } from '../../../src/app/sequences/publishDraft.js';
import { startDraft } from '../../../src/app/sequences/startDraft.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { aPerson } from '../../support/memory-directory.js';
import { cameTo } from '../posting/posting-world.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const email = { subject: 'Hello', body: 'Hi {{ contact.firstName }}' };
const intro = { kind: 'email', name: 'Intro mail', when: { days: 1, at: '09:00' }, email };
const wait = { kind: 'delay', for: '2 days' };

async function begin(name: string | null = 'Outbound') {
  const started = await startDraft(world.app, { actor: world.manager, name });
  if (!started.ok) throw new Error(started.reason);
  let { revision } = started.draft;
  const draftId = started.draft.id;
  const apply = async (change: DraftChange) => {
    const outcome = await changeDraft(world.app, { actor: world.manager, draftId, revision, change });
    if (outcome.ok) ({ revision } = outcome.draft);
    return outcome;
  };
  const preview = async () => {
    const outcome = await previewDraft(world.app, { actor: world.manager, draftId });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.preview;
  };
  const publish = () => publishDraft(world.app, { actor: world.manager, draftId, revision });
  return { draftId, apply, preview, publish };
}

const ids = (preview: { readonly steps: readonly { readonly step: { readonly id: string } }[] }) =>
  preview.steps.map(({ step }) => step.id);

test('building is for managers', async () => {
  expect(await startDraft(world.app, { actor: world.rep, name: 'X' })).toEqual({
    ok: false,
    reason: 'not-allowed',
    needs: 'manager',
  });
});

test('a name that is taken is told at the first click', async () => {
  await world.publish({ steps: [{ ...intro, id: 'intro' }] });
  const started = await startDraft(world.app, { actor: world.manager, name: 'outbound' });
  expect(started).toMatchObject({ reason: 'name-taken' });
});

describe('who begins again', () => {
  const again = (name: string | null = null) => startDraft(world.app, { actor: world.manager, name });

  test('finds the draft with steps that they left', async () => {
    const { draftId, apply } = await begin();
    await apply({ change: 'addStep', step: intro });
    expect(await again('Other')).toMatchObject({ reason: 'draft-open', draft: { id: draftId } });
    const admin = await startDraft(world.app, { actor: world.admin, name: null });
    expect(admin).toMatchObject({ ok: true, draft: { definition: { name: '' } } });
  });

  test('is given the one without steps that they left, under the name they say now', async () => {
    const { draftId } = await begin('First');
    expect(await again('Second')).toMatchObject({ ok: true, draft: { id: draftId, definition: { name: 'Second' } } });
    expect(await again()).toMatchObject({ ok: true, draft: { id: draftId, definition: { name: 'Second' } } });
    expect(await begin()).toMatchObject({ draftId });
  });

  test('begins anew after the one that they left was discarded or published', async () => {
    const first = await begin();
    await first.apply({ change: 'addStep', step: intro });
    await discardDraft(world.app, { actor: world.manager, draftId: first.draftId });
    const second = await begin();
    await second.apply({ change: 'addStep', step: intro });
    await second.publish();
    const third = await begin('Third');
    expect(new Set([first, second, third].map(({ draftId }) => draftId)).size).toBe(3);
  });
});

test('steps are added, moved, replaced and removed by their ids', async () => {
  const { apply, preview } = await begin();
  expect(await apply({ change: 'addStep', step: intro })).toMatchObject({ stepId: 'intro-mail' });
  expect(await apply({ change: 'addStep', step: intro })).toMatchObject({ stepId: 'intro-mail-2' });
  expect(await apply({ change: 'addStep', step: wait, after: 'intro-mail' })).toMatchObject({ stepId: 'delay' });
  expect(ids(await preview())).toEqual(['intro-mail', 'delay', 'intro-mail-2']);
  await apply({ change: 'moveStep', stepId: 'delay', to: 'up' });
  await apply({ change: 'moveStep', stepId: 'delay', to: 'up' });
  expect(ids(await preview())).toEqual(['delay', 'intro-mail', 'intro-mail-2']);
  await apply({ change: 'moveStep', stepId: 'delay', to: 'down' });
  await apply({ change: 'replaceStep', stepId: 'intro-mail-2', step: { ...intro, id: 'other', name: 'Renamed' } });
  await apply({ change: 'removeStep', stepId: 'intro-mail' });
  const after = await preview();
  expect(ids(after)).toEqual(['delay', 'intro-mail-2']);
  expect(after.steps[1]?.step.name).toBe('Renamed');
});

test('the preview has the dates an enrollment made now would get, before there is a name', async () => {
  const { apply, preview } = await begin(null);
  await apply({ change: 'addStep', step: intro });
  await apply({ change: 'addStep', step: wait });
  const before = await preview();
  expect(before.preview.dates.map((date) => date?.toISO())).toEqual([
    '2026-03-03T17:00:00.000Z',
    '2026-03-05T17:00:00.000Z',
  ]);
  expect(before.problems).toEqual([{ path: 'name', code: 'empty', message: 'must not be empty' }]);
  await apply({ change: 'setHead', head: { name: 'Outbound', zone: 'contact', defaultTime: null } });
  expect(await preview()).toMatchObject({ name: 'Outbound', zone: 'contact', problem: null, problems: [] });
});

test('a wrong step is refused by path when it is saved, and nothing changes', async () => {
  const { apply, preview } = await begin();
  const wrong = { kind: 'email', when: { days: -1, at: '9' }, email: { subject: '{{ contact.fristName }}', body: '' } };
  const outcome = await apply({ change: 'addStep', step: wrong });
  expect(outcome).toMatchObject({ ok: false, reason: 'invalid' });
  const paths = !outcome.ok && outcome.reason === 'invalid' ? outcome.problems.map(({ path }) => path) : [];
  expect(paths).toEqual(['when.days', 'when.at']);
  const typo = { ...intro, email: { subject: '{{ contact.fristName }}', body: 'Hi' } };
  expect(await apply({ change: 'addStep', step: typo })).toMatchObject({
    problems: [{ path: 'email.subject', message: 'contact.fristName is not known; did you mean contact.firstName?' }],
  });
  const nowhere = { kind: 'email', template: 'nowhere' };
  expect(await apply({ change: 'addStep', step: nowhere })).toMatchObject({ problems: [{ path: 'template' }] });
  expect(await preview()).toMatchObject({ steps: [], revision: 1 });
});

describe('who does a task is checked when its step is saved', () => {
  const call = (assignee: string) => ({ kind: 'task', task: { title: 'Call' }, assignee });
  const messages = async (assignee: string) => {
    const { apply } = await begin();
    const outcome = await apply({ change: 'addStep', step: call(assignee) });
    if (outcome.ok) return [];
    return outcome.reason === 'invalid' ? outcome.problems.map(({ path, message }) => `${path}: ${message}`) : null;
  };

  test.each(['owner', '@mia', 'mia@harbor.example', 'UMIA', '#sales', 'C0SALES001'])(
    '%s is taken',
    async (assignee) => {
      await world.member('carla', { slackUserId: 'UMIAXX' });
      expect(await messages(assignee === 'UMIA' ? 'UMIAXX' : assignee)).toEqual([]);
    },
  );

  test('somebody in Slack whom nobody has seen yet is a member from then on, so that the task finds them', async () => {
    world.directory.everybody.push(aPerson('ben'));
    expect(await messages('@ben')).toEqual([]);
    expect(await world.store.read.members.byHandle(world.workspace.id, 'ben')).toMatchObject({ slackUserId: 'UBEN' });
  });

  test('nobody of that name, a guest, a channel that the app is not in: each says so', async () => {
    world.directory.everybody.push(aPerson('guest', { isRefused: true }));
    expect(await messages('@anna')).toEqual(['assignee: nobody here is @anna; did you mean @ana?']);
    expect(await messages('@guest')).toEqual([
      'assignee: @guest is not a full member of this workspace: name somebody who is',
    ]);
    const invite = 'invite it there with /invite, then try again';
    expect(await messages('#random')).toEqual([`assignee: Drumbeat is not in #random: ${invite}`]);
    expect(await messages('C0RANDOM01')).toEqual([`assignee: Drumbeat is not in that channel: ${invite}`]);
  });

  test('a channel that was renamed is told by the name that it has now, by its id, and only where a message had come there', async () => {
    await cameTo(world, { name: '#deals', id: 'C0SALES001' });
    await cameTo(world, { name: '#left', id: 'C0RANDOM01' });
    expect(await messages('#deals')).toEqual(['assignee: #deals is called #sales now: write #sales']);
    expect(await messages('#left')).toEqual([expect.stringContaining('Drumbeat is not in #left')]);
  });

  test('and so are those whom a rule tells, gives a task or hands over to', async () => {
    const { apply } = await begin();
    const rule = { kind: 'rule', do: [{ notify: '#random' }, { createTask: { title: 'Look', assignee: '@anna' } }] };
    const problems = [{ path: 'do[0].notify' }, { path: 'do[1].createTask.assignee' }];
    expect(await apply({ change: 'addStep', step: rule })).toMatchObject({ ok: false, problems });
    const over = (name: string) => apply({ change: 'addStep', step: { kind: 'rule', do: [{ setOwner: name }] } });
    expect(await over('@anna')).toMatchObject({ problems: [{ path: 'do[0].setOwner' }] });
    expect(await over('#sales')).toMatchObject({
      problems: [{ message: expect.stringContaining('must be a person') }],
    });
    expect(await over('@mia')).toMatchObject({ ok: true });
  });

  test('whoever was chosen by a Slack id is written by name; while Slack cannot be asked, a channel keeps its id', async () => {
    await world.member('carla', { slackUserId: 'UCARLAXX' });
    const { apply } = await begin();
    const saved = async (assignee: string) => {
      const outcome = await apply({ change: 'addStep', step: call(assignee) });
      const steps = outcome.ok ? outcome.draft.definition.steps : [];
      return Array.isArray(steps) ? steps.at(-1) : null;
    };
    world.directory.channel = async (id) => ({ id, name: 'sales', appIsMember: true });
    expect(await saved('UCARLAXX')).toMatchObject({ assignee: '@carla' });
    expect(await saved('C0SALES001')).toMatchObject({ assignee: '#sales' });
    world.directory.channel = () => Promise.reject(new TransientFault('Slack is away'));
    expect(await saved('C0SALES001')).toMatchObject({ assignee: 'C0SALES001' });
  });

  test('and keeps the id where the name means somebody else', async () => {
    const namesakes = ['UKIMXX001', 'UKIMXX002'];
    for (const slackUserId of namesakes) await world.member('kim', { slackUserId });
    const named = await world.store.read.members.byHandle(world.workspace.id, 'kim');
    const { apply } = await begin();
    for (const slackUserId of namesakes) {
      const assignee = named?.slackUserId === slackUserId ? '@kim' : slackUserId;
      const saved = await apply({ change: 'addStep', step: call(slackUserId) });
      expect(saved.ok && JSON.stringify(saved.draft.definition.steps)).toContain(`"assignee":"${assignee}"`);
    }
  });

  test('while Slack cannot be asked, the step is saved', async () => {
    world.directory.channels = () => Promise.reject(new TransientFault('Slack is away'));
    expect(await messages('#random')).toEqual([]);
  });
});

test('of two changes at one revision one wins, and the other learns of it', async () => {
  const { draftId } = await begin();
  const change = (name: string) =>
    changeDraft(world.app, {
      actor: world.manager,
      draftId,
      revision: 1,
      change: { change: 'addStep', step: { ...intro, name } },
    });
  const outcomes = await world.atOnce([() => change('One'), () => change('Two')]);
  expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.reason)).sort()).toEqual(['changed-meanwhile', 'ok']);
});

test('publishing makes it true once; a second click finds no draft', async () => {
  const { apply, publish } = await begin();
  expect(await publish()).toMatchObject({ reason: 'invalid', problems: [{ path: 'steps' }] });
  await apply({ change: 'addStep', step: intro });
  const outcomes = await world.atOnce([publish, publish]);
  expect(outcomes.map((outcome) => (outcome.ok ? outcome.kind : outcome.reason)).sort()).toEqual([
    'created',
    'no-draft',
  ]);
});

test('publishing at a revision that somebody has changed publishes nothing', async () => {
  const { draftId, apply } = await begin();
  await apply({ change: 'addStep', step: intro });
  const stale = await publishDraft(world.app, { actor: world.manager, draftId, revision: 1 });
  expect(stale).toMatchObject({ ok: false, reason: 'changed-meanwhile' });
});

test('a discarded draft is gone', async () => {
  const { draftId } = await begin();
  expect(await discardDraft(world.app, { actor: world.manager, draftId })).toEqual({ ok: true });
  expect(await previewDraft(world.app, { actor: world.manager, draftId })).toEqual({ ok: false, reason: 'no-draft' });
});
