import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { suppress } from '../../../src/app/contacts/suppress.js';
import { type EnrollmentOrder, enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { previewEnrollment } from '../../../src/app/enrolling/previewEnrollment.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { publishSequence } from '../../../src/app/sequences/publishSequence.js';
import { exit } from '../../../src/domain/enrollment/exit.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { aContact } from '../../support/people.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const plain = { subject: 'Hello', body: 'Hi there' };
const named = { subject: 'Hello {{ contact.firstName }}', body: 'About {{ contact.company }}, {{ contact.renewal }}' };
const now = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: plain };
const later = { id: 'second', kind: 'email', when: { days: 2, at: '09:00' }, email: plain };

type Asked = Partial<Omit<EnrollmentOrder, 'emails'>>;
const request = (emails: string | readonly string[], asked: Asked = {}) => ({
  actor: world.rep,
  emails: typeof emails === 'string' ? [emails] : emails,
  sequenceName: 'outbound',
  ...asked,
});
const enroll = (emails: string | readonly string[], asked: Asked = {}) =>
  enrollContacts(world.app, request(emails, asked));
const preview = async (emails: string | readonly string[], asked: Asked = {}) => {
  const outcome = await previewEnrollment(world.app, request(emails, asked));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.preview.addresses;
};
const blockers = async (emails: string | readonly string[], asked: Asked = {}) =>
  (await preview(emails, asked)).map(({ blocker }) => blocker?.kind ?? 'ready');
const store = async (given: Parameters<typeof aContact>[3] = {}) => {
  const contact = aContact(world.ids.next(), world.workspace.id, world.rep.id, { email: 'ada@example.com', ...given });
  await world.store.read.contacts.save(contact, await world.clock.now());
  return contact;
};
const daysLater = async (days: number) => {
  await world.clock.freezeAt((await world.clock.now()).plus({ days }));
};
const enrollments = () => world.store.read.enrollments.find({ workspaceId: world.workspace.id });

describe('enrolling', () => {
  test('somebody unknown creates the contact, and a step without delay is due at once', async () => {
    await world.publish({ steps: [now, later] });
    const outcome = await enroll('<mailto:Ada@Example.com|x>');
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
    await world.publish({ steps: [now] });
    const outcomes = await world.atOnce([() => enroll('ada@example.com'), () => enroll('ADA@example.com')]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.reason)).sort()).toEqual(['blocked', 'ok']);
    expect(await blockers('ada@example.com')).toEqual(['already-enrolled']);
    expect(await enrollments()).toHaveLength(1);
  });

  test('changes nothing while one of several is blocked, until only the ready ones are asked for', async () => {
    await world.publish({ steps: [now] });
    const people = ['ada@example.com', 'grace@', 'ada@EXAMPLE.com', 'grace@example.com'];
    expect(await enroll(people)).toMatchObject({ ok: false, reason: 'blocked' });
    expect(await enrollments()).toEqual([]);
    expect(await world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com')).toBeNull();
    const outcome = await enroll(people, { enroll: 'ready' });
    expect(outcome).toMatchObject({
      enrolled: [{ email: 'ada@example.com' }, { email: 'grace@example.com' }],
      blocked: [{ blocker: { kind: 'bad-address' } }, { blocker: { kind: 'duplicate' } }],
    });
  });

  test('a preview changes nothing and shows the dates', async () => {
    await world.publish({ steps: [now, later] });
    const [verdict] = await preview('ada@example.com');
    expect(verdict).toMatchObject({ blocker: null, contact: null, zone: 'America/Los_Angeles', startsPaused: [] });
    expect(verdict?.dates.map(({ at }) => at.toISO())).toEqual([
      '2026-03-02T16:00:00.000Z',
      '2026-03-04T17:00:00.000Z',
    ]);
    expect(await enrollments()).toEqual([]);
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
    await world.atOnce<unknown>([...people.map((email) => () => enroll(email)), publish]);
    const current = (await world.store.read.sequences.byId(version.sequenceId))?.currentVersionId;
    expect(current).not.toBe(version.id);
    expect((await enrollments()).map(({ sequenceVersionId }) => sequenceVersionId)).toEqual(people.map(() => current));
  });

  test('two hundred at once are in', async () => {
    await world.publish({ steps: [later] });
    const people = Array.from({ length: 200 }, (_, index) => `person-${index}@example.com`);
    expect(await enroll(people)).toMatchObject({ ok: true });
    expect(await enrollments()).toHaveLength(200);
    expect(await enroll([...people, 'one@more.example'])).toEqual({ ok: false, reason: 'too-many', most: 200 });
  });
});

describe('who owns it', () => {
  test('the contact’s own owner, else whoever enrolls, or the one that is named', async () => {
    await world.publish({ steps: [later] });
    const ben = await world.member('ben');
    await store({ ownerId: ben.id });
    const owner = async (email: string, asked: Asked = {}) => (await preview(email, asked))[0]?.owner?.handle;
    expect(await owner('ada@example.com')).toBe('ben');
    expect(await owner('grace@example.com')).toBe('ana');
    expect(await owner('ada@example.com', { owner: { by: 'handle', handle: 'mia' } })).toBe('mia');
    await world.store.read.members.save({ ...ben, isRefused: true }, await world.clock.now());
    expect(await owner('ada@example.com')).toBe('ana');
  });

  test('a contact that nobody has is taken by the owner of the enrollment', async () => {
    await world.publish({ steps: [later] });
    const contact = await store({ ownerId: null });
    await enroll('ada@example.com', { owner: { by: 'handle', handle: 'mia' } });
    expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ ownerId: world.manager.id });
  });

  test('somebody unknown is answered with the nearest', async () => {
    await world.publish({ steps: [later] });
    const owner = { by: 'handle', handle: 'anna' } as const;
    expect(await enroll('ada@example.com', { owner })).toMatchObject({ reason: 'unknown-person', nearest: '@ana' });
  });
});

describe('what stands in the way as a whole', () => {
  test('an unknown name, an archived sequence, no address', async () => {
    const version = await world.publish({ steps: [later] });
    expect(await enroll('ada@example.com', { sequenceName: 'outbuond' })).toMatchObject({
      reason: 'unknown-sequence',
      nearest: [{ name: 'Outbound' }],
    });
    expect(await enroll([])).toEqual({ ok: false, reason: 'no-address' });
    await world.pool.query('UPDATE sequences SET archived_at = now() WHERE id = $1', [version.sequenceId]);
    expect(await enroll('ada@example.com')).toMatchObject({ reason: 'archived' });
  });

  test('a step that is not there, a time that is past', async () => {
    await world.publish({ steps: [now, later] });
    expect(await enroll('ada@example.com', { startStepId: 'secnd' })).toMatchObject({
      reason: 'unknown-step',
      nearest: 'second',
      steps: [{ id: 'second' }, { id: 'intro', label: 'Intro' }],
    });
    const startAt = (await world.clock.now()).minus({ minutes: 1 });
    expect(await enroll('ada@example.com', { startAt })).toMatchObject({ reason: 'start-in-past' });
  });

  test('a step and a time to begin with are kept', async () => {
    await world.publish({ steps: [now, later] });
    const startAt = (await world.clock.now()).plus({ days: 7 });
    await enroll('ada@example.com', { startStepId: 'second', startAt });
    const [enrollment] = await enrollments();
    expect(enrollment?.progress.pending).toMatchObject({ stepId: 'second' });
    expect(enrollment?.dueAt?.toISO()).toBe('2026-03-11T16:00:00.000Z');
  });
});

describe('merge fields that would stay blank', () => {
  const needy = { ...later, id: 'needy', email: named };

  test('of all steps are named and block', async () => {
    await world.publish({ steps: [now, needy] });
    const [verdict] = await preview('ada@example.com');
    expect(verdict?.blocker).toEqual({ kind: 'blank-fields' });
    expect(verdict?.blanks).toEqual([
      { path: 'contact.firstName', field: 'firstName', label: 'First name' },
      { path: 'contact.company', field: 'company', label: 'Company' },
      { path: 'contact.renewal', field: 'fields.renewal', label: 'renewal' },
    ]);
    expect(await enroll('ada@example.com')).toMatchObject({ reason: 'blocked' });
  });

  test('are filled in with the enrollment', async () => {
    await world.publish({ steps: [now, needy] });
    await store({ company: null, firstName: 'Ada' });
    const details = { 'ADA@example.com': { firstName: '', company: 'Loom', fields: { renewal: '2027-01-31' } } };
    expect(await blockers('ada@example.com', { details })).toEqual(['ready']);
    expect(await enroll('ada@example.com', { details })).toMatchObject({ ok: true });
    expect(await world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com')).toMatchObject({
      firstName: 'Ada',
      company: 'Loom',
      fields: { renewal: '2027-01-31' },
    });
  });

  test('are no obstacle when the person accepts that those mails will be held', async () => {
    await world.publish({ steps: [now, needy] });
    expect(await enroll('ada@example.com', { acceptBlank: true })).toMatchObject({ ok: true });
  });

  test('before the step to begin with do not count', async () => {
    await world.publish({ steps: [needy, later] });
    expect(await blockers('ada@example.com', { startStepId: 'second' })).toEqual(['ready']);
  });

  test('filled in here let an older enrollment go on that was held for them', async () => {
    const other = await world.publish({
      name: 'Older',
      steps: [{ ...now, email: { subject: 'x', body: '{{ contact.company }}' } }],
    });
    const { enrollment, contact } = await world.enrollIn(other, { company: null });
    await world.fireAt('2026-03-02T08:00');
    await world.publish({ steps: [later] });
    await enroll(contact.email, { details: { [contact.email]: { company: 'Loom' } } });
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: null });
  });

  test('filled in by somebody else while this waited for them are blank no longer', async () => {
    const needsCompany = { ...now, email: { subject: 'x', body: '{{ contact.company }}' } };
    const { contact } = await world.enrollIn(await world.publish({ name: 'Older', steps: [needsCompany] }), {
      company: null,
    });
    await world.fireAt('2026-03-02T08:00');
    await world.publish({ steps: [needsCompany] });
    const { transact } = world.store;
    const saving = { actor: world.rep, email: contact.email, details: { company: 'Loom' } };
    const filledMeanwhile: typeof transact = (work, options) =>
      transact((tables) => {
        const lockMany = async (ids: readonly string[]) => {
          await saveContact(world.app, saving);
          return tables.enrollments.lockMany(ids);
        };
        return work({ ...tables, enrollments: { ...tables.enrollments, lockMany } });
      }, options);
    const app = { ...world.app, store: { ...world.store, transact: filledMeanwhile } };
    expect(await enrollContacts(app, request(contact.email))).toMatchObject({ ok: true });
  });

  test('values of somebody else’s contact are not overwritten, blank ones are filled', async () => {
    await world.publish({ steps: [later] });
    const contact = await store({ ownerId: world.manager.id, company: null, title: 'CFO' });
    await enroll('ada@example.com', { details: { 'ada@example.com': { company: 'Loom', title: 'Intern' } } });
    expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ company: 'Loom', title: 'CFO' });
  });

  test('that are typed wrong are told by field', async () => {
    await world.publish({ steps: [later] });
    const [verdict] = await preview('ada@example.com', { details: { 'ada@example.com': { phone: 'call me' } } });
    expect(verdict?.blocker).toMatchObject({ kind: 'invalid-details', problems: [{ field: 'phone' }] });
  });

  test('a text that names a template nobody stored cannot be enrolled into', async () => {
    await world.publish({ steps: [{ id: 'gone', kind: 'email', template: 'gone' }] });
    expect(await blockers('ada@example.com')).toEqual(['broken-text']);
  });
});

describe('a suppressed address', () => {
  test('is not enrolled, and says why and since when', async () => {
    await world.publish({ steps: [now] });
    await suppress(world.app, { actor: world.manager, email: 'ada@example.com' });
    const [verdict] = await preview('Ada@example.com');
    expect(verdict?.blocker).toMatchObject({ kind: 'suppressed', why: 'by-hand', by: 'mia' });
  });
});

describe('coming in again', () => {
  async function finish(how: 'completed' | 'exited', reenroll: string) {
    await world.publish({ reenroll, steps: [now] });
    await enroll('ada@example.com');
    await world.fireAt('2026-03-02T08:00');
    const [enrollment] = await enrollments();
    if (enrollment === undefined) throw new Error('missing');
    if (how === 'exited') {
      const { progress } = exit(enrollment.progress, 'reply', await world.clock.now());
      await world.store.read.enrollments.save({ ...enrollment, progress, dueAt: null }, await world.clock.now());
    }
    return enrollment;
  }

  test.each(['completed', 'exited'] as const)('is refused by "never" to those who have %s', async (how) => {
    await finish(how, 'never');
    expect((await preview('ada@example.com'))[0]?.blocker).toMatchObject({
      kind: 'already-enrolled',
      state: { state: how },
      rule: { rule: 'never' },
      againAt: null,
    });
  });

  test.each(['completed', 'exited'] as const)('is let by "always" to those who have %s', async (how) => {
    const before = await finish(how, 'always');
    expect((await preview('ada@example.com'))[0]).toMatchObject({ blocker: null, isAgain: true });
    await enroll('ada@example.com');
    expect(await enrollments()).toHaveLength(2);
    const reason = how === 'completed' ? 're-enrolled' : 'reply';
    expect(await world.store.read.enrollments.byId(before.id)).toMatchObject({ progress: { exited: { reason } } });
    await world.fireAt('2026-03-02T08:10');
    expect(world.mailer.taken).toHaveLength(2);
  });

  test('is let by "after 7 days" from the seventh day on, and told until then', async () => {
    await finish('completed', 'after 7 days');
    await daysLater(6);
    const [verdict] = await preview('ada@example.com');
    // A day of the account zone shorter, for the clocks went forward on 8 March.
    const againAt = verdict?.blocker?.kind === 'already-enrolled' ? verdict.blocker.againAt?.toISO() : null;
    expect(againAt).toBe('2026-03-09T15:00:00.000Z');
    await daysLater(1);
    expect(await blockers('ada@example.com')).toEqual(['ready']);
  });

  describe('after they were taken out by hand, whatever the rule,', () => {
    const ada = { kind: 'contact', email: 'ada@example.com', sequence: null } as const;
    const remove = () => removeFromSequence(world.app, { actor: world.rep, target: ada });

    test('is let before anything has reached them', async () => {
      await world.publish({ steps: [{ id: 'wait', kind: 'delay', for: '1 minute' }, later] });
      await enroll('ada@example.com');
      await world.fireAt('2026-03-02T08:30');
      expect(await remove()).toMatchObject({ removed: [{ slug: 'outbound', stepId: 'second' }] });
      expect((await preview('ada@example.com'))[0]).toMatchObject({ blocker: null, isAgain: true });
      await enroll('ada@example.com');
      expect(await enrollments()).toHaveLength(2);
    });

    test('is let from a step on of which nothing has, and refused from one before', async () => {
      await world.publish({ steps: [now, later] });
      await enroll('ada@example.com');
      await world.fireAt('2026-03-02T08:00');
      await remove();
      expect(await blockers('ada@example.com')).toEqual(['already-enrolled']);
      expect(await blockers('ada@example.com', { startStepId: 'second' })).toEqual(['ready']);
    });

    test('is refused where nobody knows whether it has', async () => {
      await world.publish({ steps: [now, later] });
      await enroll('ada@example.com');
      world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'timeout' } });
      await world.fireAt('2026-03-02T08:00');
      await remove();
      expect(await blockers('ada@example.com')).toEqual(['already-enrolled']);
    });

    test('is refused to those whom something else had ended before', async () => {
      await finish('exited', 'after 7 days');
      await daysLater(8);
      await enroll('ada@example.com');
      await remove();
      expect(await blockers('ada@example.com')).toEqual(['already-enrolled']);
    });
  });

  test('is refused to those who are in it, whatever the rule', async () => {
    await world.publish({ reenroll: 'always', steps: [later] });
    await enroll('ada@example.com');
    expect(await blockers('ada@example.com')).toEqual(['already-enrolled']);
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
    const version = await world.publish({ steps: [now] });
    await pause(version);
    expect((await preview('ada@example.com'))[0]).toMatchObject({ blocker: null, startsPaused: [scope] });
    await enroll('ada@example.com');
    expect(await enrollments()).toMatchObject([{ pauses: [scope], dueAt: null }]);
  });
});
