import type { DateTime } from 'luxon';
import { type EnrollOptions, enroll } from '../../domain/enrollment/enroll.js';
import { pause } from '../../domain/enrollment/pause.js';
import { newEnrollment } from '../enrollments/newEnrollment.js';
import { planOf } from '../enrollments/planOf.js';
import { happenings } from '../enrollments/saveChanged.js';
import { ledgerRow } from '../enrollments/saveTransition.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, PauseScope } from '../ports/stores/enrollments.js';
import type { StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';

export interface Beginning {
  readonly version: SequenceVersion;
  readonly workspace: Workspace;
  readonly contact: StoredContact;
  readonly ownerId: string;
  /** Whose hand it is; unless told, a step's. */
  readonly byId?: string;
  /** What holds it from the beginning. */
  readonly pauses: readonly PauseScope[];
  readonly options: EnrollOptions;
}

/** Stores a contact's new enrollment and what of its dates is past already. Null: the contact is in the sequence. */
export async function beginEnrollment(
  { tables, ids, now }: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  { version, workspace, contact, ownerId, byId, pauses, options }: Beginning,
): Promise<Enrollment | null> {
  const plan = planOf(version, workspace, contact);
  const begun = enroll(plan, now, options);
  const progress = pauses.length > 0 ? pause(begun.progress, now).progress : begun.progress;
  const enrollment = newEnrollment({ id: ids.next(), version, contact, ownerId, progress, pauses, now });
  if (!(await tables.enrollments.create(enrollment))) return null;
  const before = { ...enrollment, pauses: [], pausedUntil: null };
  const { id: enrollmentId, workspaceId } = enrollment;
  const about = { workspaceId, enrollmentId, at: now };
  await tables.history.add([
    ...(byId === undefined || byId === ownerId ? [] : [{ ...about, byId, what: { kind: 'enrolled' } as const }]),
    ...happenings({ before, after: enrollment }).map((what) => ({ ...about, byId: null, what })),
  ]);
  await tables.executions.record(begun.records.map((record) => ledgerRow(record, enrollment, plan, ids)));
  return enrollment;
}
