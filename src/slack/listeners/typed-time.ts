import { DateTime } from 'luxon';
import { weekdays } from '../../domain/sequence/when.js';
import { instantOf, minutesOf } from '../../domain/timing/wall-clock.js';
import type { TypedStart } from '../command/intent.js';

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

type DayWord = Extract<TypedStart['date'], { word: unknown }>['word'];

function daysUntil(word: DayWord, here: DateTime, ahead: boolean): number {
  if (word === 'yesterday') return -1;
  if (word === 'today') return 0;
  if (word === 'tomorrow') return 1;
  const days = (weekdays.indexOf(word) + 1 - here.weekday + 7) % 7;
  return days === 0 && !ahead ? 7 : days;
}

/** A day and a time as a form holds them, one of which at least is there: a time alone is today's. */
export function typedOnForm({ date, time }: StartOnForm): TypedStart {
  return { date: date === null ? { word: 'today' } : { iso: date }, time };
}

/**
 * The instant of something that happened: `at friday 14:00` is the last Friday, today where that time is over. A day alone is
 * all of it, as far as it is over.
 */
export function pastInstant({ date, time }: TypedStart, zone: string, now: DateTime): DateTime {
  const here = now.setZone(zone);
  const isOver = time === null || time <= here.toFormat('HH:mm');
  const day =
    'iso' in date ? date.iso : here.minus({ days: daysSince(date.word, here, isOver) }).toFormat('yyyy-MM-dd');
  if (time === null && day === here.toFormat('yyyy-MM-dd')) return now.startOf('minute');
  return wallInstant({ date: day, time: time ?? '23:59' }, zone);
}

function daysSince(word: DayWord, here: DateTime, isOver: boolean): number {
  if (word === 'yesterday') return 1;
  if (word === 'today') return 0;
  if (word === 'tomorrow') return -1;
  const days = (here.weekday - weekdays.indexOf(word) - 1 + 7) % 7;
  return days === 0 && !isOver ? 7 : days;
}

/** A wall time on the clock of `zone`; without a time, the beginning of the day. */
export function wallInstant(
  { date, time }: { readonly date: string; readonly time: string | null },
  zone: string,
): DateTime {
  return instantOf(zone, minutesOf(DateTime.fromISO(`${date}T${time ?? '00:00'}`, { zone: 'utc' })));
}
