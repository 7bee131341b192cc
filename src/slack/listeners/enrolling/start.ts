import type { DateTime } from 'luxon';
import type { Sequence } from '../../../domain/sequence/sequence.js';
import { type StartOnForm, wallInstant } from '../typed-time.js';

/**
 * The instant that an enrollment counts from; undefined for now. A date alone begins so that the first step keeps its own
 * time of day on that date, and at the sequence's usual time where it has none; today without a time is now.
 */
export function startInstant(
  { date, time }: StartOnForm,
  { steps, defaultTime }: Pick<Sequence, 'steps' | 'defaultTime'>,
  stepId: string | null,
  zone: string,
  now: DateTime,
): DateTime | undefined {
  if (date === null) return undefined;
  if (time === null && date === now.setZone(zone).toFormat('yyyy-MM-dd')) return undefined;
  const first = stepId === null ? steps[0] : steps.find(({ id }) => id === stepId);
  const keepsTime = first !== undefined && 'when' in first && first.when?.form === 'at';
  return wallInstant({ date, time: time ?? (keepsTime ? '00:00' : defaultTime) }, zone);
}
