import type { DateTime } from 'luxon';
import { type EnrollOptions, enroll } from '../../domain/enrollment/enroll.js';
import { pause } from '../../domain/enrollment/pause.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import { once } from '../../domain/once.js';
import type { Plan } from '../../domain/timing/plan.js';
import { newEnrollment } from '../enrollments/newEnrollment.js';
import { plansIn } from '../enrollments/planOf.js';
import { happenings } from '../enrollments/saveChanged.js';
import { ledgerRow } from '../enrollments/saveTransition.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, PauseScope } from '../ports/stores/enrollments.js';
import type { StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';

/** What those who are enrolled together share: one object for all of them. */
export interface Whole {
  readonly version: SequenceVersion;
  readonly workspace: Workspace;
  readonly options: EnrollOptions;
}

export interface Beginning {
  readonly whole: Whole;
  readonly contact: StoredContact;
  readonly ownerId: string;
  /** Whose hand it is; unless told, a step's. */
  readonly byId?: string;
  /** What holds it from the beginning. */
  readonly pauses: readonly PauseScope[];
}

interface Context {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly now: DateTime;
}

/** Stores a contact's new enrollment and what of its dates is past already. Null: the contact is in the sequence. */
export async function beginEnrollment(context: Context, beginning: Beginning): Promise<Enrollment | null> {
  return (await beginEnrollments(context, [beginning]))[0] ?? null;
}

/** {@link beginEnrollment} of many, in a few statements. Those that are new, in their order. */
export async function beginEnrollments(
  { tables, ids, now }: Context,
  beginnings: readonly Beginning[],
): Promise<readonly Enrollment[]> {
  // What is the same for many is worked out once: their progress is one object too.
  const planIn = once(({ version, workspace }: Whole) => plansIn(version, workspace));
  const begin = once(({ options }: Whole) => once((plan: Plan) => enroll(plan, now, options)));
  const paused = once((progress: Progress) => pause(progress, now).progress);
  const begun = new Map(
    beginnings.map(({ whole, contact, ownerId, byId, pauses }) => {
      const plan = planIn(whole)(contact);
      const { progress: first, records } = begin(whole)(plan);
      const progress = pauses.length > 0 ? paused(first) : first;
      const { version } = whole;
      const enrollment = newEnrollment({ id: ids.next(), version, contact, ownerId, progress, pauses, now });
      return [enrollment, { plan, records, byId }] as const;
    }),
  );
  const created = await tables.enrollments.createMany([...begun.keys()]);
  await tables.history.add(
    created.flatMap((enrollment) => {
      const { id: enrollmentId, workspaceId, ownerId } = enrollment;
      const byId = begun.get(enrollment)?.byId;
      const before = { ...enrollment, pauses: [], pausedUntil: null };
      const about = { workspaceId, enrollmentId, at: now };
      return [
        ...(byId === undefined || byId === ownerId ? [] : [{ ...about, byId, what: { kind: 'enrolled' } as const }]),
        ...happenings({ before, after: enrollment }).map((what) => ({ ...about, byId: null, what })),
      ];
    }),
  );
  await tables.executions.record(
    created.flatMap((enrollment) => {
      const { plan, records = [] } = begun.get(enrollment) ?? {};
      return plan === undefined ? [] : records.map((record) => ledgerRow(record, enrollment, plan, ids));
    }),
  );
  return created;
}
