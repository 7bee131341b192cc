import { DateTime } from 'luxon';
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

/** In which order rows come where the order is not that of a time. They are written so that no order comes about by chance. */
const noon = DateTime.fromISO('2026-03-02T12:00:00Z', { zone: 'utc' });
const moment = noon.toJSDate();

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

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
/** Neither as they were written nor the other way round. */
const mixed = <T>([one, two, three]: readonly T[]) => [two, three, one].flatMap((each) => each ?? []);

describe('what is asked for by its ids comes in their order, each once', () => {
  const asked = async (made: readonly { readonly id: string }[], read: (ids: readonly string[]) => unknown) => {
    const wanted = mixed(idsOf(made));
    expect(idsOf((await read([...wanted, ...wanted])) as { id: string }[])).toEqual(wanted);
  };

  test('sequences', async () => {
    const made = [];
    for (const name of ['One', 'Two', 'Three']) made.push(await insertSequence(prisma, { workspaceId, name }));
    await asked(made, store.read.sequences.byIds);
  });

  test('enrollments, their tasks, and what was sent', async () => {
    const made = [];
    for (let nth = 0; nth < 3; nth += 1) made.push(await insertEnrollment(prisma, { workspaceId }));
    await asked(made, store.read.enrollments.byIds);
    const tasks = [];
    for (const { id } of made) tasks.push(await insertTask(prisma, { workspaceId, enrollmentId: id }));
    await asked(tasks, store.read.tasks.byIds);
    const sent = [];
    for (const { id } of made) sent.push(await insertExecution(prisma, { workspaceId, enrollmentId: id }));
    await asked(sent, store.read.executions.byIds);
  });
});

describe('sendings that nobody knows the end of', () => {
  const sending = async (given: object) => {
    const { id: enrollmentId } = await insertEnrollment(prisma, { workspaceId });
    return insertExecution(prisma, { workspaceId, enrollmentId, ...given });
  };

  test('are looked up the earliest first', async () => {
    const made = [];
    for (const minutes of [2, 3, 1]) {
      const lookUpAt = noon.plus({ minutes }).toJSDate();
      made.push(await sending({ state: 'uncertain', lookUpAt }));
    }
    const hour = noon.plus({ hours: 1 });
    const claimed = await store.read.executions.claimLookUps('email', { now: hour, until: hour, limit: 3 });
    const [second, third, first] = idsOf(made);
    expect(idsOf(claimed)).toEqual([first, second, third]);
  });

  test('are taken from a worker that died in the order in which they were asked for', async () => {
    const made = [];
    for (let nth = 0; nth < 3; nth += 1) {
      made.push(await sending({ state: 'claimed', claimedBy: 'gone', leaseUntil: moment, settledAt: null }));
    }
    const executionIds = idsOf(made);
    await prisma.request.create({ data: { id: ids.next(), leaseUntil: moment, executionIds, attempts: [1, 1, 1] } });
    const wanted = mixed(idsOf(made));
    expect(idsOf(await store.read.executions.giveUp(wanted, 'it died', noon, []))).toEqual(wanted);
  });

  test('are asked about in the order in which they came, and the newest question is the one they join', async () => {
    const { id: known } = await sending({ state: 'uncertain' });
    const more = [];
    for (let nth = 0; nth < 3; nth += 1) more.push(await sending({ state: 'uncertain' }));
    const notice = { kind: 'uncertain', executionIds: [known], reason: 'no answer came' };
    const questions = [ids.next(), ids.next()];
    for (const id of questions.toReversed()) {
      await prisma.post.create({
        data: {
          ...{ id, workspaceId, conversation: 'UANA', kind: 'notice', key: id },
          ...{ content: { kind: 'notice', notice }, createdAt: moment, dueAt: moment },
        },
      });
    }
    const to = { workspaceId, conversation: 'UANA' };
    const joining = mixed(idsOf(more));
    await store.transact((tables) => tables.posts.joinUncertain(to, joining, { since: noon, now: noon }));
    const posts = await prisma.post.findMany({ orderBy: { id: 'asc' } });
    const joined = posts.map(({ content }) => (content as { notice: typeof notice }).notice.executionIds);
    expect(joined).toEqual([[known], [known, ...joining]]);
  });
});

describe('people', () => {
  const ana = (given: object) => insertMember(prisma, { workspaceId, name: 'Ana Ruiz', handle: 'ana', ...given });

  test('of one name come in the order in which they were made, those who left at the end', async () => {
    const made = [ids.next(), ids.next(), ids.next()];
    await ana({ id: ids.next(), name: 'Abe Left', handle: 'abe', isRefused: true });
    for (const id of made.toReversed()) await ana({ id });
    expect(idsOf(await store.read.members.all(workspaceId))).toEqual([...made, expect.any(String)]);
  });

  test('are those who are there, where somebody who left had the handle or the address before them', async () => {
    const email = 'ana@example.com';
    await ana({ isRefused: true, email });
    const { id } = await ana({ email });
    const { members } = store.read;
    expect(await members.byHandle(workspaceId, 'ana')).toMatchObject({ id });
    expect(await members.byEmail(workspaceId, email)).toMatchObject({ id });
    expect((await members.all(workspaceId))[0]).toMatchObject({ id });
  });
});

test('sequences of one name come in the order in which they were made', async () => {
  const made = [ids.next(), ids.next()];
  for (const id of made.toReversed()) {
    const sequence = await insertSequence(prisma, { workspaceId, name: `As ${id}` });
    await prisma.sequence.update({ where: { id: sequence.id }, data: { id, name: 'Both' } });
  }
  expect(idsOf(await store.read.sequences.all(workspaceId))).toEqual(made);
});
