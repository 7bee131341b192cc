import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { SavingContext } from './saveTransition.js';
import { settleUncertain } from './settleUncertain.js';

/**
 * Who tells of a sending by its id shows that it left: one in doubt counts as fired, and the question to its owner is taken
 * back. The enrollment is locked; answers it as stored. `messageId`: the provider's own id, where it was named.
 */
export async function settleSeen(
  context: SavingContext,
  enrollment: Enrollment,
  row: Execution,
  messageId: string | null,
): Promise<Enrollment> {
  const { tables, now } = context;
  const messageIds = new Map(messageId === null ? [] : [[row.id, messageId]]);
  const known = { sent: true, reason: 'the provider reported it', messageIds };
  const [saved] = await settleUncertain(context, await loadSnapshots(tables, [enrollment]), [row], known);
  await tables.posts.refreshUncertain(row.workspaceId, [row.id], now);
  return saved ?? enrollment;
}
