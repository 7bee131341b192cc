import type { DateTime } from 'luxon';
import type { Progress } from '../../domain/enrollment/progress.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';
import { withProgress } from './saveTransition.js';

/** An enrollment that begins now, stored nowhere yet. */
export function newEnrollment(of: {
  readonly id: string;
  readonly version: Pick<SequenceVersion, 'id' | 'sequenceId'>;
  readonly contact: Pick<StoredContact, 'id' | 'workspaceId'>;
  readonly ownerId: string;
  readonly progress: Progress;
  /** What it begins paused by. */
  readonly pauses?: Enrollment['pauses'];
  readonly now: DateTime;
}): Enrollment {
  const { id, version, contact, ownerId, progress, pauses = [], now } = of;
  const whose = { workspaceId: contact.workspaceId, contactId: contact.id, ownerId };
  const begun = { id, ...whose, sequenceId: version.sequenceId, sequenceVersionId: version.id, enrolledAt: now };
  return withProgress(
    { ...begun, progress, pauses, pausedUntil: null, hold: null, holdReason: null, queuedFor: null, dueAt: null },
    progress,
  );
}
