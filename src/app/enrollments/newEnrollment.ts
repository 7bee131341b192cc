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
  // As one literal: made of others it took sixty times as long.
  const begun: Enrollment = {
    id,
    workspaceId: contact.workspaceId,
    sequenceId: version.sequenceId,
    sequenceVersionId: version.id,
    contactId: contact.id,
    ownerId,
    progress,
    pauses,
    pausedUntil: null,
    hold: null,
    holdReason: null,
    queuedFor: null,
    dueAt: null,
    enrolledAt: now,
  };
  return withProgress(begun, progress);
}
