import { DateTime } from 'luxon';
import type { Prisma } from '../../../src/adapters/prisma/generated/client.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import type { Store } from '../../../src/app/ports/store.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ids } from '../../support/ids.js';
import {
  insertEnrollment,
  insertExecution,
  insertMember,
  insertSequence,
  insertTask,
  insertWorkspace,
} from '../../support/rows.js';

/**
 * Many rows come at one moment, by one order or while a clock stands still. Who looks twice must see them in the same order:
 * what is first and last among equals goes by the ids, which are made in the order of time. Rows are written here the other way
 * round, so that the order in which they lie in their table is not the right one by chance.
 */
const noon = DateTime.fromISO('2026-03-02T12:00:00Z', { zone: 'utc' });
const moment = noon.toJSDate();
const later = noon.plus({ hours: 1 });

let database: TestDatabase;
let store: Store;
let workspaceId: string;
let prisma: TestDatabase['prisma'];
beforeEach(async () => {
  database = await createTestDatabase();
  ({ prisma } = database);
  store = createStore(database);
  workspaceId = (await insertWorkspace(prisma)).id;
});
afterEach(() => database.drop());

/** Three ids in the order in which they were made. */
const three = [ids.next(), ids.next(), ids.next()];
const backwards = [...three].reverse();

/** Has something written for each id, in this order; answers what is read then. */
async function written<T>(
  order: readonly string[],
  write: (id: string, nth: number) => Promise<unknown>,
  read: () => Promise<T>,
) {
  for (const [nth, id] of order.entries()) await write(id, nth);
  return read();
}
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('of the same moment', () => {
  test('the newest enrollment of a contact is the one made last', async () => {
    const found = await written(
      three,
      (id) => insertEnrollment(prisma, { id, workspaceId }),
      () => store.read.enrollments.find({ workspaceId }),
    );
    expect(idsOf(found)).toEqual(backwards);
  });

  test('open tasks come in the order in which they were made, closed ones the last first', async () => {
    const enrollment = await insertEnrollment(prisma, { workspaceId });
    const task = (id: string, given: Partial<Prisma.TaskUncheckedCreateInput>) =>
      insertTask(prisma, { id, workspaceId, enrollmentId: enrollment.id, ...given });
    const find = (state: 'open' | 'done') => store.read.tasks.find({ workspaceId, state });
    expect(
      idsOf(
        await written(
          backwards,
          (id) => task(id, { dueAt: moment }),
          () => find('open'),
        ),
      ),
    ).toEqual(three);
    expect(idsOf(await store.read.tasks.openOf([enrollment.id]))).toEqual(three);
    await prisma.task.deleteMany();
    const done = await written(
      three,
      (id) => task(id, { state: 'done', closedAt: moment }),
      () => find('done'),
    );
    expect(idsOf(done)).toEqual(backwards);
  });

  test('tasks that are overdue are told in the order in which they were made', async () => {
    const assignee = await insertMember(prisma, { workspaceId });
    const { id: enrollmentId } = await insertEnrollment(prisma, { workspaceId });
    const given = { workspaceId, enrollmentId, assigneeId: assignee.id, dueAt: moment, announceAt: moment };
    const claimed = await written(
      backwards,
      (id) => insertTask(prisma, { id, ...given }),
      () => store.transact((tables) => tables.tasks.claimOverdue(later, 10)),
    );
    expect(idsOf(claimed.get(assignee.id) ?? [])).toEqual(three);
  });

  test('what left is listed in the order in which it was claimed', async () => {
    const { id: enrollmentId } = await insertEnrollment(prisma, { workspaceId });
    const found = await written(
      backwards,
      (id) => insertExecution(prisma, { id, workspaceId, enrollmentId, stepId: id, dueAt: moment }),
      () =>
        store.read.executions.firedBetween({
          ...{ workspaceId, ownerId: null, kinds: ['email'], from: noon, to: later },
          limit: 2,
        }),
    );
    expect(idsOf(found.first)).toEqual(three.slice(0, 2));
  });

  test('what a person says of one contact is kept in its order', async () => {
    const { id: enrollmentId } = await insertEnrollment(prisma, { workspaceId });
    const events = await written(
      backwards,
      (id) =>
        prisma.providerEvent.create({
          data: { id, workspaceId, enrollmentId, kind: 'reply', sourceId: id, at: moment },
        }),
      () => store.read.events.ofEnrollment(enrollmentId),
    );
    expect(idsOf(events)).toEqual(three);
  });

  test('a draft that was saved last is the one that was made last', async () => {
    const { id: memberId } = await insertMember(prisma, { workspaceId });
    const { id: sequenceId, currentVersionId: baseVersionId } = await insertSequence(prisma, { workspaceId });
    const draft = (id: string, edits: object) =>
      prisma.sequenceDraft.create({
        data: { id, workspaceId, memberId, definition: {}, createdAt: moment, updatedAt: moment, ...edits },
      });
    const latest = await written(
      three,
      (id) => draft(id, {}),
      () => store.read.drafts.latestOf(memberId),
    );
    expect(latest?.id).toBe(three.at(-1));
    await prisma.sequenceDraft.deleteMany();
    const edits = { sequenceId, baseVersionId };
    const found = await written(
      three,
      (id) => draft(id, edits),
      () => store.read.drafts.ofSequence(sequenceId),
    );
    expect(idsOf(found)).toEqual(backwards);
  });

  test('what falls due is taken in the order in which it was made', async () => {
    const { id: createdById } = await insertMember(prisma, { workspaceId });
    const digest = { workspaceId, channelName: 'sales', rhythm: 'daily', at: '09:00', zone: 'UTC', createdById };
    const times = { dueAt: moment, reportedTo: moment, createdAt: moment };
    const digests = await written(
      backwards,
      (id) => prisma.digest.create({ data: { id, channel: `C${id}`, ...digest, ...times } }),
      () => store.transact((tables) => tables.digests.claimDue(later, 2)),
    );
    expect(idsOf(digests)).toEqual(three.slice(0, 2));
    // Two channels of one name: one was archived, say.
    expect(idsOf(await store.read.digests.all(workspaceId))).toEqual(three);

    const content = { items: [], to: { kind: 'mail', email: 'a@b.example' }, days: [], at: '09:00' };
    const lists = await written(
      backwards,
      (id) =>
        prisma.fulfillmentList.create({
          data: { id, workspaceId, name: id, content, version: 1, dueAt: moment, updatedAt: moment },
        }),
      () => store.transact((tables) => tables.parcels.claimDueLists(later, 2)),
    );
    expect(idsOf(lists)).toEqual(three.slice(0, 2));

    const pauses = await written(
      backwards,
      (subjectId) => prisma.pauseEnd.create({ data: { workspaceId, scope: 'sequence', subjectId, until: moment } }),
      () => store.read.pauseEnds.due(later),
    );
    expect(pauses.map(({ subjectId }) => subjectId)).toEqual(three);

    const mailbox = await written(
      ['c@b.example', 'b@b.example', 'a@b.example'],
      (address) => prisma.mailbox.create({ data: { workspaceId, address, opensAt: moment } }),
      () => store.transact((tables) => tables.mailboxes.claimOpen(later, null)),
    );
    expect(mailbox?.address).toBe('a@b.example');
  });

  test('what is handed over is handed over in the order in which it was closed', async () => {
    const contact = { name: null, company: null, email: 'ada@example.com', phone: null, tags: [], fields: {} };
    const told = {
      id: 'x',
      at: '2026-03-02T12:00:00Z',
      sequence: { name: 'x' },
      step: { id: 'x', name: 'x' },
      contact,
    };
    const taken = await written(
      backwards,
      (id, nth) =>
        prisma.delivery.create({
          data: {
            ...{ id, workspaceId, to: { kind: 'webhook', url: `https://${nth}.example` }, state: 'waiting' },
            ...{ event: told, closedAt: moment, dueAt: moment },
          },
        }),
      () => store.read.parcels.claimDeliveries({ now: later, until: later.plus({ minutes: 1 }), limit: 3 }, []),
    );
    expect(idsOf(taken)).toEqual(three);
  });
});
