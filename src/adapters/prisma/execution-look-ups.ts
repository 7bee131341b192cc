import type { Execution, Executions } from '../../app/ports/stores/executions.js';
import { Prisma } from './generated/client.js';
import { earliestOf, inTurns } from './in-turns.js';
import { fromNullable } from './instants.js';

type LookUps = Pick<
  Executions,
  'claimLookUps' | 'lookUpAgain' | 'nextLookUpAt' | 'messagesOfOthers' | 'defer' | 'note'
>;

/** Rows of the ledger that a provider is asked about, or tells of. */
export function executionLookUps(
  client: Prisma.TransactionClient,
  byIds: (ids: readonly string[]) => Promise<Execution[]>,
): LookUps {
  return {
    claimLookUps: async (kind, { now, until, limit }) => {
      const isDue = Prisma.sql`x.look_up_at <= ${now.toJSDate()} AND x.state = 'uncertain'`;
      const taken = await client.$queryRaw<{ id: string }[]>`
        WITH turns AS (${inTurns(Prisma.sql`
          SELECT x.id, x.look_up_at AS at FROM executions AS x WHERE x.kind = ${kind} AND x.workspace_id = w.id AND ${isDue}
          ORDER BY x.look_up_at, x.id LIMIT ${limit}`)}),
        due AS (
          SELECT t.* FROM executions AS x JOIN turns AS t ON t.id = x.id WHERE ${isDue}
          ORDER BY t.turn, t.at, t.id LIMIT ${limit} FOR UPDATE OF x SKIP LOCKED
        ), taken AS (
          UPDATE executions AS x SET look_up_at = ${until.toJSDate()} FROM due WHERE x.id = due.id
          RETURNING x.id, due.turn, due.at)
        SELECT id FROM taken ORDER BY turn, at, id`;
      return byIds(taken.map(({ id }) => id));
    },
    lookUpAgain: async (id, at) => {
      const lookUpAt = at?.toJSDate() ?? null;
      await client.execution.updateMany({ where: { id, state: 'uncertain' }, data: { lookUpAt } });
    },
    nextLookUpAt: async (kind) =>
      fromNullable(
        await earliestOf(
          client,
          Prisma.sql`
            SELECT look_up_at AS at FROM executions WHERE kind = ${kind} AND workspace_id = w.id AND look_up_at IS NOT NULL
            ORDER BY look_up_at LIMIT 1`,
        ),
      ),
    messagesOfOthers: async ({ id, workspaceId, kind }, messageIds) => {
      const where = { workspaceId, kind, providerMessageId: { in: [...messageIds] }, id: { not: id } };
      const rows = await client.execution.findMany({ where, select: { providerMessageId: true } });
      return rows.flatMap(({ providerMessageId }) => providerMessageId ?? []);
    },
    defer: async (id, reason) => {
      await client.execution.updateMany({ where: { id, state: 'cancelled' }, data: { state: 'deferred', reason } });
    },
    note: async (id, messageId, reason) => {
      // To SQL, a reason that is null is not unlike another one.
      const unlike = [{ reason: null }, { NOT: { reason } }];
      const where = { id, state: 'fired', providerMessageId: messageId, OR: unlike };
      const noted = await client.execution.updateMany({ where, data: { reason } });
      return noted.count > 0;
    },
  };
}
