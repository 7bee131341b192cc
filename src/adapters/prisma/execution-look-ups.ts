import type { Execution, Executions } from '../../app/ports/stores/executions.js';
import type { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';

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
    claimLookUps: async (now, until, limit) => {
      const taken = await client.$queryRaw<{ id: string }[]>`
        WITH due AS (
          SELECT id, look_up_at FROM executions WHERE look_up_at <= ${now.toJSDate()} AND state = 'uncertain'
          ORDER BY look_up_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
        ), taken AS (
          UPDATE executions AS x SET look_up_at = ${until.toJSDate()} FROM due WHERE x.id = due.id
          RETURNING x.id, due.look_up_at)
        SELECT id FROM taken ORDER BY look_up_at, id`;
      return byIds(taken.map(({ id }) => id));
    },
    lookUpAgain: async (id, at) => {
      const lookUpAt = at?.toJSDate() ?? null;
      await client.execution.updateMany({ where: { id, state: 'uncertain' }, data: { lookUpAt } });
    },
    nextLookUpAt: async () => {
      const [row] = await client.$queryRaw<{ look_up_at: Date }[]>`
        SELECT look_up_at FROM executions WHERE look_up_at IS NOT NULL ORDER BY look_up_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.look_up_at);
    },
    messagesOfOthers: async ({ id, workspaceId }, messageIds) => {
      const where = { workspaceId, providerMessageId: { in: [...messageIds] }, id: { not: id } };
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
