import type { Weekday } from '../../domain/sequence/when.js';
import { weekdays } from '../../domain/sequence/when.js';
import type { TypedStart } from './intent.js';
import { isKeyword, type Word } from './words.js';

/** A value with how many words it took. */
export interface Read<T> {
  readonly value: T;
  readonly used: number;
}

/** `08:30`, `8:30`, `8.30`, `8am`, `8:30 pm`, `noon`, `midnight` as HH:mm; null for anything else. */
export function readTime(words: readonly Word[]): Read<string> | null {
  const [first, second] = words;
  if (first?.kind !== 'text') return null;
  const text = first.text.toLowerCase();
  if (text === 'noon') return { value: '12:00', used: 1 };
  if (text === 'midnight') return { value: '00:00', used: 1 };
  const [, hours, minutes, half] = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m?\.?)?$/.exec(text) ?? [];
  if (hours === undefined) return null;
  const apart = half === undefined && isKeyword(second, 'am', 'pm', 'a.m.', 'p.m.') ? second?.text : undefined;
  const value = wallTime(Number(hours), minutes, (half ?? apart)?.toLowerCase()[0]);
  return value === null ? null : { value, used: apart === undefined ? 1 : 2 };
}

function wallTime(hours: number, minutes: string | undefined, half: string | undefined): string | null {
  // A bare number is no time: "8" could be anything.
  if (half === undefined && minutes === undefined) return null;
  if (half !== undefined && (hours < 1 || hours > 12)) return null;
  const hour = half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes ?? '0') > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
}

/** `2026-12-01 [at] 09:00`, `2026-12-01T09:00`, `tomorrow 9am`, `monday`; null for anything else. */
export function readStart(words: readonly Word[]): Read<TypedStart> | null {
  const [first, ...rest] = words;
  if (first?.kind !== 'text') return null;
  const [, joined, joinedTime] = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})(?::00)?$/i.exec(first.text) ?? [];
  const date = readDate(joined ?? first.text.replace(/,$/, ''));
  if (date === null) return null;
  if (joinedTime !== undefined) {
    const time = readTime([{ kind: 'text', text: joinedTime }]);
    return time === null ? null : { value: { date, time: time.value }, used: 1 };
  }
  const skipped = isKeyword(rest[0], 'at') ? 1 : 0;
  const time = readTime(rest.slice(skipped));
  if (time === null) return { value: { date, time: null }, used: 1 };
  return { value: { date, time: time.value }, used: 1 + skipped + time.used };
}

/** {@link readStart}, or a time alone: today's. */
export function readMoment(words: readonly Word[]): Read<TypedStart> | null {
  const time = readTime(words);
  return time === null ? readStart(words) : { value: { date: { word: 'today' }, time: time.value }, used: time.used };
}

/** The inverse of {@link readStart}. */
export function startText({ date, time }: TypedStart): string {
  return ['iso' in date ? date.iso : date.word, ...(time === null ? [] : [time])].join(' ');
}

/** Whether somebody meant a date: a message can then say what is wrong with it. */
export function looksLikeDate(word: Word | undefined): boolean {
  return word?.kind === 'text' && /^\d{1,4}[-/.]\d|^\d{1,2}(st|nd|rd|th)$/i.test(word.text);
}

/** {@link looksLikeDate}, of a time of day. */
export function looksLikeTime(word: Word | undefined): boolean {
  return word?.kind === 'text' && /^\d{1,3}:\d{1,3}([ap]m)?$|^\d{1,3}[ap]m$/i.test(word.text);
}

function readDate(text: string): TypedStart['date'] | null {
  const lower = text.toLowerCase();
  if (lower === 'yesterday' || lower === 'today' || lower === 'tomorrow') return { word: lower };
  const weekday = weekdayOf(lower);
  if (weekday !== null) return { word: weekday };
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDate = !Number.isNaN(utc) && Date.UTC(Number(year), Number(month), 0) >= utc;
  return isDate && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 ? { iso: text } : null;
}

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function weekdayOf(lower: string): Weekday | null {
  if (lower.length < 3) return null;
  const index = dayNames.findIndex((name) => name === lower || name.slice(0, 3) === lower);
  return weekdays[index] ?? null;
}

/** `4 hours`, `4h`, `90 minutes`, `2 days` in minutes; null for anything else. */
export function readMinutes(words: readonly Word[]): Read<number> | null {
  const [first, second] = words;
  if (first?.kind !== 'text') return null;
  const [, amount, unit] = /^(\d{1,6})([a-z]*)$/i.exec(first.text) ?? [];
  if (amount === undefined) return null;
  const joined = unit !== '' && unit !== undefined;
  const word = joined ? unit : second?.kind === 'text' ? second.text : '';
  const factor = minutesIn(word.toLowerCase());
  return factor === null ? null : { value: Number(amount) * factor, used: joined ? 1 : 2 };
}

function minutesIn(unit: string): number | null {
  if (['m', 'min', 'mins', 'minute', 'minutes'].includes(unit)) return 1;
  if (['h', 'hr', 'hrs', 'hour', 'hours'].includes(unit)) return 60;
  return ['d', 'day', 'days'].includes(unit) ? 1440 : null;
}
