import { IANAZone } from 'luxon';
import { onceOf } from '../once.js';
import { type Refused, refused } from '../refusal.js';
import { nearest } from '../template/nearest.js';

export type Zone = { readonly ok: true; readonly zone: string } | Refused;

/**
 * Reads an IANA time zone, `America/New_York`, taking spaces for underscores and any case. `reason` is a sentence, which
 * names the zone that may have been meant.
 */
export function parseZone(text: string): Zone {
  const written = text.trim().replace(/ +/g, '_');
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === written.toLowerCase());
  if (known !== undefined) return { ok: true, zone: known };
  // Links such as Asia/Calcutta or UTC are zones too, though not in that list. Offsets (+02:00) are not places.
  if (/^[a-z]/i.test(written) && IANAZone.isValidZone(written)) return { ok: true, zone: written };
  return refused('notZone', text.trim(), nearestZone(written.toLowerCase()));
}

/** How many mistakes are remembered: a file has the same one again and again. */
const mostMistakes = 500;

/** The zone that a mistake is near to, or whose city it is: `london` as well as `europe/lodnon`. */
const nearestZone = onceOf(mostMistakes, (written: string): string | null => {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  const names = new Map(zones.flatMap((zone) => [cityOf(zone), zone.toLowerCase()].map((name) => [name, zone])));
  // Nearly everybody gets the first letter right, and a file may have thousands of mistakes.
  const near = nearest(
    written,
    [...names.keys()].filter((name) => name[0] === written[0]),
  );
  return near === null ? null : (names.get(near) ?? null);
});

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
}
