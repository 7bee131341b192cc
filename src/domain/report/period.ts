import { DateTime } from 'luxon';
import { reportLimits } from '../limits.js';

/** Which touches a report is about, as people say it. */
export type Period =
  | { readonly kind: 'all' }
  /** So many days, today among them. */
  | { readonly kind: 'days'; readonly days: number }
  /** ISO dates, both among them. */
  | { readonly kind: 'dates'; readonly from: string; readonly to: string };

/** Unless another one is asked for. */
export const usualPeriod: Period = { kind: 'days', days: 30 };

const daysOf: Readonly<Record<string, number>> = { d: 1, day: 1, days: 1, w: 7, week: 7, weeks: 7 };

/** `30d`, `4w`, `today`, `all`, `2026-03`, `2026-03-01..2026-03-15`; null for what is none. */
export function parsePeriod(text: string): Period | null {
  const typed = text.trim().toLowerCase();
  if (typed === 'all') return { kind: 'all' };
  if (typed === 'today') return { kind: 'days', days: 1 };
  const [, number = '', unit = ''] = /^(\d{1,4})\s?(d|days?|w|weeks?)$/.exec(typed) ?? [];
  const days = Number(number) * (daysOf[unit] ?? 0);
  if (days > 0) return days > reportLimits.days ? null : { kind: 'days', days };
  const month = /^\d{4}-\d{2}$/.test(typed) ? DateTime.fromISO(typed, { zone: 'utc' }) : null;
  if (month?.isValid) return dates(month, month.endOf('month'));
  const [, first = '', last = first] =
    /^(\d{4}-\d{2}-\d{2})(?:\s?(?:\.\.|to)\s?(\d{4}-\d{2}-\d{2}))?$/.exec(typed) ?? [];
  const [from, to] = [first, last].map((date) => DateTime.fromISO(date, { zone: 'utc' }));
  return from?.isValid && to?.isValid && from <= to ? dates(from, to) : null;
}

function dates(from: DateTime, to: DateTime): Period {
  return { kind: 'dates', from: from.toISODate() ?? '', to: to.toISODate() ?? '' };
}

/** The same as {@link parsePeriod} reads it. */
export function periodText(period: Period): string {
  if (period.kind === 'all') return 'all';
  return period.kind === 'days' ? `${period.days}d` : `${period.from}..${period.to}`;
}

/** From when to before when, whole days in a zone; null: without a bound. */
export function boundsOf(
  period: Period,
  now: DateTime,
  zone: string,
): { readonly from: DateTime | null; readonly to: DateTime | null } {
  switch (period.kind) {
    case 'all':
      return { from: null, to: null };
    case 'days':
      return {
        from: now
          .setZone(zone)
          .startOf('day')
          .minus({ days: period.days - 1 }),
        to: null,
      };
    case 'dates':
      return {
        from: DateTime.fromISO(period.from, { zone }),
        to: DateTime.fromISO(period.to, { zone }).plus({ days: 1 }),
      };
  }
}
