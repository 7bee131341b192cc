import { decideRequest } from '../../../src/app/sequences/decideRequest.js';
import { compareVersion, listVersions } from '../../../src/app/sequences/listVersions.js';
import { publishEdit } from '../../../src/app/sequences/publishEdit.js';
import { rebaseDraft } from '../../../src/app/sequences/rebaseDraft.js';
import { reviewEdit } from '../../../src/app/sequences/reviewEdit.js';
import { startEdit } from '../../../src/app/sequences/startEdit.js';
import { summaryLines } from '../../../src/app/shown/editWords.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { edit, email } from './editing.js';
import { publish } from './publishing.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const more = { change: 'addStep', step: email('case-study') } as const;
const first = { ...more, after: null };
const continued = { finished: 'continue' } as const;
const pendingOf = async (id: string) => (await world.store.read.enrollments.byId(id))?.progress.pending?.stepId;

/** A live sequence with so many who wait for its first step, and one who is at its end. */
async function live(waiting: number) {
  const version = await world.publish({ steps: [email('intro'), email('call')] });
  const finished = await world.enrollIn(version);
  await world.fireAt('2026-03-04T09:00');
  await world.fireAt('2026-03-06T09:00');
  const people = [];
  for (let one = 0; one < waiting; one += 1) people.push((await world.enrollIn(version)).enrollment);
  return { version, finished: finished.enrollment, people };
}

/** Somebody else saves a draft at this revision between a use case's look at it and its saving. */
function overtaken(revision: number): AppWorld['app'] {
  const { store, clock, app } = world;
  const transact: typeof store.transact = (work, options) =>
    store.transact(async (tables) => {
      const byId = async (id: string) => {
        const draft = await tables.drafts.byId(id);
        if (draft?.revision === revision) await store.read.drafts.save(draft, await clock.now());
        return draft;
      };
      return work({ ...tables, drafts: { ...tables.drafts, byId } });
    }, options);
  return { ...app, store: { ...store, transact } };
}

describe('the review', () => {
  test('says what publishing does to whom, and publishing does just that', async () => {
    const { version, finished, people } = await live(2);
    const draft = await edit(world, version, [
      first,
      { change: 'removeStep', stepId: 'intro' },
      { ...more, step: email('end') },
    ]);
    const review = await draft.review();
    const reader = { zone: world.workspace.zone, now: await world.clock.now() };
    expect(summaryLines(review.summary, review, reader)).toEqual([
      '2 get case-study next, Sun 8 Mar, 09:00.',
      '2 lose intro, which was next for them.',
      '1 is past case-study already, and does not get it.',
    ]);
    expect(review.summary.finished).toMatchObject([{ stepId: 'end', people: 1 }]);
    expect(review.needsYes).toEqual({ continue: false, leave: false });
    const published = await publishEdit(world.app, { ...draft.at(), finished: 'leave', seen: review.summary.numbers });
    expect(published).toMatchObject({ ok: true, version: 2, takenOver: 3 });
    expect(await Promise.all(people.map(({ id }) => pendingOf(id)))).toEqual(['case-study', 'case-study']);
    expect(await pendingOf(finished.id)).toBeUndefined();
    expect(await world.store.read.drafts.byId(draft.draftId)).toBeNull();
  });

  test('says of whom only a later step changes, that nothing else comes next, and which step', async () => {
    const { version, people } = await live(2);
    const draft = await edit(world, version, [more]);
    const review = await draft.review();
    const reader = { zone: world.workspace.zone, now: await world.clock.now() };
    const [line] = summaryLines(review.summary, review, reader);
    expect(line).toBe('Nobody gets another step next; what lies ahead changes for 2: case-study.');
    await publishEdit(world.app, { ...draft.at(), ...continued, seen: review.summary.numbers });
    for (const { id } of people) {
      const history = await world.store.read.history.ofEnrollment(id);
      expect(history.filter(({ what }) => what.kind === 'edited')).toEqual([]);
    }
  });

  test('brings those at the end what comes new, unless they are left finished', async () => {
    const { version, finished } = await live(0);
    const draft = await edit(world, version, [more]);
    const { summary } = await draft.review();
    await publishEdit(world.app, { ...draft.at(), ...continued, seen: summary.numbers });
    expect(await pendingOf(finished.id)).toBe('case-study');
  });

  test('is shown again where others are concerned than were seen, and nothing is published', async () => {
    const { version } = await live(1);
    const draft = await edit(world, version, [first]);
    const { summary } = await draft.review();
    await world.enrollIn(version);
    const published = await publishEdit(world.app, { ...draft.at(), ...continued, seen: summary.numbers });
    expect(published).toMatchObject({ reason: 'numbers-changed', review: { summary: { numbers: { next: 2 } } } });
    expect(await world.store.read.drafts.byId(draft.draftId)).not.toBeNull();
  });

  test('stores what stands in the builder’s fields, and says what is wrong with it', async () => {
    const { version } = await live(0);
    await world.publish({ name: 'Taken', steps: [email('intro')] });
    const draft = await edit(world, version, []);
    expect(await reviewEdit(world.app, draft.at())).toMatchObject({ reason: 'unchanged' });
    const head = { name: 'Taken', zone: 'account', defaultTime: null } as const;
    expect(await reviewEdit(world.app, { ...draft.at(), head })).toMatchObject({ reason: 'name-taken' });
    const stored = await world.store.read.drafts.byId(draft.draftId);
    expect(stored).toMatchObject({ revision: 2, definition: { name: 'Taken' } });
    expect(await reviewEdit(world.app, { ...draft.at(), revision: 1, head })).toMatchObject({
      reason: 'changed-meanwhile',
    });
  });
});

describe('two editors', () => {
  test('have a draft each, and the second is shown what the first one changed before anything of theirs is published', async () => {
    const { version } = await live(0);
    const mine = await edit(world, version, [first]);
    const theirs = await edit(world, version, [{ change: 'removeStep', stepId: 'call' }], world.admin);
    const { summary } = await theirs.review();
    expect(await publishEdit(world.app, { ...theirs.at(), ...continued, seen: summary.numbers })).toMatchObject({
      ok: true,
    });
    const told = await reviewEdit(world.app, mine.at());
    expect(told).toMatchObject({
      reason: 'superseded',
      by: { name: 'adam' },
      theirs: [{ of: 'removed', stepId: 'call' }],
      ours: [
        { of: 'added', stepId: 'case-study' },
        { of: 'added', stepId: 'call' },
      ],
    });
    const blind = await publishEdit(world.app, { ...mine.at(), ...continued, seen: summary.numbers });
    expect(blind).toMatchObject({ ok: false, reason: 'superseded' });
    if (told.ok || told.reason !== 'superseded') throw new Error('not told');
    const rebased = await rebaseDraft(world.app, { ...mine.at(), versionId: told.current.id });
    expect(rebased).toMatchObject({ ok: true });
    expect(await reviewEdit(world.app, { ...mine.at(), revision: 3 })).toMatchObject({ ok: true, version: 3 });
  });

  test('in two windows: the second to save learns of the first, whatever it saves', async () => {
    const { version } = await live(0);
    const { draftId, at } = await edit(world, version, [first]);
    const meanwhile = { ok: false, reason: 'changed-meanwhile', draft: { id: draftId, revision: at().revision + 1 } };
    const head = { name: 'Renamed', zone: 'account', defaultTime: null } as const;
    expect(await reviewEdit(overtaken(at().revision), { ...at(), head })).toMatchObject(meanwhile);
    const theirs = await edit(world, version, [first], world.admin);
    const rebased = await rebaseDraft(overtaken(theirs.at().revision), { ...theirs.at(), versionId: version.id });
    expect(rebased).toMatchObject({ ok: false, reason: 'changed-meanwhile' });
  });

  test('one who comes back to their own draft is offered it', async () => {
    const { version } = await live(0);
    const { draftId } = await edit(world, version, [first]);
    const again = await startEdit(world.app, { actor: world.manager, sequenceId: version.sequenceId });
    expect(again).toMatchObject({ reason: 'draft-open', draft: { id: draftId } });
  });

  test('one who changed nothing in theirs is not asked about it, and edits what is live now', async () => {
    const { version } = await live(0);
    const begin = () => startEdit(world.app, { actor: world.manager, sequenceId: version.sequenceId });
    const looked = await begin();
    if (!looked.ok) throw new Error(looked.reason);
    expect(await begin()).toMatchObject({ ok: true, draft: { id: looked.draft.id } });
    await publish(world, { steps: [{ ...email('intro'), name: 'Anew' }] }, version.sequenceId);
    const again = await begin();
    expect(again).toMatchObject({ ok: true, draft: { definition: { steps: [{ name: 'Anew' }] } } });
    expect(await world.store.read.drafts.ofSequence(version.sequenceId)).toHaveLength(1);
  });
});

describe('more people than the limit', () => {
  const limited = async (limit = 1) => {
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: limit });
    const { version, people } = await live(2);
    const draft = await edit(world, version, [first]);
    const { summary, needsYes } = await draft.review();
    const wanted = { ...draft.at(), ...continued, seen: summary.numbers };
    return { version, people, draft, wanted, needsYes };
  };
  const asked = async () => {
    const all = await limited();
    const outcome = await publishEdit(world.app, all.wanted);
    if (outcome.ok || outcome.reason !== 'asked') throw new Error('nobody was asked');
    return { ...all, requestId: outcome.request.id, askedOf: outcome.asked.map(({ handle }) => handle) };
  };

  test('are not published without another manager’s yes; as many as the limit are', async () => {
    const { wanted, needsYes } = await limited();
    expect(needsYes).toEqual({ continue: true, leave: true });
    expect(await publishEdit(world.app, wanted)).toMatchObject({ ok: false, reason: 'asked' });
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 2 });
    expect(await publishEdit(world.app, wanted)).toMatchObject({ ok: true });
  });

  test('are published the moment somebody else allows it, and who, what and when is written down', async () => {
    const { requestId, askedOf, people, draft } = await asked();
    expect(askedOf).toEqual(['adam']);
    const own = await decideRequest(world.app, { actor: world.manager, requestId, allows: true });
    expect(own).toMatchObject({ reason: 'own' });
    const rep = await decideRequest(world.app, { actor: world.rep, requestId, allows: true });
    expect(rep).toMatchObject({ reason: 'not-allowed', needs: 'manager' });
    const allowed = await decideRequest(world.app, { actor: world.admin, requestId, allows: true });
    expect(allowed).toMatchObject({ ok: true, allowed: true, version: 2 });
    expect(await Promise.all(people.map(({ id }) => pendingOf(id)))).toEqual(['case-study', 'case-study']);
    expect(await world.store.read.drafts.byId(draft.draftId)).toBeNull();
    const request = await world.store.read.publishRequests.byId(requestId);
    expect(request).toMatchObject({ state: 'approved', decidedById: world.admin.id });
    expect((await world.audit()).map(({ action }) => action)).toEqual(['publish-ask', 'publish', 'publish-allow']);
    const late = await decideRequest(world.app, { actor: world.admin, requestId, allows: false });
    expect(late).toMatchObject({ reason: 'decided' });
  });

  test('stay as they are where it is refused, and the draft is kept', async () => {
    const { requestId, people, draft } = await asked();
    const refused = await decideRequest(world.app, { actor: world.admin, requestId, allows: false });
    expect(refused).toMatchObject({ ok: true, allowed: false });
    expect(await pendingOf(people[0]?.id ?? '')).toBe('intro');
    expect(await world.store.read.drafts.byId(draft.draftId)).not.toBeNull();
    expect((await world.audit()).map(({ action }) => action)).toEqual(['publish-ask', 'publish-refuse']);
  });

  test('are shown again in their new number before a yes counts', async () => {
    const { requestId, version } = await asked();
    await world.enrollIn(version);
    const yes = () => decideRequest(world.app, { actor: world.admin, requestId, allows: true });
    expect(await yes()).toMatchObject({ reason: 'numbers-changed' });
    expect(await world.store.read.publishRequests.byId(requestId)).toMatchObject({ numbers: { next: 3 } });
    expect(await yes()).toMatchObject({ ok: true, allowed: true });
  });

  test('are not published as they were asked for once the draft was changed', async () => {
    const { requestId, draft } = await asked();
    await draft.apply({ change: 'removeStep', stepId: 'call' });
    const yes = await decideRequest(world.app, { actor: world.admin, requestId, allows: true });
    expect(yes).toMatchObject({ reason: 'outdated' });
    expect(await world.store.read.publishRequests.byId(requestId)).toMatchObject({ state: 'replaced' });
  });

  test('are the publisher’s own decision where there is nobody else', async () => {
    const { wanted } = await limited();
    await world.store.read.members.save({ ...world.admin, isSlackAdmin: false }, await world.clock.now());
    expect(await publishEdit(world.app, wanted)).toMatchObject({ ok: true });
  });
});

test('every version can be looked at, compared with the present one, and restored', async () => {
  const { version } = await live(0);
  const draft = await edit(world, version, [first]);
  const { summary } = await draft.review();
  await publishEdit(world.app, { ...draft.at(), ...continued, seen: summary.numbers });
  const listed = await listVersions(world.app, { actor: world.manager, sequenceId: version.sequenceId });
  expect(listed?.versions).toMatchObject([
    { number: 2, by: 'mia', isCurrent: true, changes: ['New: 1. case-study'] },
    { number: 1, by: 'an import', isCurrent: false, changes: ['The first one.'] },
  ]);
  const compared = await compareVersion(world.app, { actor: world.manager, versionId: version.id });
  expect(compared?.changes).toEqual(['Removed: case-study']);
  const restored = await startEdit(world.app, {
    ...{ actor: world.manager, sequenceId: version.sequenceId, versionId: version.id },
  });
  if (!restored.ok) throw new Error(restored.reason);
  expect(restored.draft.definition.steps).toMatchObject([{ id: 'intro' }, { id: 'call' }]);
  const review = await reviewEdit(world.app, { actor: world.manager, draftId: restored.draft.id, revision: 1 });
  expect(review).toMatchObject({ ok: true, version: 3, differences: [{ of: 'removed', stepId: 'case-study' }] });
});
