import type { DateTime } from 'luxon';
import type { Window } from '../sequence/sequence.js';
import type { Weekday } from '../sequence/when.js';
import { minutesOfWallTime, weekdays } from '../sequence/when.js';
import { holidayOn } from './holidays.js';
import type { MoveRule, TraceMove } from './trace.js';
import { traceTime } from './trace.js';
import type { LocalMinutes } from './wall-clock.js';
import { dateOf, instantOf, isoDate, localOf, timeOf, weekdayOf } from './wall-clock.js';

/** A time before weekdays and window: the instant, and the wall time as it was written (it may lie in a spring gap). */
export interface Moment {
  readonly instant: DateTime;
  readonly local: LocalMinutes;
}

/** What a time has to keep to. */
export interface Openings {
  readonly zone: string;
  /** The step's own; null: all. */
  readonly weekdays: readonly Weekday[] | null;
  /** Null for control steps, and where the sequence has none. */
  readonly window: Window | null;
}

export interface Settled {
  readonly instant: DateTime;
  readonly moves: readonly TraceMove[];
}

/** Ten years: only a window whose every day is a holiday is looked at for so long. */
const mostDates = 3660;

/**
 * Moves a time forward until the step's weekdays and the window hold: the date first, keeping the wall time as written,
 * then the time of day. What no rule moved stays exactly as it was (scheduling.md, "Then, moving forward only").
 */
export function settle({ zone, weekdays: chosen, window }: Openings, moment: Moment): Settled {
  const moves: TraceMove[] = [];
  let local = moment.local;
  let instant = moment.instant;
  const moveTo = (to: LocalMinutes, rule: MoveRule, note?: string) => {
    const from = traceTime(instant);
    local = to;
    instant = landing(zone, to, moment.instant);
    moves.push({ rule, from, to: traceTime(instant), ...(note === undefined ? {} : { note }) });
  };
  const settleDate = () => {
    for (let looked = 0; looked < mostDates; looked++) {
      const closed = closedDate(dateOf(local), chosen, window);
      if (closed === null) return;
      let date = dateOf(local) + 1;
      while (looked++ < mostDates && closedDate(date, chosen, window)?.rule === closed.rule) date += 1;
      moveTo(localOf(date, timeOf(local)), closed.rule, closed.note);
    }
  };
  settleDate();
  if (!window) return { instant, moves };
  const from = minutesOfWallTime(window.from);
  if (timeOf(local) < from) {
    moveTo(localOf(dateOf(local), from), 'window-from');
  } else if (timeOf(local) >= minutesOfWallTime(window.to)) {
    moveTo(localOf(dateOf(local) + 1, from), 'window-to');
    settleDate();
  }
  return { instant, moves };
}

/** Of an ambiguous autumn time the second occurrence, where the first would lie before the instant that was moved. */
function landing(zone: string, local: LocalMinutes, moved: DateTime): DateTime {
  const first = instantOf(zone, local);
  return first < moved ? instantOf(zone, local, 'second') : first;
}

/** Why a date is closed; null when it is open. */
function closedDate(date: number, chosen: readonly Weekday[] | null, window: Window | null) {
  const weekday = weekdays[weekdayOf(date)] ?? 'mon';
  if (chosen && !chosen.includes(weekday)) return { rule: 'weekdays' as const };
  if (!window) return null;
  if (window.days && !window.days.includes(weekday)) return { rule: 'window-days' as const };
  if (window.skip.length === 0 && window.holidays === null) return null;
  const text = isoDate(date);
  if (window.skip.includes(text)) return { rule: 'window-skip' as const, note: text };
  const holiday = window.holidays === null ? null : holidayOn(window.holidays, text);
  return holiday === null ? null : { rule: 'holiday' as const, note: holiday };
}
