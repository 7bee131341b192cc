import { getCountries } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

const names = new Intl.DisplayNames(['en'], { type: 'region' });

const byName = new Map<string, string>([
  ...getCountries(metadata).flatMap((code) => [
    [code.toLowerCase(), code] as const,
    [(names.of(code) ?? code).toLowerCase(), code] as const,
  ]),
  ['usa', 'US'],
  ['united states of america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['czech republic', 'CZ'],
  ['holland', 'NL'],
]);

/** A country's ISO 3166 letters from its letters or its English name; null where there is no such country. */
export function countryCode(text: string): string | null {
  return byName.get(text.trim().replace(/\./g, '').toLowerCase()) ?? null;
}
