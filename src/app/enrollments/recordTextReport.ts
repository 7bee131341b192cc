import { displayName } from '../../domain/contact/contact.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import { noticeToOwner } from '../firing/noticeToOwner.js';
import type { TextReport } from '../ports/texter.js';
import { settleSeen } from './settleSeen.js';

const signOf = { taken: null, sent: null, delivered: 'delivered', failed: 'undelivered' } as const;

/**
 * What the provider reports of a text. That it has it settles one whose answer never came; that it will not arrive is
 * noted with it, and its owner is told once, also where that is reported before the request is answered. Reports count
 * both. The cadence goes on.
 */
export async function recordTextReport(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  { executionId, providerMessageId, status, errorCode }: TextReport,
): Promise<void> {
  const { ids } = deps;
  const found = await deps.store.read.executions.byId(executionId);
  if (found === null || found.kind !== 'sms') return;
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const enrollment = await tables.enrollments.lock(found.enrollmentId);
    const [snapshot] = enrollment === null ? [] : await loadSnapshots(tables, [enrollment]);
    const row = await tables.executions.byId(executionId);
    if (snapshot === undefined || row === null) return;
    if (row.state === 'uncertain' || (row.state === 'sending' && status === 'failed')) {
      await settleSeen({ tables, ids, now }, snapshot.enrollment, row, providerMessageId);
    }
    const isOfThisTry = row.providerMessageId === null || row.providerMessageId === providerMessageId;
    const sign = signOf[status];
    if (sign !== null && isOfThisTry) await tables.events.addSigns([{ id: ids.next(), executionId, sign }], now);
    if (status !== 'failed') return;
    const why = errorCode === null ? 'it was not delivered' : `it was not delivered (Twilio error ${errorCode})`;
    // One of an earlier try, or told before.
    if (!(await tables.executions.note(executionId, providerMessageId, why))) return;
    const text = `The text “${row.stepName}” did not reach ${displayName(snapshot.contact)}: ${why}. The cadence goes on; check the number.`;
    await tables.posts.add(noticeToOwner(snapshot, { kind: 'report', text }, now, ids, `undelivered:${executionId}`));
  });
  deps.poke();
}
