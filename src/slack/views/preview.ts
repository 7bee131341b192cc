import type { DateTime } from 'luxon';
import { aheadOf, placeOf, shortTime, timeOnBoth } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownPreview, Undated } from '../../app/shown/sequences.js';

/** `Thu 3 Dec, 10:00 · +2 days`, counted from the day of enrolling; on the reader's clock, and the sequence's. */
export function previewDate(preview: ShownPreview, index: number): string {
  const at = preview.dates[index] ?? null;
  if (at === null) return undatedWords[preview.undated[index] ?? 'task'];
  return dateAfter(at, preview);
}

/** From when dates are counted, and on whose clocks. */
type Counted = Pick<ShownPreview, 'enrolledAt' | 'reader' | 'zone'>;

export function dateAfter(at: DateTime, counting: Counted): string {
  const days = daysAfter(at, counting);
  const after = days === 0 ? 'same day' : `+${counted(days, 'day')}`;
  return `${timeOnBoth(at, counting.reader, counting.zone, counting.enrolledAt)} · ${after}`;
}

const undatedWords: Readonly<Record<Undated, string>> = {
  task: 'when the task before it is done',
  'own-date': 'on each contact’s own date',
  past: 'its date is past',
};

/** What the dates stand on; `of`: the sequence's `zone`, for dates of nobody in particular. */
export function previewNote({ enrolledAt, reader, zone }: Counted, of?: 'account' | 'contact'): string {
  const clock = aheadOf(enrolledAt, zone, reader);
  return [
    `Dates for somebody enrolled ${shortTime(enrolledAt, reader)} (${reader}), tasks done at once.`,
    ...(of === 'contact' ? ['Contacts with a time zone of their own get these times on their own clock.'] : []),
    ...(clock === null ? [] : [`The sequence goes by the clock in ${placeOf(zone)}, ${clock} yours.`]),
  ].join(' ');
}

function daysAfter(at: DateTime, { enrolledAt, zone }: Counted): number {
  return Math.round(at.setZone(zone).startOf('day').diff(enrolledAt.setZone(zone).startOf('day'), 'days').days);
}
