import type { Settlement } from '../../app/ports/stores/executions.js';
import { toNullable } from './instants.js';

/**
 * What the statement of settlements takes: what rows are to say, each once, since what is answered together mostly is told apart by
 * nothing else; then the rows' ids, and which of the first each is to say.
 */
export function settledOnce(settlements: readonly Settlement[]): unknown[] {
  const nths = new Map<string, number>();
  const written = settlements.map((settlement) => {
    const text = JSON.stringify({
      attempt: settlement.attempt,
      state: settlement.state,
      reason: settlement.reason,
      fired_at: toNullable(settlement.firedAt),
      settled_at: settlement.settledAt.toJSDate(),
      message_id: settlement.providerMessageId,
      look_up_at: toNullable(settlement.lookUpAt),
    });
    const nth = nths.get(text) ?? nths.size;
    nths.set(text, nth);
    return nth;
  });
  const different = `[${[...nths].map(([text, nth]) => `{"nth":${nth},${text.slice(1)}`).join(',')}]`;
  return [different, settlements.map(({ id }) => id), written];
}
