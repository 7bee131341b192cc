import { DateTime } from 'luxon';
import type { StepId } from '../steps/step-kind.js';
import type { AnchorKind, BaseRule, MoveRule, Trace, TraceMove, TraceTime } from './trace.js';

/**
 * A trace as sentences, one an entry, in the order in which it happened; times on the clock of `zone`. `nameOf`: what
 * people call a step. `enrolledAt`: when the enrollment was made, which may count from later than that.
 */
export function explainTrace(
  trace: Trace,
  zone: string,
  nameOf: (step: StepId) => string = (step) => step,
  enrolledAt: DateTime | null = null,
): string[] {
  const show = showShortly(trace, zone);
  return trace.map((entry, index) => {
    if (entry.rule === 'anchor') {
      if (entry.of === 'enrolled' && enrolledAt !== null && DateTime.fromISO(entry.at) > enrolledAt) {
        return `Counts from ${show(entry.at)}, when it was asked to begin.`;
      }
      const step = entry.step === null ? 'the step before' : `“${nameOf(entry.step)}”`;
      return `Counts from ${anchorWords[entry.of](step, show(entry.at))}.`;
    }
    if (entry.rule === 'base') return `${baseSentence(entry.by)}: ${show(entry.to)}.`;
    return moveSentence(entry, show, index === trace.length - 1);
  });
}

/** The moves alone, in a few words, for a table: "not on that weekday, then window closed"; empty when nothing moved it. */
export function explainMoves(trace: Trace): string {
  const words = trace.flatMap((entry) => (entry.rule === 'anchor' || entry.rule === 'base' ? [] : [shortMove(entry)]));
  return words.join(', then ');
}

/** "Mon 2 Mar 2026 15:01" on the zone's clock. */
export function showTime(time: TraceTime, zone: string): string {
  return DateTime.fromISO(time, { zone }).setLocale('en-GB').toFormat('ccc d LLL yyyy HH:mm');
}

/** Weekday, date and time; with the year where the trace has times of more than one. */
function showShortly(trace: Trace, zone: string): Show {
  const read = (time: TraceTime) => DateTime.fromISO(time, { zone }).setLocale('en-GB');
  const years = new Set(trace.flatMap((entry) => timesOf(entry).map((time) => read(time).year)));
  return (time) => read(time).toFormat(years.size > 1 ? 'ccc d LLL yyyy, HH:mm' : 'ccc d LLL, HH:mm');
}

function timesOf(entry: TraceMove): TraceTime[] {
  if (entry.rule === 'anchor') return [entry.at];
  return 'from' in entry ? [entry.from, entry.to] : [entry.to];
}

const anchorWords: Record<AnchorKind, (step: string, at: string) => string> = {
  enrolled: (_step, at) => `the enrollment, ${at}`,
  fired: (step, at) => `${step}, which went out ${at}`,
  planned: (step, at) => `the time planned for ${step}, ${at}`,
  done: (step, at) => `${step}, done ${at}`,
  skipped: (step, at) => `${step}, skipped ${at}`,
  published: (step, at) => `the edit that closed ${step}, published ${at}`,
};

function baseSentence(by: BaseRule): string {
  switch (by.form) {
    case 'at': {
      const at = by.isDefault ? `${by.at}, the usual time` : by.at;
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
    case 'date':
      return dateSentence(by);
  }
}

function dateSentence(by: Extract<BaseRule, { form: 'date' }>): string {
  const date = DateTime.fromISO(by.date, { zone: 'utc' }).setLocale('en-GB').toFormat('d LLL yyyy');
  const named = by.event === null ? date : `${by.event}, ${date}`;
  const { offsetDays: days } = by;
  const before = days === 0 ? 'On' : `${count(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'}`;
  return `${before} ${named}${by.annually ? ', every year' : ''}, at ${by.at}`;
}

type Move = Extract<TraceMove, { from: TraceTime }>;
type Show = (time: TraceTime) => string;

/** What moved it; the sentence goes on ": moved to <time>", or ": <time>" where it says itself how. */
const because: Record<MoveRule, (note: string, show: Show) => string> = {
  grid: (note) => gridWords(note),
  weekdays: () => 'The step does not go out on that weekday',
  'window-days': () => 'The sending window is closed on that weekday',
  'window-skip': () => 'The sending window skips that date',
  holiday: (note) => `Public holiday${note === '' ? '' : ` (${note})`}`,
  'window-from': () => 'Before the sending window opens',
  'window-to': () => 'After the sending window has closed',
  overtaken: () => 'The step before was over only later, so the planned time had passed',
  'same-date': () => 'Not on the date of the outward step before it',
  'edit-immediate': (note, show) => `Put next by the edit of ${show(note)}, so the day after at the usual time`,
  'edit-past-at': (note, show) =>
    `Put next by the edit of ${show(note)}, when its time had passed, so the next such time`,
  'edit-past-delay': (note, show) =>
    `Put next by the edit of ${show(note)}, when its time had passed, so the day after at the usual time`,
  'edit-ahead': (note, show) => `Put next by the edit of ${show(note)}, its time still ahead`,
  'resume-keep': (note, show) => `Overdue when resumed ${show(note)}`,
  'resume-shift': (note, show) => `Resumed ${show(note)}, and shifted by the length of the pause`,
  'resume-spread': (note, show) => `Resumed ${show(note)}, and overdue steps spread out`,
  'wall-time': () => "On to the step's own time of day",
  late: (note) => `Drumbeat was ${elapsed(Number(note))} late for it`,
};

/** Moves whose words tell the motion. */
const saysHow: ReadonlySet<MoveRule> = new Set<MoveRule>([
  'grid',
  'wall-time',
  'resume-shift',
  'resume-spread',
  'edit-immediate',
  'edit-past-at',
  'edit-past-delay',
]);

/** `note`: the grid's minutes; 30 where it is not known, as unless set. */
function gridWords(note: string): string {
  const amounts: Readonly<Record<string, string>> = {
    '1': 'minute',
    '5': '5 minutes',
    '10': '10 minutes',
    '15': 'quarter of an hour',
  };
  return `Rounded up to the next ${amounts[note] ?? 'half hour'}`;
}

function moveSentence(entry: Move, show: Show, isLast: boolean): string {
  const reason = because[entry.rule](entry.note ?? '', show);
  if (entry.from === entry.to) return isLast ? `${reason}: ${show(entry.to)}.` : `${reason}.`;
  return `${reason}: ${saysHow.has(entry.rule) ? '' : 'moved to '}${show(entry.to)}.`;
}

const shortly: Record<Exclude<MoveRule, 'grid'>, string> = {
  weekdays: 'not on that weekday',
  'window-days': 'window closed that day',
  'window-skip': 'skipped date',
  holiday: 'holiday',
  'window-from': 'window not open yet',
  'window-to': 'window closed',
  overtaken: 'the step before took longer',
  'same-date': 'one a day',
  'edit-immediate': 'put next by an edit',
  'edit-past-at': 'put next by an edit',
  'edit-past-delay': 'put next by an edit',
  'edit-ahead': 'put next by an edit',
  'resume-keep': 'resumed',
  'resume-shift': 'shifted by a pause',
  'resume-spread': 'spread after a pause',
  'wall-time': 'on to its time of day',
  late: 'late',
};

function shortMove(entry: Move): string {
  const note = entry.note ?? '';
  if (entry.rule === 'grid') return gridWords(note).replace('Rounded', 'rounded');
  return entry.rule === 'holiday' && entry.note ? `holiday (${entry.note})` : shortly[entry.rule];
}

/** `1 hour 30 minutes`. */
export function elapsed(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 ? count(hours, 'hour') : '', rest > 0 || hours === 0 ? count(rest, 'minute') : ''];
  return parts.filter((part) => part !== '').join(' ');
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
