import type { Paces } from '../../app/ports/stores/paces.js';
import type { Prisma } from './generated/client.js';

/** Turns at providers, by the database's raw time: one row a lane, which every worker moves on. */
export function pacesTable(client: Prisma.TransactionClient): Paces {
  return {
    take: async (lane, things, perSecond) => {
      const lengthMs = (things * 1000) / perSecond;
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        INSERT INTO provider_paces AS p (lane, next_at)
        VALUES (${lane}, clock_timestamp() + ${lengthMs}::float8 * interval '1 millisecond')
        ON CONFLICT (lane) DO UPDATE
          SET next_at = greatest(p.next_at, clock_timestamp()) + ${lengthMs}::float8 * interval '1 millisecond'
        RETURNING (extract(epoch FROM next_at - clock_timestamp()) * 1000)::float8 AS ms`;
      return Math.max(0, (row?.ms ?? lengthMs) - lengthMs);
    },
  };
}
