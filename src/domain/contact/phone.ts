import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { type Refused, refused } from '../refusal.js';

export type Phone = { readonly ok: true; readonly phone: string } | Refused;

/**
 * Reads a telephone number as people write it and answers it as E.164 (`+442079460000`). A number without `+` and
 * country code needs `defaultCountry` (ISO 3166, such as `US`). `reason` is a sentence.
 */
export function parsePhone(text: string, options: { readonly defaultCountry?: string } = {}): Phone {
  const country = getCountries(metadata).find((code) => code === options.defaultCountry?.toUpperCase());
  const written = text
    .trim()
    .replace(/^tel:/i, '')
    .replace(/^00(?=[1-9])/, '+');
  const number = parsePhoneNumberFromString(
    written,
    country === undefined ? {} : { defaultCountry: country },
    metadata,
  );
  if (number?.isPossible()) return { ok: true, phone: number.number };
  const why =
    written.startsWith('+') || country !== undefined
      ? ''
      : '; begin with + and the country code, as in +44 20 7946 0000';
  return refused('notPhone', text.trim(), why);
}
