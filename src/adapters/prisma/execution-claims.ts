import type { Claim, Execution, Executions } from '../../app/ports/stores/executions.js';
import type { Beginning, HeldClaim } from '../../app/ports/stores/requests.js';
import { carriedKinds } from '../../domain/steps/lane.js';
import type { Run } from '../postgres/statements.js';
import { claimedOnce } from './claim-columns.js';
import { idsByOccurrence, type Occurrence, occurrenceOf } from './execution-row.js';
import { beginRows, claimRows, fewSent, isBeingSent, settleRows } from './execution-statements.js';
import { Prisma } from './generated/client.js';
import { settledOnce } from './settled-columns.js';

type InHand = Pick<
  Executions,
  'claim' | 'beginSending' | 'settle' | 'lapsed' | 'giveUp' | 'giveBack' | 'putOff' | 'nextLapseMs'
>;

interface Identified {
  readonly id: string;
}

const notBeingSent = Prisma.sql`NOT ${Prisma.raw(isBeingSent)}`;

/** Of a claim whose lease is over: no request with it has one that is not. */
const isOutOfHand = Prisma.sql`(x.id, x.attempts + 1) NOT IN (${Prisma.raw(fewSent)} AND lease_until >= clock_timestamp())`;

/** Of a request that is over with its lease: nobody has said that nothing of it left (beginRows). */
const mayHaveLeft = Prisma.sql`sent.id IS NOT NULL AND sent.never_left IS NULL`;

/** Of a kind that this version of the program sends. */
const isKnown = Prisma.sql`kind = ANY(${[...carriedKinds]})`;

/** Rows of the ledger in workers' hands. Leases are the database's raw time; everything else is given. */
export function executionClaims(
  client: Prisma.TransactionClient,
  run: Run,
  byIds: (ids: readonly string[]) => Promise<Execution[]>,
): InHand {
  const rowsOf = (rows: readonly Identified[]) => byIds(rows.map(idOf));
  /** Claims among these are held before it is asked whether they are being sent: nobody begins one meanwhile. */
  const hold = async (ids: readonly string[], of: Prisma.Sql) => {
    const held = await client.$queryRaw<Identified[]>`
      SELECT id FROM executions WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed' AND ${of}
      ORDER BY id FOR NO KEY UPDATE`;
    return held.map(idOf);
  };
  return {
    claim: async (claims, lease) => {
      if (claims.length === 0) return [];
      const held = await run<Occurrence>(claimRows, [lease.worker, lease.leaseMs, ...claimedOnce(claims)]);
      return areTheirs(claims, held) ? [...claims] : heldOf(claims, idsByOccurrence(held));
    },
    beginSending: async (beginnings, { worker, leaseMs }, neverLeft, acceptances = []) => {
      if (beginnings.length + acceptances.length === 0) return [];
      const begin = [...claimsOf(beginnings), worker, leaseMs, neverLeft ?? null];
      const kept = [acceptances.map(idOf), acceptances.map(({ providerMessageId }) => providerMessageId)];
      return [...(await run<HeldClaim & { attempt: number }>(beginRows, [...begin, ...kept]))];
    },
    settle: async (settlements) => {
      if (settlements.length === 0) return [];
      return (await run<Identified>(settleRows, settledOnce(settlements))).map(idOf);
    },
    lapsed: async (limit, without = []) => {
      const lapsed = await client.$queryRaw<Identified[]>`
        SELECT id FROM executions AS x WHERE state = 'claimed' AND lease_until < clock_timestamp()
          AND ${isKnown} AND id <> ALL(${[...without]}::uuid[]) AND ${isOutOfHand}
        ORDER BY lease_until, id LIMIT ${limit}`;
      return rowsOf(lapsed);
    },
    giveUp: async (ids, reason, at, lookUps) => {
      const held = await hold(ids, Prisma.sql`lease_until < clock_timestamp()`);
      const taken = await client.$queryRaw<Identified[]>`
        UPDATE executions AS x SET lease_until = NULL, attempts = own.attempts + (sent.id IS NOT NULL)::int,
          state = CASE WHEN ${mayHaveLeft} THEN 'uncertain' ELSE 'cancelled' END,
          reason = CASE WHEN ${mayHaveLeft} THEN ${reason} END,
          settled_at = CASE WHEN ${mayHaveLeft} THEN ${at.toJSDate()}::timestamptz END,
          look_up_at = CASE WHEN ${mayHaveLeft} THEN (
            SELECT l.at FROM jsonb_to_recordset(${JSON.stringify(lookUps)}::jsonb) AS l(kind text, at timestamptz)
            WHERE l.kind = x.kind) END
        FROM executions AS own LEFT JOIN executions_sent AS sent ON sent.id = own.id AND sent.attempt = own.attempts + 1
        WHERE own.id = ANY(${held}::uuid[]) AND x.id = own.id AND x.state = 'claimed' AND ${isOutOfHand}
        RETURNING x.id`;
      const isTaken = new Set(taken.map(idOf));
      return byIds(ids.filter((id) => isTaken.has(id)));
    },
    giveBack: async (claims, worker) => {
      const names = claims.map(({ claimId }) => `${worker} ${claimId}`);
      const held = await hold(claims.map(executionIdOf), Prisma.sql`claimed_by = ANY(${names})`);
      const taken = await client.$queryRaw<Identified[]>`
        UPDATE executions AS x SET state = 'cancelled', reason = NULL, lease_until = NULL
        WHERE id = ANY(${held}::uuid[]) AND state = 'claimed' AND ${notBeingSent}
        RETURNING id`;
      return rowsOf(taken);
    },
    putOff: async (ids, reason, at) => {
      await client.$executeRaw`
        WITH taken AS (
          UPDATE executions SET state = 'deferred', reason = ${reason}, lease_until = NULL
          WHERE id = ANY(${[...ids]}::uuid[]) AND state = 'claimed'
          RETURNING id, attempts)
        INSERT INTO execution_attempts (execution_id, number, at, outcome, reason)
        SELECT id, attempts, ${at.toJSDate()}, 'deferred', ${reason} FROM taken ON CONFLICT DO NOTHING`;
    },
    nextLapseMs: async () => {
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        WITH sent AS MATERIALIZED (SELECT id, attempt, lease_until FROM executions_sent),
        leases AS (
          SELECT greatest(s.lease_until, x.lease_until) AS lease_until
          FROM sent AS s JOIN executions AS x ON x.id = s.id AND x.attempts + 1 = s.attempt
          WHERE x.state = 'claimed' AND ${isKnown}
          UNION ALL (
          SELECT lease_until FROM executions AS x
          WHERE state = 'claimed' AND lease_until IS NOT NULL AND ${isKnown} AND ${notBeingSent} ORDER BY lease_until LIMIT 1))
        SELECT greatest(0, ceil(extract(epoch FROM min(lease_until) - clock_timestamp()) * 1000))::float8 AS ms FROM leases
        HAVING count(*) > 0`;
      return row === undefined ? null : row.ms;
    },
  };
}

/** Whether all rows are held, in the order of the claims and under their ids: mostly, since most steps have no row yet. */
function areTheirs(claims: readonly Claim[], held: readonly Identified[]): boolean {
  if (held.length !== claims.length) return false;
  for (const [index, { id }] of claims.entries()) if (held[index]?.id !== id) return false;
  return true;
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

/** Rows' ids, under which each is claimed, in which of the requests it leaves, counted from 1, and the ids of these. */
function claimsOf(beginnings: readonly Beginning[]): unknown[] {
  const [ids, claimIds, requests, requestIds]: [string[], string[], number[], string[]] = [[], [], [], []];
  for (const { id, claims } of beginnings) {
    requestIds.push(id);
    for (const { executionId, claimId } of claims) {
      ids.push(executionId);
      claimIds.push(claimId);
      requests.push(requestIds.length);
    }
  }
  return [ids, claimIds, requests, requestIds];
}

function executionIdOf({ executionId }: HeldClaim): string {
  return executionId;
}

function idOf({ id }: Identified): string {
  return id;
}
