import { newEnrollment } from '../../../src/app/enrollments/newEnrollment.js';
import { planOf } from '../../../src/app/enrollments/planOf.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import { newWorkspace } from '../../../src/app/people/newWorkspace.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import type { Workspace } from '../../../src/app/ports/stores/people.js';
import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { asking } from '../../support/asking.js';
import { aContact, aMember } from '../../support/people.js';
import { createWorld, monday, type World } from '../../support/world.js';
import { postingIn } from '../posting/posting-world.js';

/** Two workspaces on one database and one worker, of which one has much to do. */
let world: World;
let other: Workspace;
beforeEach(async () => {
  world = await createWorld();
  other = newWorkspace({
    id: world.ids.next(),
    slackTeamId: 'T2',
    name: 'Northwind',
    zone: world.workspace.zone,
    zoneIsSet: true,
    mailFrom: 'sales@northwind.example',
    postalAddress: '2 Quay, Oslo',
  });
  await world.store.read.workspaces.create(other, monday);
});
afterEach(() => world.close());

const mail = {
  id: 'intro',
  kind: 'email',
  when: 'immediately',
  email: { subject: 'Hi', body: 'Hi {{ contact.company }}' },
};

/** So many people of a workspace with a mail that is due at this moment. */
async function due(workspace: Workspace, count: number, company: string | null = 'Analytical Engines') {
  const { ids, store, clock } = world;
  const now = await clock.now();
  const rep = aMember(ids.next(), workspace.id, { handle: `rep-${ids.next()}` });
  const [sequenceId, versionId] = [ids.next(), ids.next()];
  const parsed = parseSequence({ name: 'Outbound', steps: [mail] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const version = {
    id: versionId,
    sequenceId,
    number: 1,
    definition: parsed.sequence,
    publishedAt: now,
    publishedById: null,
  };
  const names = { slug: 'outbound', name: 'Outbound', currentVersionId: versionId, pausedAt: null, archivedAt: null };
  const contacts = Array.from({ length: count }, () => aContact(ids.next(), workspace.id, rep.id, { company }));
  await store.transact(async (tables) => {
    await tables.members.save(rep, now);
    await tables.sequences.create({ id: sequenceId, workspaceId: workspace.id, ...names }, version);
    await tables.contacts.createMissing(contacts, now);
    await tables.enrollments.createMany(
      contacts.map((contact) => {
        const { progress } = enroll(planOf(version, workspace, contact), now);
        return newEnrollment({ id: ids.next(), version, contact, ownerId: rep.id, progress, now });
      }),
    );
  });
}

const isOthers = (sent: Mail) => sent.from.email === other.mailFrom;
const accepted: MailOutcome = { kind: 'accepted', providerMessageId: null };

/** Fires mails, ten a second, until all ten of the other have left; answers how many of the first were tried by then. */
async function triedBefore(ofFirst: MailOutcome): Promise<number> {
  const tried = { first: 0, other: 0 };
  const mailer = {
    send: asking(async (sent: Mail) => {
      if (!isOthers(sent)) {
        tried.first += 1;
        return ofFirst;
      }
      tried.other += 1;
      if (tried.other === 10) world.stop();
      return accepted;
    }),
  };
  const deps = { ...world.deps, mailer, pacing: { perSecond: { email: 10 }, wait: async () => undefined } };
  const lane = createStepLanes(deps, { onSettled: () => {}, onFault: () => {} }).find(({ name }) => name === 'email');
  for (;;) {
    const decided = await lane?.run();
    for (let under = lane?.underWay(); under != null; under = lane?.underWay()) await under;
    if (decided === 0 || tried.other === 10) break;
  }
  expect(tried.other).toBe(10);
  return tried.first;
}

test('the ten of one workspace do not wait for the 2,000 that were due before in another', async () => {
  await due(world.workspace, 2_000);
  await world.clock.freezeAt(monday.plus({ minutes: 1 }));
  await due(other, 10);
  expect(await triedBefore(accepted)).toBeLessThan(60);
});

test.each<MailOutcome>([
  { kind: 'refused', reason: 'no such address' },
  { kind: 'deferred', reason: 'not from this address', retryAfterMs: null, cause: 'sender' },
])('nor for those that fail: $kind', async (ofFirst) => {
  await due(world.workspace, 500);
  await world.clock.freezeAt(monday.plus({ minutes: 1 }));
  await due(other, 10);
  expect(await triedBefore(ofFirst)).toBeLessThan(60);
});

test('nor for those that are held', async () => {
  await due(world.workspace, 1_000, null);
  await world.clock.freezeAt(monday.plus({ minutes: 1 }));
  await due(other, 10);
  expect(await triedBefore(accepted)).toBe(0);
  const { rows } = await world.pool.query("SELECT count(*)::int AS held FROM enrollments WHERE hold = 'blank-field'");
  expect(rows[0].held).toBeLessThan(200);
});

test('a worker is woken by whichever of them falls due first', async () => {
  await due(other, 1);
  await world.clock.freezeAt(monday.plus({ minutes: 1 }));
  await due(world.workspace, 1);
  expect(await world.store.read.enrollments.nextDueAt('email')).toEqual(monday);
  const { due: queues } = await world.store.read.readings.queues(
    { steps: ['email', 'sms'], lookUps: [] },
    await world.clock.now(),
  );
  expect(Object.fromEntries(queues)).toMatchObject({ email: 2, sms: 0 });
});

test('messages of a workspace that has many do not hold up those of another', async () => {
  const posting = postingIn(world);
  for (let count = 0; count < 40; count += 1) await posting.report(`first ${count}`, `U${count}`);
  await posting.later(1);
  const dueAt = await world.clock.now();
  const notice = { kind: 'notice', notice: { kind: 'report', text: 'other' } } as const;
  await world.store.read.posts.add([
    {
      id: world.ids.next(),
      workspaceId: other.id,
      conversation: 'UOTHER',
      content: notice,
      enrollmentId: null,
      key: 'other',
      dueAt,
    },
  ]);
  await posting.bring();
  expect(posting.keys()).toHaveLength(41);
  expect(posting.keys().indexOf('other')).toBeLessThan(20);
});
