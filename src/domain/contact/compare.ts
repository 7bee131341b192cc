import { DateTime } from 'luxon';
import { isCalendarDate } from '../sequence/calendar-date.js';
import type { Comparison } from '../steps/condition.js';
import type { FactScalar, FactValue } from './facts.js';

/**
 * How a field compares with a value (scheduling.md, "Conditions"). Numbers, and texts that are numbers, compare as
 * numbers; dates, and date-times by their date, as dates; everything else as texts without case. What is empty makes
 * every comparison false.
 */
export function compares(field: FactValue, is: Comparison, value: FactScalar): boolean {
  if (isEmpty(field)) return false;
  if (is === 'contains') return contains(field, value);
  if (isList(field)) return is === 'not equal';
  const order = orderOf(field, value);
  switch (is) {
    case 'equal':
      return order === 0 || (order === null && textOf(field) === textOf(value));
    case 'not equal':
      return !compares(field, 'equal', value);
    case 'at least':
      return order !== null && order >= 0;
    case 'at most':
      return order !== null && order <= 0;
  }
}

/** Missing, blank, or a list without elements. */
export function isEmpty(field: FactValue): boolean {
  if (isList(field)) return field.length === 0;
  return field === null || (typeof field === 'string' && field.trim() === '');
}

/** The date that a field holds, a date-time's as it is written; null where it holds none. `YYYY-MM-DD`. */
export function dateIn(field: FactValue): string | null {
  if (typeof field !== 'string') return null;
  const text = field.trim();
  if (isCalendarDate(text)) return text;
  if (!/^\d{4}[-\dW]*T\d/.test(text)) return null;
  return DateTime.fromISO(text, { setZone: true }).toISODate();
}

function contains(field: FactValue, value: FactScalar): boolean {
  if (isList(field)) return field.some((element) => compares(element, 'equal', value));
  return typeof field === 'string' && value !== null && textOf(field).includes(textOf(value));
}

/** Below, at or above 0; null where the two are neither numbers nor dates. */
function orderOf(one: FactScalar, other: FactScalar): number | null {
  const [a, b] = [numberIn(one), numberIn(other)];
  if (a !== null && b !== null) return a - b;
  const [from, to] = [dateIn(one), dateIn(other)];
  if (from === null || to === null) return null;
  return from < to ? -1 : from > to ? 1 : 0;
}

function numberIn(value: FactScalar): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

function textOf(value: FactScalar): string {
  return String(value).toLowerCase();
}

function isList(field: FactValue): field is readonly FactScalar[] {
  return Array.isArray(field);
}
