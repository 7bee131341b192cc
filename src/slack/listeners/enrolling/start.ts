import { DateTime } from 'luxon';
import type { Sequence } from '../../../domain/sequence/sequence.js';
import { weekdays } from '../../../domain/sequence/when.js';
import { instantOf, minutesOf } from '../../../domain/timing/wall-clock.js';
import type { TypedStart } from '../../command/intent.js';

/** A date and a time of day as a form holds them: `YYYY-MM-DD` and `HH:mm`. */
export interface StartOnForm {
  readonly date: string | null;
  readonly time: string | null;
}

/** What `on tomorrow 9am` means now, on the clock of `zone`. A weekday is the next one, today where its time is ahead. */
export function readTypedStart({ date, time }: TypedStart, zone: string, now: DateTime): StartOnForm {
  if ('iso' in date) return { date: date.iso, time };
  const here = now.setZone(zone);
  const ahead = time !== null && time > here.toFormat('HH:mm');
  return { date: here.plus({ days: daysUntil(date.word, here, ahead) }).toFormat('yyyy-MM-dd'), time };
}

function daysUntil(
  word: Extract<TypedStart['date'], { word: unknown }>['word'],
  here: DateTime,
  ahead: boolean,
): number {
  if (word === 'today') return 0;
  if (word === 'tomorrow') return 1;
  const days = (weekdays.indexOf(word) + 1 - here.weekday + 7) % 7;
  return days === 0 && !ahead ? 7 : days;
}

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
  const wall = DateTime.fromISO(`${date}T${time ?? (keepsTime ? '00:00' : defaultTime)}`, { zone: 'utc' });
  return instantOf(zone, minutesOf(wall));
}
