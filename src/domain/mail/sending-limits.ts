import type { DateTime } from 'luxon';

/** How many mails one sender address may send in an hour and on a day; null: as many as there are. */
export interface SendingLimits {
  readonly perHour: number | null;
  readonly perDay: number | null;
}

/** How many it has sent, or is sending, in the hour and on the day that are running. */
export interface SentSoFar {
  readonly hour: number;
  readonly day: number;
}

export function isLimited({ perHour, perDay }: SendingLimits): boolean {
  return perHour !== null || perDay !== null;
}

/** Since when mails count: hours and days begin where the account's clock has them begin. */
export function windowsAt(now: DateTime, zone: string): { readonly hour: DateTime; readonly day: DateTime } {
  const local = now.setZone(zone);
  return { hour: local.startOf('hour').toUTC(), day: local.startOf('day').toUTC() };
}

/** How many more may leave now. */
export function leftOf({ perHour, perDay }: SendingLimits, sent: SentSoFar): number {
  const left = (limit: number | null, used: number) =>
    limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - used);
  return Math.min(left(perHour, sent.hour), left(perDay, sent.day));
}

/** When more may leave, where `sent` has used up a limit: at the next day's beginning where it is the day's, else at the next hour's. */
export function opensAt({ perDay }: SendingLimits, sent: SentSoFar, now: DateTime, zone: string): DateTime {
  const local = now.setZone(zone);
  const isDayOver = perDay !== null && sent.day >= perDay;
  const next = isDayOver ? local.startOf('day').plus({ days: 1 }) : local.startOf('hour').plus({ hours: 1 });
  return next.toUTC();
}

/** `100 an hour and 500 a day`; empty where there is no limit. */
export function limitWords({ perHour, perDay }: SendingLimits): string {
  return [perHour === null ? [] : `${perHour} an hour`, perDay === null ? [] : `${perDay} a day`].flat().join(' and ');
}
