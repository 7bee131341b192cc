import type { DateTime } from 'luxon';

const known = new WeakMap<DateTime, Map<string, DateTime>>();

/**
 * An instant on a zone's clock, worked out once for the many who are looked at in the same moment: asking the system for a
 * zone's time takes longer than all else that a text is filled in with.
 */
export function inZone(instant: DateTime, zone: string): DateTime {
  const zones = known.get(instant) ?? new Map<string, DateTime>();
  known.set(instant, zones);
  const zoned = zones.get(zone) ?? instant.setZone(zone);
  zones.set(zone, zoned);
  return zoned;
}
