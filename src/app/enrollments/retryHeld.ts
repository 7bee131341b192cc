import type { AppDeps } from '../deps.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import { isPending } from '../firing/settleMails.js';
import type { Member } from '../ports/stores/people.js';
import { describeNext } from '../posting/describeNext.js';
import { refusal } from './findTarget.js';
import { saveTransition } from './saveTransition.js';
import type { Gone, NotAllowed } from './target.js';

export type RetryHeldOutcome =
  | { readonly ok: true; readonly next: string }
  | { readonly ok: false; readonly reason: 'not-held'; readonly next: string }
  /** Nobody knows whether it left: that has to be said first (resolveUncertain). */
  | { readonly ok: false; readonly reason: 'uncertain' }
  | Gone
  | NotAllowed;

/** Lets a held step be tried again, as after its blank field was filled in. Held anew where the field is still blank. */
export async function retryHeld(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  input: { readonly actor: Member; readonly enrollmentId: string },
): Promise<RetryHeldOutcome> {
  const { actor } = input;
  const { ids } = deps;
  const now = await deps.clock.now();
  const outcome = await deps.store.transact(async (tables): Promise<RetryHeldOutcome> => {
    const locked = await tables.enrollments.lock(input.enrollmentId);
    if (locked === null || locked.workspaceId !== actor.workspaceId) return { ok: false, reason: 'gone' };
    const refused = refusal(actor, 'act-on-enrollment', locked.ownerId === actor.id);
    if (refused !== null) return refused;
    if (locked.hold === 'uncertain') return { ok: false, reason: 'uncertain' };
    const [snapshot] = await loadSnapshots(tables, [locked]);
    if (snapshot === undefined) return { ok: false, reason: 'gone' };
    const { plan, contact, workspace } = snapshot;
    const zone = actor.zone ?? workspace.zone;
    if (locked.hold === null) return { ok: false, reason: 'not-held', next: describeNext(snapshot, zone) };
    for (const row of await tables.executions.ofEnrollment(locked.id)) {
      const isRefused = row.state === 'failed' && isPending(locked.progress, row);
      if (isRefused) await tables.executions.release(row.id, 'cancelled', row.reason, now);
    }
    const transition = { progress: locked.progress, records: [] };
    const beside = { hold: null, holdReason: null };
    const saved = await saveTransition({ tables, ids, now }, locked, plan, transition, { beside });
    const entry = { action: 'held.retry', subject: contact.email, detail: { hold: locked.hold }, at: now };
    await tables.audit.add({ id: ids.next(), workspaceId: actor.workspaceId, actorId: actor.id, ...entry });
    return { ok: true, next: describeNext({ ...snapshot, enrollment: saved }, zone) };
  });
  deps.poke();
  return outcome;
}
