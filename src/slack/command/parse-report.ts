import { parsePeriod, usualPeriod } from '../../domain/report/period.js';
import type { Intent } from './intent.js';
import { isKeyword, nameOf, type Word } from './words.js';

/** Words that a period has at the most: `2026-03-01 to 2026-03-15`. */
const mostWords = 3;

/** `report [SEQUENCE] [PERIOD]`, the period last: as many words as make one. What is quoted is a name. */
export function parseReport(words: readonly Word[]): Intent {
  for (let length = Math.min(mostWords, words.length); length > 0; length -= 1) {
    const last = words.slice(-length);
    if (last.some(({ kind }) => kind !== 'text')) continue;
    const period = parsePeriod(last.map(({ text }) => text).join(' '));
    if (period === null) continue;
    const before = words.slice(0, -length);
    const name = isKeyword(before.at(-1), 'for', 'in', 'last') ? before.slice(0, -1) : before;
    return { kind: 'report', sequence: nameOf(name), period };
  }
  return { kind: 'report', sequence: nameOf(words), period: usualPeriod };
}
