import { DateTime } from 'luxon';
import { type Refused, refused } from '../refusal.js';

export type CustomValue = { readonly ok: true; readonly value: string | number } | Refused;

/**
 * A custom field's cell: a plain number is a number, everything else a text, plain dates too (they compare as dates,
 * scheduling.md, "Conditions"). A number that would not print as it was written (`007`, `1.50`, twenty digits) stays a
 * text: it may be a code, and a text of digits compares as a number all the same.
 */
export function parseCustomValue(text: string): CustomValue {
  if (/^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text) return { ok: true, value: Number(text) };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !DateTime.fromISO(text, { zone: 'utc' }).isValid) {
    return refused('noSuchDay', text);
  }
  return { ok: true, value: text };
}
