import type { DateTime } from 'luxon';
import type { EnrollmentRefusal } from '../../../app/enrolling/request.js';
import { otherReading, timeOnBoth } from '../../../app/shown/clocks.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { enrollBlocks, stepBlockId } from '../../views/enroll.js';
import type { Acting } from '../acting.js';
import { personRefused } from '../people.js';
import { boldNames, didYouMean, named } from '../refusals.js';

/** Why nobody can be enrolled, in mrkdwn. */
export function refusalText(refusal: EnrollmentRefusal, acting: Acting): string {
  switch (refusal.reason) {
    case 'unknown-sequence':
      return `There is no sequence called “${named(refusal.name)}”.`;
    case 'archived':
      return `${boldNames([refusal.sequence.name])} is archived: nobody comes in any more.`;
    case 'unknown-person':
    case 'refused-person':
      return personRefused(refusal);
    case 'unknown-step':
      return `There is no step \`${named(refusal.stepId)}\` in it.${didYouMean(refusal.nearest === null ? [] : [refusal.nearest])}`;
    case 'start-in-past':
      return overText(refusal.startAt, acting);
    case 'no-address':
      return 'Write the e-mail address of whom to enroll.';
    case 'too-many':
      return `At most ${refusal.most} addresses at a time.`;
  }
}

function overText(startAt: DateTime, { actor, workspace, now }: Acting): string {
  const reader = readerZone(actor, workspace);
  const clock = otherReading(startAt, reader, workspace.zone) === '' ? '' : ' Dates are read on the account’s clock.';
  return `${timeOnBoth(startAt, reader, workspace.zone, now)} is over already: take a later time.${clock}`;
}

/** The form's field that a refusal is about. */
export function refusedField({ reason }: EnrollmentRefusal, sequenceId: string, blockIds: readonly string[]): string {
  const step = stepBlockId(sequenceId);
  switch (reason) {
    case 'unknown-sequence':
    case 'archived':
      return enrollBlocks.sequence;
    case 'unknown-person':
    case 'refused-person':
      return enrollBlocks.owner;
    case 'unknown-step':
      return blockIds.includes(step) ? step : enrollBlocks.sequence;
    case 'start-in-past':
      return enrollBlocks.date;
    case 'no-address':
    case 'too-many':
      return enrollBlocks.addresses;
  }
}
