import type { Acceptance, Acceptances } from '../../app/ports/stores/acceptances.js';
import type { Run, Statement } from '../postgres/statements.js';

const forgetRows: Statement = {
  name: 'forget-acceptances',
  text: 'DELETE FROM acceptances WHERE id = ANY($1::uuid[])',
};

const taken = 'jsonb_to_recordset(a.taken) AS t(id uuid, attempt int, message text)';

/**
 * Of rows' ids. There are as few acceptances as requests that were answered a moment ago: all of them are read. One time for
 * all rows, so that what was kept together is settled together.
 */
const lapsedRows: Statement = {
  name: 'lapsed-acceptances',
  text: `
    SELECT t.id, t.attempt, t.message, floor(extract(epoch FROM statement_timestamp() - a.kept_at) * 1000)::float8 AS ago
    FROM acceptances AS a, ${taken} JOIN executions AS x ON x.id = t.id AND x.attempts = t.attempt
    WHERE t.id = ANY($1::uuid[]) AND x.state = 'sending' AND x.lease_until < clock_timestamp()
    ORDER BY a.kept_at, a.id`,
};

const forgetSettledRows: Statement = {
  name: 'forget-settled-acceptances',
  text: `
    DELETE FROM acceptances AS a WHERE NOT EXISTS (
      SELECT FROM ${taken} JOIN executions AS x ON x.id = t.id AND x.attempts = t.attempt WHERE x.state = 'sending')`,
};

/** As `json_to_recordset` reads them. */
export function acceptanceColumns({ id, taken }: Acceptance) {
  return {
    id,
    taken: taken.map((one) => ({ id: one.executionId, attempt: one.attempt, message: one.providerMessageId })),
  };
}

/** Requests that were answered and are not settled yet. */
export function acceptancesTable(run: Run): Acceptances {
  return {
    forget: async (ids) => {
      if (ids.length > 0) await run(forgetRows, [ids]);
    },
    ofLapsed: async (executionIds) => {
      if (executionIds.length === 0) return [];
      const rows = await run<{ id: string; attempt: number; message: string | null; ago: number }>(lapsedRows, [
        executionIds,
      ]);
      return rows.map(({ id, attempt, message, ago }) => ({
        executionId: id,
        attempt,
        providerMessageId: message,
        agoMs: ago,
      }));
    },
    forgetSettled: async () => {
      await run(forgetSettledRows, []);
    },
  };
}
