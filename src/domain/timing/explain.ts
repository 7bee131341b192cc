import { DateTime } from 'luxon';
import type { AnchorKind, BaseRule, MoveRule, Trace, TraceMove, TraceTime } from './trace.js';

/** A trace as sentences, one an entry, in the order in which it happened; times on the clock of `zone`. */
export function explainTrace(trace: Trace, zone: string): string[] {
  return trace.map((entry, index) => {
    const show = (time: TraceTime) => showTime(time, zone);
    if (entry.rule === 'anchor') return `Counts from ${anchorWords[entry.of](quoted(entry.step))}, ${show(entry.at)}.`;
    if (entry.rule === 'base') return `${baseSentence(entry.by)}: ${show(entry.to)}.`;
    return moveSentence(entry, show, index === trace.length - 1);
  });
}

/** The moves alone, in a few words, for a table: "weekend or closed day, window opens"; empty when nothing moved it. */
export function explainMoves(trace: Trace): string {
  const words = trace.flatMap((entry) => (entry.rule === 'anchor' || entry.rule === 'base' ? [] : [shortMove(entry)]));
  return words.join(', then ');
}

/** "Mon 2 Mar 2026 15:01" on the zone's clock. */
export function showTime(time: TraceTime, zone: string): string {
  return DateTime.fromISO(time, { zone }).setLocale('en-GB').toFormat('ccc d LLL yyyy HH:mm');
}

const anchorWords: Record<AnchorKind, (step: string) => string> = {
  enrolled: () => 'the enrollment',
  fired: (step) => `the firing of ${step}`,
  planned: (step) => `the time planned for ${step}`,
  done: (step) => `the moment ${step} was done`,
  skipped: (step) => `the moment ${step} was skipped`,
  published: (step) => `the published edit that closed ${step}`,
};

function quoted(step: string | null): string {
  return step === null ? 'the step before' : `"${step}"`;
}

function baseSentence(by: BaseRule): string {
  switch (by.form) {
    case 'at': {
      const at = by.isDefault ? `${by.at}, the default time` : by.at;
      return by.days === 0 ? `The next ${at}` : `${count(by.days, 'day')} later at ${at}`;
    }
    case 'delay': {
      if (by.days === 0 && by.minutes === 0) return 'At once';
      const parts = [by.days > 0 ? count(by.days, 'day') : '', by.minutes > 0 ? elapsed(by.minutes) : ''];
      return `${parts.filter((part) => part !== '').join(' and ')} later`;
    }
    case 'repeat-days':
      return `Repeats ${count(by.days, 'day')} later at ${by.at ?? 'the same time of day'}`;
    case 'repeat-hours':
      return `Repeats ${count(by.hours, 'hour')} later`;
  }
}

type Move = Extract<TraceMove, { from: TraceTime }>;
type Show = (time: TraceTime) => string;

/** What moved it; the sentence goes on "...: moved to <time>". */
const because: Record<MoveRule, (note: string, show: Show) => string> = {
  grid: (note) => `Delays end on the ${note === '' ? 'grid' : `${note}-minute grid`}`,
  weekdays: () => "Not one of the step's weekdays",
  'window-days': () => 'The sending window is closed on that weekday',
  'window-skip': () => 'The sending window skips that date',
  holiday: (note) => `Public holiday${note === '' ? '' : ` (${note})`}`,
  'window-from': () => 'Before the sending window opens',
  'window-to': () => 'After the sending window has closed',
  overtaken: () => 'The step before was over only later, so the planned time had passed',
  'same-date': () => 'Not on the date of the outward step before it',
  'edit-immediate': (note, show) => `Put next by the edit of ${show(note)}: tomorrow at the default time`,
  'edit-past-at': (note, show) => `Put next by the edit of ${show(note)}, when its time had passed: the next such time`,
  'edit-past-delay': (note, show) =>
    `Put next by the edit of ${show(note)}, when its time had passed: tomorrow at the default time`,
  'edit-ahead': (note, show) => `Put next by the edit of ${show(note)}, its time still ahead`,
  'resume-keep': (note, show) => `Overdue when resumed at ${show(note)}`,
  'resume-shift': (note, show) => `Resumed at ${show(note)}, moved by the length of the pause`,
  'resume-spread': (note, show) => `Resumed at ${show(note)}, overdue steps spread out`,
  'wall-time': () => "Up to the step's own time of day",
  late: (note) => `Drumbeat was ${elapsed(Number(note))} late for it`,
};

function moveSentence(entry: Move, show: Show, isLast: boolean): string {
  const reason = because[entry.rule](entry.note ?? '', show);
  if (entry.from === entry.to) return isLast ? `${reason}: ${show(entry.to)}.` : `${reason}.`;
  return `${reason}: moved to ${show(entry.to)}.`;
}

const shortly: Record<MoveRule, string> = {
  grid: 'up to the grid',
  weekdays: 'not its weekday',
  'window-days': 'window closed that day',
  'window-skip': 'skipped date',
  holiday: 'holiday',
  'window-from': 'window not open yet',
  'window-to': 'window closed',
  overtaken: 'overtaken',
  'same-date': 'not on the same date',
  'edit-immediate': 'edit',
  'edit-past-at': 'edit',
  'edit-past-delay': 'edit',
  'edit-ahead': 'edit',
  'resume-keep': 'resumed',
  'resume-shift': 'shifted',
  'resume-spread': 'spread',
  'wall-time': 'up to its time of day',
  late: 'late',
};

function shortMove(entry: Move): string {
  return entry.rule === 'holiday' && entry.note ? `holiday (${entry.note})` : shortly[entry.rule];
}

function elapsed(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 ? count(hours, 'hour') : '', rest > 0 || hours === 0 ? count(rest, 'minute') : ''];
  return parts.filter((part) => part !== '').join(' ');
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
