import type { Requests } from '../../app/ports/stores/requests.js';
import type { Run, Statement } from '../postgres/statements.js';

const forgetRows: Statement = {
  name: 'forget-requests',
  text: 'DELETE FROM requests WHERE id = ANY($1::uuid[])',
};

/**
 * Of rows' ids. There are as few requests as are open or were answered a moment ago: all of them are read. Rows of the ledger
 * are found by their ids: what else is asked of them is put so that no index answers it. One time for all rows, so that
 * what was kept together is settled together.
 */
export const lapsedRows: Statement = {
  name: 'lapsed-requests',
  text: `
    WITH kept AS MATERIALIZED (
      SELECT * FROM executions_sent
      WHERE id = ANY($1::uuid[]) AND kept_at IS NOT NULL AND lease_until < clock_timestamp())
    SELECT k.id, k.attempt, k.provider_message_id AS message,
      floor(extract(epoch FROM statement_timestamp() - k.kept_at) * 1000)::float8 AS ago
    FROM kept AS k JOIN executions AS x ON x.id = k.id AND x.attempts + 1 = k.attempt
    WHERE x.id = ANY(ARRAY(SELECT id FROM kept)) AND CASE x.state WHEN 'claimed' THEN true END
    ORDER BY k.kept_at, k.id`,
};

/** Those of which nothing is being sent any more; the ledger is read as by {@link lapsedRows}. */
export const forgetSettledRows: Statement = {
  name: 'forget-settled-requests',
  text: `
    WITH sent AS MATERIALIZED (SELECT * FROM executions_sent)
    DELETE FROM requests WHERE id <> ALL(ARRAY(
      SELECT s.request_id FROM sent AS s JOIN executions AS x ON x.id = s.id AND x.attempts + 1 = s.attempt
      WHERE x.id = ANY(ARRAY(SELECT id FROM sent)) AND CASE x.state WHEN 'claimed' THEN true END))`,
};

/** Requests that began and are not settled yet. */
export function requestsTable(run: Run): Requests {
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
