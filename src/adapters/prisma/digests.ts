import type { DigestSchedule, Digests } from '../../app/ports/stores/digests.js';
import { digestFigures } from './digest-figures.js';
import { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { inTurns } from './in-turns.js';
import { fromColumn } from './instants.js';

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['digest']['findUnique']>>>;

/** Those that are known here: a newer program's others are its own. */
const rhythms = Object.keys({ daily: true, weekdays: true } satisfies Record<DigestSchedule['rhythm'], true>);

/** Does work on one snapshot of the database: none of its statements sees what is written meanwhile. */
export type OnSnapshot = <T>(work: (client: Prisma.TransactionClient) => Promise<T>) => Promise<T>;

/** Which channel gets a digest, and when. */
export function digestsTable(client: Prisma.TransactionClient, onSnapshot: OnSnapshot): Digests {
  return {
    byChannel: async (workspaceId, channel) => {
      const row = await client.digest.findUnique({ where: { workspaceId_channel: { workspaceId, channel } } });
      return row === null ? null : digestOf(row);
    },
    byId: async (id) => {
      const row = await client.digest.findUnique({ where: { id } });
      return row === null ? null : digestOf(row);
    },
    lock: async (workspaceId, channel) => {
      const [held] = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM digests WHERE workspace_id = ${workspaceId}::uuid AND channel = ${channel} FOR UPDATE`;
      const row = held === undefined ? null : await client.digest.findUnique({ where: { id: held.id } });
      return row === null ? null : digestOf(row);
    },
    all: async (workspaceId) =>
      (await client.digest.findMany({ where: { workspaceId }, orderBy: [{ channelName: 'asc' }, { id: 'asc' }] })).map(
        digestOf,
      ),
    save: async ({ id, ...digest }, at) => {
      const data = { ...digest, dueAt: digest.dueAt.toJSDate(), reportedTo: digest.reportedTo.toJSDate() };
      await client.digest.upsert({
        where: { workspaceId_channel: { workspaceId: digest.workspaceId, channel: digest.channel } },
        create: { ...data, id, createdAt: at.toJSDate() },
        update: data,
      });
    },
    delete: async (id) => {
      await client.digest.deleteMany({ where: { id } });
    },
    claimDue: async (now, limit) => {
      const isDue = Prisma.sql`d.due_at <= ${now.toJSDate()} AND d.rhythm = ANY(${rhythms})`;
      const held = await client.$queryRaw<{ id: string }[]>`
        WITH turns AS (${inTurns(Prisma.sql`
          SELECT d.id, d.due_at AS at FROM digests AS d WHERE d.workspace_id = w.id AND ${isDue}
          ORDER BY d.due_at, d.id LIMIT ${limit}`)})
        SELECT d.id FROM digests AS d JOIN turns AS t ON t.id = d.id WHERE ${isDue}
        ORDER BY t.turn, t.at, t.id LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED`;
      if (held.length === 0) return [];
      const ids = held.map(({ id }) => id);
      return inOrder(ids, await client.digest.findMany({ where: { id: { in: ids } } })).map(digestOf);
    },
    nextDueAt: async () => {
      const row = await client.digest.findFirst({ where: { rhythm: { in: rhythms } }, orderBy: { dueAt: 'asc' } });
      return row === null ? null : fromColumn(row.dueAt);
    },
    figures: (question) => onSnapshot((snapshot) => digestFigures(snapshot, question)),
  };
}

function digestOf(row: Row): DigestSchedule {
  const { createdAt: _created, dueAt, reportedTo, rhythm, ...digest } = row;
  return {
    ...digest,
    rhythm: rhythm as DigestSchedule['rhythm'],
    dueAt: fromColumn(dueAt),
    reportedTo: fromColumn(reportedTo),
  };
}
