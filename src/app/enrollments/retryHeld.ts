import type { DateTime } from 'luxon';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { prepareAny } from '../firing/prepareStep.js';
import { isPending } from '../firing/settleSent.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import { describeNext } from '../posting/describeNext.js';
import { readerZone } from '../shown/readerZone.js';
import { refreshHeld } from '../tasks/closeTasks.js';
import { saveTransition } from './saveTransition.js';
import type { Gone, NotAllowed } from './target.js';

export type RetryHeldOutcome =
  | { readonly ok: true; readonly next: string }
  | { readonly ok: false; readonly reason: 'not-held'; readonly next: string }
  /** Nothing was tried: these merge fields (dotted paths) are blank. */
  | { readonly ok: false; readonly reason: 'still-blank'; readonly fields: readonly string[] }
  /** Nobody knows whether it left: that has to be said first (resolveUncertain). */
  | { readonly ok: false; readonly reason: 'uncertain' }
  | Gone
  | NotAllowed;

/** Lets a held step be tried again, as after its blank field was filled in. One with a blank field stays held. */
export async function retryHeld(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke' | 'settings'>,
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
    const zone = readerZone(actor, workspace);
    if (locked.hold === null) return { ok: false, reason: 'not-held', next: describeNext(snapshot, zone) };
    const fields = locked.hold === 'blank-field' ? blankFieldsNow(snapshot, deps, now) : [];
    if (fields.length > 0) {
      await noteBlank(tables, locked, fields, now);
      return { ok: false, reason: 'still-blank', fields };
    }
    for (const row of await tables.executions.ofEnrollment(locked.id)) {
      const isRefused = row.state === 'failed' && isPending(locked.progress, row);
      if (isRefused) await tables.executions.release(row.id, 'cancelled', row.reason, now);
    }
    const transition = { progress: locked.progress, records: [] };
    const beside = { hold: null, holdReason: null };
    const saved = await saveTransition({ tables, ids, now, byId: actor.id }, locked, plan, transition, { beside });
    const detail = { hold: locked.hold };
    await audit({ tables, ids, now }, actor, { action: 'held.retry', subject: contact.email, detail });
    return { ok: true, next: describeNext({ ...snapshot, enrollment: saved }, zone) };
  });
  deps.poke();
  return outcome;
}

/** What firing would hold it for at this moment. */
function blankFieldsNow(snapshot: Snapshot, { settings }: Pick<AppDeps, 'settings'>, now: DateTime): readonly string[] {
  const { plan, enrollment } = snapshot;
  const step = plan.sequence.steps.find(({ id }) => id === enrollment.progress.pending?.stepId);
  if (step === undefined) return [];
  // The number that a text comes from leaves no field blank.
  const prepared = prepareAny(step, snapshot, { settings, numbers: 'unknown', executionId: '', now });
  return prepared?.kind === 'blank' ? prepared.fields : [];
}

/** Others than before may be blank: its notice says so, and no second one comes. */
async function noteBlank(tables: Tables, enrollment: Enrollment, fields: readonly string[], now: DateTime) {
  const holdReason = fields.join(', ');
  if (holdReason === enrollment.holdReason) return;
  await tables.enrollments.saveMany([{ ...enrollment, holdReason }], now);
  await refreshHeld(tables, [enrollment.id], now);
}
