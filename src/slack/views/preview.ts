import type { DateTime } from 'luxon';
import type { ShownPreview } from '../../app/shown/sequences.js';
import { dateTime } from './text.js';

/** `Thu 3 Dec, 10:00 (day 2)`, the day of enrolling being day 0. */
export function previewDate(preview: ShownPreview, index: number): string {
  const at = preview.dates[index] ?? null;
  return at === null
    ? 'when the task before it is done'
    : `${dateTime(at, preview.zone, preview.enrolledAt)} (day ${dayNumber(at, preview)})`;
}

/** What the dates stand on. */
export function previewNote(preview: ShownPreview): string {
  return `Dates for somebody enrolled ${dateTime(preview.enrolledAt, preview.zone)} (${preview.zone}), tasks done at once`;
}

function dayNumber(at: DateTime, { enrolledAt, zone }: ShownPreview): number {
  return Math.round(at.setZone(zone).startOf('day').diff(enrolledAt.setZone(zone).startOf('day'), 'days').days);
}
