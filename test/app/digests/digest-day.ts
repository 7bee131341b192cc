import type { Prisma } from '../../../src/adapters/prisma/generated/client.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import type { TestDatabase } from '../../support/database.js';
import { ids } from '../../support/ids.js';
import {
  insertEnrollment,
  insertExecution,
  insertMember,
  insertSequence,
  insertTask,
  insertWorkspace,
} from '../../support/rows.js';
import { createDigestDatabase, utc } from './digest-world.js';

/** The span that the digests tell of. */
export const from = utc('2026-03-03T07:30:00Z');
export const to = utc('2026-03-04T07:30:00Z');

/** An instant of March 2026, such as `03T12:00:00`. */
export const at = (iso: string) => utc(`2026-03-${iso}Z`).toJSDate();

export type DigestDay = Awaited<ReturnType<typeof createDigestDay>>;

/** A database for the file, and for each test a day of a workspace of its own, handed to `begin`. */
export function eachDigestDay(begin: (day: DigestDay) => void): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDigestDatabase();
  });
  beforeEach(async () => begin(await createDigestDay(database)));
  afterAll(() => database.drop());
}

/** A workspace in Berlin, an hour ahead of the instants here; what lies in its database, and what the digest says of that. */
async function createDigestDay(database: TestDatabase) {
  const { prisma } = database;
  const workspaceId = (await insertWorkspace(prisma, { zone: 'Europe/Berlin' })).id;
  const store = createStore(database);
  const compose = () =>
    composeDigest(store.read, { workspace: { id: workspaceId, zone: 'Europe/Berlin' }, from, to, now: to });
  return {
    database,
    store,
    workspaceId,
    compose,
    /** The lines of one section; undefined where the digest does not have it. */
    section: async (title: string) => (await compose()).sections.find((one) => one.title === title)?.lines,
    member: (given: Partial<Parameters<typeof insertMember>[1]> = {}) =>
      insertMember(prisma, { workspaceId, ...given }),
    sequence: (given: Partial<Parameters<typeof insertSequence>[1]>) =>
      insertSequence(prisma, { workspaceId, ...given }),
    enrollment: (given: Partial<Parameters<typeof insertEnrollment>[1]> = {}) =>
      insertEnrollment(prisma, { workspaceId, ...given }),
    execution: (enrollmentId: string, given: Partial<Prisma.ExecutionUncheckedCreateInput> = {}) =>
      insertExecution(prisma, { workspaceId, enrollmentId, dueAt: at('03T12:00:00'), ...given }),
    task: (enrollmentId: string, given: Partial<Prisma.TaskUncheckedCreateInput> = {}) =>
      insertTask(prisma, { workspaceId, enrollmentId, appearedAt: at('04T06:00:00'), ...given }),
    answer: (given: Partial<Prisma.ProviderEventUncheckedCreateInput>) => {
      const id = ids.next();
      const data = { id, workspaceId, sourceId: id, kind: 'reply', at: at('03T12:00:00'), ...given };
      return prisma.providerEvent.create({ data });
    },
  };
}
