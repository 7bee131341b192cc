import { DateTime } from 'luxon';
import { createStore } from '../../../src/adapters/prisma/store.js';
import type { Directory } from '../../../src/app/ports/chat.js';
import type { PostContent } from '../../../src/app/ports/stores/tasks.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ids } from '../../support/ids.js';
import { insertMember, insertWorkspace } from '../../support/rows.js';

export const utc = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' });

/** For a file of tests; each empties it first. */
export const createDigestDatabase = () => createTestDatabase({ max: 8 });

/** An empty database but for a workspace in Berlin with a manager, a channel `C1` (#sales) that the app is in, and a clock that is set by hand. */
export async function createDigestWorld(database: TestDatabase) {
  const { prisma } = database;
  await prisma.$executeRaw`TRUNCATE workspaces, executions CASCADE`;
  const workspace = await insertWorkspace(prisma, { zone: 'Europe/Berlin' });
  const manager = await insertMember(prisma, {
    workspaceId: workspace.id,
    name: 'Mia Berg',
    slackUserId: 'UMIA',
    isManager: true,
  });
  const channels = new Map([
    ['C1', { id: 'C1', name: 'sales', appIsMember: true }],
    ['C2', { id: 'C2', name: 'random', appIsMember: false }],
  ]);
  const directory: Pick<Directory, 'channel'> = { channel: async (id) => channels.get(id) ?? null };
  let now = utc('2026-03-03T12:00:00Z');
  const store = createStore(database);
  const deps = { store, ids, clock: { now: async () => now }, directory };
  return {
    prisma,
    store,
    workspace,
    manager,
    deps,
    setNow: (iso: string) => {
      now = utc(iso);
      return now;
    },
    /** The digests that wait to be shown, in order. */
    digestPosts: async () => {
      const posts = await prisma.post.findMany({
        where: { kind: 'digest' },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      });
      return posts.map((post) => ({ ...post, content: post.content as Extract<PostContent, { kind: 'digest' }> }));
    },
  };
}

export type DigestWorld = Awaited<ReturnType<typeof createDigestWorld>>;
