import type { Settlement } from '../../app/ports/stores/executions.js';
import { areSameInstant, createDifferentRows, type Telling } from './different-rows.js';
import { toNullable } from './instants.js';

/**
 * What the statement of settlements takes: what rows are to say, each once, since what is answered together mostly is told apart by
 * nothing else; then the rows' ids, and which of the first each is to say.
 */
export function settledOnce(settlements: readonly Settlement[]): unknown[] {
  const rows = createDifferentRows(telling);
  const [ids, written]: [string[], number[]] = [[], []];
  for (const settlement of settlements) {
    ids.push(settlement.id);
    written.push(rows.nthOf(settlement));
  }
  return [rows.asJson(), ids, written];
}

const telling: Telling<Settlement> = { commonOf: () => telling, areAlike, columnsOf };

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

function areAlike(one: Settlement, other: Settlement): boolean {
  return (
    one.providerMessageId === other.providerMessageId &&
    one.attempt === other.attempt &&
    one.state === other.state &&
    one.reason === other.reason &&
    areSameInstant(one.firedAt, other.firedAt) &&
    areSameInstant(one.settledAt, other.settledAt) &&
    areSameInstant(one.lookUpAt, other.lookUpAt)
  );
}
