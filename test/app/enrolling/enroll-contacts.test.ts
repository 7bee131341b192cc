import { suppress } from '../../../src/app/contacts/suppress.js';
import { publishSequence } from '../../../src/app/sequences/publishSequence.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { type Asked, createEnrollingWorld, type EnrollingWorld, intro, later } from './enrolling-world.js';

let world: EnrollingWorld;
beforeEach(async () => {
  world = await createEnrollingWorld();
});
afterEach(() => world.close());

describe('enrolling', () => {
  test('somebody unknown creates the contact, and a step without delay is due at once', async () => {
    await world.publish({ steps: [intro, later] });
    const outcome = await world.enroll('<mailto:Ada@Example.com|x>');
    expect(outcome).toMatchObject({
      ok: true,
      enrolled: [
        { email: 'Ada@example.com', isNewContact: true, owner: { id: world.rep.id }, first: { step: 'Intro' } },
      ],
    });
    expect(world.poked()).toBe(1);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken.map(({ to }) => to.email)).toEqual(['Ada@example.com']);
    expect(await world.audit()).toMatchObject([{ action: 'enroll', subject: 'Ada@example.com' }]);
  });

  test('twice changes nothing the second time, also at the same moment', async () => {
    await world.publish({ steps: [intro] });
    const outcomes = await world.atOnce([() => world.enroll('ada@example.com'), () => world.enroll('ADA@example.com')]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.reason)).sort()).toEqual(['blocked', 'ok']);
    expect(await world.blockers('ada@example.com')).toEqual(['already-enrolled']);
    expect(await world.enrollments()).toHaveLength(1);
  });

  test('changes nothing while one of several is blocked, until only the ready ones are asked for', async () => {
    await world.publish({ steps: [intro] });
    const people = ['ada@example.com', 'grace@', 'ada@EXAMPLE.com', 'grace@example.com'];
    expect(await world.enroll(people)).toMatchObject({ ok: false, reason: 'blocked' });
    expect(await world.enrollments()).toEqual([]);
    expect(await world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com')).toBeNull();
    const outcome = await world.enroll(people, { enroll: 'ready' });
    expect(outcome).toMatchObject({
      enrolled: [{ email: 'ada@example.com' }, { email: 'grace@example.com' }],
      blocked: [{ blocker: { kind: 'bad-address' } }, { blocker: { kind: 'duplicate' } }],
    });
  });

  test('a preview changes nothing and shows the dates', async () => {
    await world.publish({ steps: [intro, later] });
    const [verdict] = await world.preview('ada@example.com');
    expect(verdict).toMatchObject({ blocker: null, contact: null, zone: 'America/Los_Angeles', startsPaused: [] });
    expect(verdict?.dates.map(({ at }) => at.toISO())).toEqual([
      '2026-03-02T16:00:00.000Z',
      '2026-03-04T17:00:00.000Z',
    ]);
    expect(await world.enrollments()).toEqual([]);
    expect(await world.audit()).toEqual([]);
  });

  test('while a new version is published nobody stays behind in the old one', async () => {
    const version = await world.publish({ steps: [later] });
    const parsed = parseSequence({ name: 'Outbound', steps: [later, { id: 'wait', kind: 'delay', for: '1 day' }] });
    if (!parsed.ok) throw new Error('refused');
    const published = { workspaceId: world.workspace.id, definition: parsed.sequence, publishedById: null };
    const at = await world.clock.now();
    const publish = () =>
      world.store.transact((tables) =>
        publishSequence(
          { tables, ids: world.ids, now: at, carried: world.carried },
          { ...published, as: { sequenceId: version.sequenceId } },
        ),
      );
    const people = ['ada', 'grace', 'joan', 'mary', 'edith'].map((name) => `${name}@example.com`);
    await world.atOnce<unknown>([...people.map((email) => () => world.enroll(email)), publish]);
    const current = (await world.store.read.sequences.byId(version.sequenceId))?.currentVersionId;
    expect(current).not.toBe(version.id);
    expect((await world.enrollments()).map(({ sequenceVersionId }) => sequenceVersionId)).toEqual(
      people.map(() => current),
    );
  });

  test('two hundred at once are in', async () => {
    await world.publish({ steps: [later] });
    const people = Array.from({ length: 200 }, (_, index) => `person-${index}@example.com`);
    expect(await world.enroll(people)).toMatchObject({ ok: true });
    expect(await world.enrollments()).toHaveLength(200);
    expect(await world.enroll([...people, 'one@more.example'])).toEqual({ ok: false, reason: 'too-many', most: 200 });
  });
});

describe('who owns it', () => {
  test('the contact’s own owner, else whoever enrolls, or the one that is named', async () => {
    await world.publish({ steps: [later] });
    const ben = await world.member('ben');
    await world.saveAda({ ownerId: ben.id });
    const owner = async (email: string, asked: Asked = {}) => (await world.preview(email, asked))[0]?.owner?.handle;
    expect(await owner('ada@example.com')).toBe('ben');
    expect(await owner('grace@example.com')).toBe('ana');
    expect(await owner('ada@example.com', { owner: { by: 'handle', handle: 'mia' } })).toBe('mia');
    await world.store.read.members.save({ ...ben, isRefused: true }, await world.clock.now());
    expect(await owner('ada@example.com')).toBe('ana');
  });

  test('a contact that nobody has is taken by the owner of the enrollment', async () => {
    await world.publish({ steps: [later] });
    const contact = await world.saveAda({ ownerId: null });
    await world.enroll('ada@example.com', { owner: { by: 'handle', handle: 'mia' } });
    expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ ownerId: world.manager.id });
  });

  test('somebody unknown is answered with the nearest', async () => {
    await world.publish({ steps: [later] });
    const owner = { by: 'handle', handle: 'anna' } as const;
    expect(await world.enroll('ada@example.com', { owner })).toMatchObject({
      reason: 'unknown-person',
      nearest: '@ana',
    });
  });
});

describe('what stands in the way as a whole', () => {
  test('an unknown name, an archived sequence, no address', async () => {
    const version = await world.publish({ steps: [later] });
    expect(await world.enroll('ada@example.com', { sequenceName: 'outbuond' })).toMatchObject({
      reason: 'unknown-sequence',
      nearest: [{ name: 'Outbound' }],
    });
    expect(await world.enroll([])).toEqual({ ok: false, reason: 'no-address' });
    await world.pool.query('UPDATE sequences SET archived_at = now() WHERE id = $1', [version.sequenceId]);
    expect(await world.enroll('ada@example.com')).toMatchObject({ reason: 'archived' });
  });

  test('a step that is not there, a time that is past', async () => {
    await world.publish({ steps: [intro, later] });
    expect(await world.enroll('ada@example.com', { startStepId: 'secnd' })).toMatchObject({
      reason: 'unknown-step',
      nearest: 'second',
      steps: [{ id: 'second' }, { id: 'intro', label: 'Intro' }],
    });
    const startAt = (await world.clock.now()).minus({ minutes: 1 });
    expect(await world.enroll('ada@example.com', { startAt })).toMatchObject({ reason: 'start-in-past' });
  });

  test('a step and a time to begin with are kept', async () => {
    await world.publish({ steps: [intro, later] });
    const startAt = (await world.clock.now()).plus({ days: 7 });
    await world.enroll('ada@example.com', { startStepId: 'second', startAt });
    const [enrollment] = await world.enrollments();
    expect(enrollment?.progress.pending).toMatchObject({ stepId: 'second' });
    expect(enrollment?.dueAt?.toISO()).toBe('2026-03-11T16:00:00.000Z');
  });
});

describe('a suppressed address', () => {
  test('is not enrolled, and says why and since when', async () => {
    await world.publish({ steps: [intro] });
    await suppress(world.app, { actor: world.manager, email: 'ada@example.com' });
    const [verdict] = await world.preview('Ada@example.com');
    expect(verdict?.blocker).toMatchObject({ kind: 'suppressed', why: 'by-hand', by: 'mia' });
  });
});

describe('while something is paused', () => {
  test.each([
    [
      'sequence',
      async (version: { sequenceId: string }) => {
        await world.store.read.sequences.setPaused(version.sequenceId, await world.clock.now());
      },
    ],
    ['owner', async () => world.store.read.members.setPaused(world.rep.id, await world.clock.now())],
    ['workspace', async () => world.store.read.workspaces.setPaused(world.workspace.id, await world.clock.now())],
  ] as const)('by its %s, a new enrollment begins paused', async (scope, pause) => {
    const version = await world.publish({ steps: [intro] });
    await pause(version);
    expect((await world.preview('ada@example.com'))[0]).toMatchObject({ blocker: null, startsPaused: [scope] });
    await world.enroll('ada@example.com');
    expect(await world.enrollments()).toMatchObject([{ pauses: [scope], dueAt: null }]);
  });
});
