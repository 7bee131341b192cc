import { IANAZone } from 'luxon';
import { type Refused, refused } from '../refusal.js';

export type Zone = { readonly ok: true; readonly zone: string } | Refused;

/** Reads an IANA time zone, `America/New_York`, taking spaces for underscores and any case. `reason` is a sentence. */
export function parseZone(text: string): Zone {
  const written = text.trim().replace(/ +/g, '_');
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === written.toLowerCase());
  if (known !== undefined) return { ok: true, zone: known };
  // Links such as Asia/Calcutta or UTC are zones too, though not in that list. Offsets (+02:00) are not places.
  if (/^[a-z]/i.test(written) && IANAZone.isValidZone(written)) return { ok: true, zone: written };
  return refused('notZone', text.trim());
}
