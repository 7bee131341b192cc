import type { Settlement } from '../../app/ports/stores/executions.js';
import { createDifferentRows } from './different-rows.js';
import { toNullable } from './instants.js';

/**
 * What the statement of settlements takes: what rows are to say, each once, since what is answered together mostly is told apart by
 * nothing else; then the rows' ids, and which of the first each is to say.
 */
export function settledOnce(settlements: readonly Settlement[]): unknown[] {
  const different = createDifferentRows();
  const [ids, written]: [string[], number[]] = [[], []];
  for (const settlement of settlements) {
    ids.push(settlement.id);
    written.push(different.nthOf(columnsOf(settlement)));
  }
  return [different.asJson(), ids, written];
}

function columnsOf(settlement: Settlement) {
  return {
    attempt: settlement.attempt,
    state: settlement.state,
    reason: settlement.reason,
    fired_at: toNullable(settlement.firedAt),
    settled_at: settlement.settledAt.toJSDate(),
    message_id: settlement.providerMessageId,
    look_up_at: toNullable(settlement.lookUpAt),
  };
}
