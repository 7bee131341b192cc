import type { Claim, Execution, Executions } from '../../app/ports/stores/executions.js';
import { carriedKinds } from '../../domain/steps/lane.js';
import type { Run } from '../postgres/statements.js';
import { acceptanceColumns } from './acceptances.js';
import { claimedOnce } from './claim-columns.js';
import { idsByOccurrence, type Occurrence, occurrenceOf } from './execution-row.js';
import { beginRows, claimRows, settleRows } from './execution-statements.js';
import { Prisma } from './generated/client.js';
import { settledOnce } from './settled-columns.js';

type InHand = Pick<
  Executions,
  'claim' | 'beginSending' | 'settle' | 'lapsed' | 'giveUp' | 'giveBack' | 'putOff' | 'nextLapseMs'
>;

interface Identified {
  readonly id: string;
}

/** A row that is `sending`, and of which nobody has said that it never left (beginRows). */
const mayHaveLeft = Prisma.sql`state = 'sending' AND reason IS NULL`;

/** Of a kind that this version of the program sends. */
const isKnown = Prisma.sql`kind = ANY(${[...carriedKinds]})`;

/** Rows of the ledger in workers' hands. Leases are the database's raw time; everything else is given. */
export function executionClaims(
  client: Prisma.TransactionClient,
  run: Run,
  byIds: (ids: readonly string[]) => Promise<Execution[]>,
): InHand {
  const rowsOf = (rows: readonly Identified[]) => byIds(rows.map(idOf));
  return {
    claim: async (claims, lease) => {
      if (claims.length === 0) return [];
      const held = await run<Occurrence>(claimRows, [lease.worker, lease.leaseMs, ...claimedOnce(claims)]);
      return heldOf(claims, idsByOccurrence(held));
    },
    beginSending: async (ids, { worker, leaseMs }, neverLeft, acceptances = []) => {
      if (ids.length + acceptances.length === 0) return [];
      const kept = JSON.stringify(acceptances.map(acceptanceColumns));
      const begun = await run<{ id: string; attempt: number }>(beginRows, [
        ids,
        worker,
        leaseMs,
        neverLeft ?? null,
        kept,
      ]);
      return [...begun];
    },
    settle: async (settlements) => {
      if (settlements.length === 0) return [];
      return (await run<Identified>(settleRows, settledOnce(settlements))).map(idOf);
    },
    lapsed: async (limit, without = []) => {
      const lapsed = await client.$queryRaw<Identified[]>`
        SELECT id FROM executions WHERE state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
          AND ${isKnown} AND id <> ALL(${[...without]}::uuid[])
        ORDER BY lease_until, id LIMIT ${limit}`;
      return rowsOf(lapsed);
    },
    giveUp: async (ids, reason, at, lookUps) => {
      const taken = await client.$queryRaw<Identified[]>`
        UPDATE executions SET lease_until = NULL,
          state = CASE WHEN ${mayHaveLeft} THEN 'uncertain' ELSE 'cancelled' END,
          reason = CASE WHEN ${mayHaveLeft} THEN ${reason} END,
          settled_at = CASE WHEN ${mayHaveLeft} THEN ${at.toJSDate()}::timestamptz END,
          look_up_at = CASE WHEN ${mayHaveLeft} THEN (
            SELECT l.at FROM jsonb_to_recordset(${JSON.stringify(lookUps)}::jsonb) AS l(kind text, at timestamptz)
            WHERE l.kind = executions.kind) END
        WHERE id = ANY(${[...ids]}::uuid[]) AND state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
        RETURNING id`;
      const isTaken = new Set(taken.map(idOf));
      return byIds(ids.filter((id) => isTaken.has(id)));
    },
    giveBack: async (ids, worker) => {
      const taken = await client.$queryRaw<Identified[]>`
        UPDATE executions SET state = 'cancelled', reason = NULL, lease_until = NULL
        WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND claimed_by = ${worker}
        RETURNING id`;
      return rowsOf(taken);
    },
    putOff: async (ids, worker, reason, at) => {
      await client.$executeRaw`
        WITH taken AS (
          UPDATE executions SET state = 'deferred', reason = ${reason}, lease_until = NULL
          WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND claimed_by = ${worker}
          RETURNING id, attempts)
        INSERT INTO execution_attempts (execution_id, number, at, outcome, reason)
        SELECT id, attempts, ${at.toJSDate()}, 'deferred', ${reason} FROM taken ON CONFLICT DO NOTHING`;
    },
    nextLapseMs: async () => {
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        SELECT greatest(0, ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000))::float8 AS ms FROM executions
        WHERE state IN ('claimed', 'sending') AND lease_until IS NOT NULL AND ${isKnown} ORDER BY lease_until LIMIT 1`;
      return row === undefined ? null : row.ms;
    },
  };
}

/** The claims whose rows are held, under the ids that these have. */
function heldOf(claims: readonly Claim[], ids: ReadonlyMap<string, string>): Claim[] {
  const held: Claim[] = [];
  for (const claim of claims) {
    const id = ids.get(occurrenceOf(claim));
    if (id !== undefined) held.push(id === claim.id ? claim : { ...claim, id });
  }
  return held;
}

function idOf({ id }: Identified): string {
  return id;
}
