import type { PauseEnds, PauseOfMany } from '../../app/ports/stores/pause-ends.js';
import { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';

/** Those that are known here: a newer program's others are its own. */
const scopes = Object.keys({ sequence: true, owner: true, workspace: true } satisfies Record<
  PauseOfMany['scope'],
  true
>);

/** When pauses of many end by themselves. */
export function pauseEndsTable(client: Prisma.TransactionClient): PauseEnds {
  const key = ({ scope, subjectId }: PauseOfMany) => ({ scope, subjectId });
  return {
    of: async ({ scope, subjectId }, hold) => {
      const [row] = await client.$queryRaw<{ until: Date }[]>`
        SELECT until FROM pause_ends WHERE scope = ${scope} AND subject_id = ${subjectId}::uuid
        ${hold === undefined ? Prisma.empty : Prisma.sql`FOR UPDATE`}`;
      return fromNullable(row?.until ?? null);
    },
    set: async (pause, until) => {
      if (until === null) {
        await client.pauseEnd.deleteMany({ where: key(pause) });
        return;
      }
      const row = { ...key(pause), workspaceId: pause.workspaceId, until: until.toJSDate() };
      await client.pauseEnd.upsert({ where: { scope_subjectId: key(pause) }, create: row, update: row });
    },
    drop: async (pause, until) => {
      await client.pauseEnd.deleteMany({ where: { ...key(pause), until: until.toJSDate() } });
    },
    due: async (now) => {
      const rows = await client.pauseEnd.findMany({
        where: { until: { lte: now.toJSDate() }, scope: { in: scopes } },
        orderBy: [{ until: 'asc' }, { scope: 'asc' }, { subjectId: 'asc' }],
      });
      return rows.map(({ workspaceId, scope, subjectId, until }) => {
        return { workspaceId, scope: scope as PauseOfMany['scope'], subjectId, until: fromColumn(until) };
      });
    },
    nextAt: async () => {
      const row = await client.pauseEnd.findFirst({ where: { scope: { in: scopes } }, orderBy: { until: 'asc' } });
      return fromNullable(row?.until ?? null);
    },
  };
}
