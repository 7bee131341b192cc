import { readStart } from './times.js';
import { isKeyword, textOf, type Word } from './words.js';

/** A day that words end in, where they may be no name: `tomorrow`, `saas-outbound on monday`, `until 2026-12-01 at 9am`. */
export interface DayAtEnd {
  /** What stands before it, as typed; empty where nothing does. */
  readonly before: string;
  /** As `pause ... until` takes it; null where it is not ahead (`today`, `yesterday`). */
  readonly until: string | null;
}

/** Null where the words end in no day. */
export function readDayAtEnd(words: readonly Word[]): DayAtEnd | null {
  const at = words.findIndex((_, index) => readStart(words.slice(index))?.used === words.length - index);
  const day = readStart(words.slice(Math.max(at, 0)))?.value.date;
  if (at < 0 || day === undefined) return null;
  const hasPreposition = isKeyword(words[at - 1], 'on', 'until', 'till', 'from', 'after', 'by', 'at', 'starting');
  const before = textOf(words.slice(0, hasPreposition ? at - 1 : at));
  if ('iso' in day) return { before, until: day.iso };
  const isAhead = day.word !== 'today' && day.word !== 'yesterday';
  return { before, until: isAhead ? (words[at]?.text.toLowerCase().replace(/,$/, '') ?? null) : null };
}
