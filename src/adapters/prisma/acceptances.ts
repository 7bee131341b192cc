import type { Acceptance, Acceptances, Taken } from '../../app/ports/stores/acceptances.js';
import type { Run, Statement } from '../postgres/statements.js';

const forgetRows: Statement = {
  name: 'forget-acceptances',
  text: 'DELETE FROM acceptances WHERE id = ANY($1::uuid[])',
};

const taken = 'jsonb_to_recordset(a.taken) AS t(id uuid, attempt int, message text)';

/**
 * Of rows' ids. There are as few acceptances as requests that were answered a moment ago: all of them are read. Rows of the
 * ledger are found by their ids: what else is asked of them is put so that no index answers it. One time for all rows, so that
 * what was kept together is settled together.
 */
export const lapsedRows: Statement = {
  name: 'lapsed-acceptances',
  text: `
    WITH kept AS MATERIALIZED (
      SELECT t.id, t.attempt, t.message, a.kept_at FROM acceptances AS a, ${taken} WHERE t.id = ANY($1::uuid[]))
    SELECT k.id, k.attempt, k.message, floor(extract(epoch FROM statement_timestamp() - k.kept_at) * 1000)::float8 AS ago
    FROM kept AS k JOIN executions AS x ON x.id = k.id AND x.attempts = k.attempt
    WHERE x.id = ANY(ARRAY(SELECT id FROM kept)) AND CASE x.state WHEN 'sending' THEN x.lease_until < clock_timestamp() END
    ORDER BY k.kept_at, k.id`,
};

/** Those of which nothing is being sent any more; the ledger is read as by {@link lapsedRows}. */
export const forgetSettledRows: Statement = {
  name: 'forget-settled-acceptances',
  text: `
    WITH kept AS MATERIALIZED (SELECT a.id AS kept_as, t.id, t.attempt FROM acceptances AS a, ${taken})
    DELETE FROM acceptances WHERE id <> ALL(ARRAY(
      SELECT k.kept_as FROM kept AS k JOIN executions AS x ON x.id = k.id AND x.attempts = k.attempt
      WHERE x.id = ANY(ARRAY(SELECT id FROM kept)) AND CASE x.state WHEN 'sending' THEN true END))`,
};

/** As `json_to_recordset` reads them. */
export function acceptanceColumns({ id, taken }: Acceptance) {
  return { id, taken: taken.map(takenColumns) };
}

function takenColumns({ executionId, attempt, providerMessageId }: Taken) {
  return { id: executionId, attempt, message: providerMessageId };
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
