import { recordAnswer } from '../../domain/enrollment/answers.js';
import { type MailSign, signsShownBy } from '../../domain/enrollment/sign.js';
import type { AppDeps } from '../deps.js';
import { settleSeen } from './settleSeen.js';

export type MailSignOutcome =
  /** `repeated`: it was known already. */
  { readonly ok: true; readonly repeated: boolean } | { readonly ok: false; readonly reason: 'unknown-execution' };

/**
 * A mail was delivered, opened, or a link in it was clicked: kept once for each mail, with what it shows, for reports and for
 * the conditions of later steps. It ends nothing; a mail of which nobody knew whether it left is known to have left.
 */
export async function recordMailSign(
  { store, clock, ids, poke }: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  { executionId, sign }: { readonly executionId: string; readonly sign: MailSign },
): Promise<MailSignOutcome> {
  const execution = await store.read.executions.byId(executionId);
  if (execution === null) return { ok: false, reason: 'unknown-execution' };
  const now = await clock.now();
  const outcome = await store.transact(async (tables): Promise<MailSignOutcome> => {
    const locked = await tables.enrollments.lock(execution.enrollmentId);
    const row = await tables.executions.byId(executionId);
    if (locked === null || row === null) return { ok: false, reason: 'unknown-execution' };
    const isInDoubt = row.state === 'uncertain';
    const enrollment = isInDoubt ? await settleSeen({ tables, ids, now }, locked, row, null) : locked;
    const shown = signsShownBy(sign).map((one) => ({ id: ids.next(), executionId, sign: one }));
    const added = await tables.events.addSigns(shown, now);
    if (!added.some((one) => one.sign === sign)) return { ok: true, repeated: true };
    if (sign === 'delivered') return { ok: true, repeated: false };
    const { progress } = recordAnswer(enrollment.progress, { type: sign, step: execution.stepId });
    // When it is due, and in whose hands it is, stays as it was.
    if (progress !== enrollment.progress) await tables.enrollments.save({ ...enrollment, progress }, now);
    return { ok: true, repeated: false };
  });
  if (execution.state === 'uncertain') poke();
  return outcome;
}
