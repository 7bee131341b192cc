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

/** The zone that a mistake is near to, or whose city it is: `london`, `new_york_city` and `nyc` as well as `europe/lodnon`. */
const nearestZone = onceOf(mostMistakes, (typed: string): string | null => {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  const names = new Map(zones.flatMap((zone) => [cityOf(zone), zone.toLowerCase()].map((name) => [name, zone])));
  // `são_paulo` is written without its accents there.
  const written = typed.normalize('NFD').replace(/\p{M}/gu, '');
  // Nearly everybody gets the first letter right, and a file may have thousands of mistakes.
  const alike = [...names.keys()].filter((name) => name[0] === written[0]);
  const meant = nameAtStart(written, alike) ?? cityOfInitials(written, alike) ?? nearest(written, alike);
  return meant === null ? null : (names.get(meant) ?? null);
});

/** The longest name that a text begins with, and no word of it goes on: `new_york` of `new_york_city`, `paris` of `paris,_france`. */
function nameAtStart(written: string, names: readonly string[]): string | null {
  const begun = names.filter((name) => written.startsWith(name) && !/^[\p{L}\d]/u.test(written.slice(name.length)));
  return begun.sort((one, other) => other.length - one.length)[0] ?? null;
}

/** `new_york` of `nyc`: the initials of one city alone, and of City. Without the last, they are as often something else. */
function cityOfInitials(written: string, names: readonly string[]): string | null {
  const [city, ...others] = names.filter((name) => written === `${initialsOf(name)}c`);
  return others.length === 0 ? (city ?? null) : null;
}

function initialsOf(name: string): string | null {
  const words = name.split(/[_-]/);
  return name.includes('/') || words.length < 2 ? null : words.map(([initial]) => initial).join('');
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
}
