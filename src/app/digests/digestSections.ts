import { type StepKind, stepKinds } from '../../domain/steps/step-kind.js';
import { blankWords } from '../enrolling/blankWords.js';
import { didWords } from '../enrollments/exitWords.js';
import type { AlarmGapsBetween } from '../ports/stores/alarm-gaps.js';
import type {
  Answer,
  Cut,
  DigestFigures,
  OpenTask,
  PausedCounts,
  RepTasks,
  StuckAtFailure,
  Trouble,
} from '../ports/stores/digest-figures.js';
import type { ShownDigest } from '../posting/shown.js';
import { shortTime } from '../shown/clocks.js';
import { counted, listed } from '../shown/counted.js';
import { shortened } from '../shown/shortened.js';
import { stepNamed } from '../shown/stepNames.js';
import { alarmLines } from './alarmLines.js';
import { lateLine } from './lateLine.js';

type Section = ShownDigest['sections'][number];

/** Lines of one list; the rest of it is "and N more". */
export const mostLines = 10;

/** What a fired step is called; null for one that reaches nobody and is not reported. */
const firedWords: { readonly [K in StepKind]: { readonly one: string; readonly many: string } | null } = {
  email: { one: 'mail', many: 'mails' },
  sms: { one: 'text', many: 'texts' },
  task: { one: 'task', many: 'tasks' },
  postcard: { one: 'postcard', many: 'postcards' },
  fulfillment: { one: 'fulfillment', many: 'fulfillments' },
  rule: null,
  delay: null,
  branch: null,
  exit: null,
};

/** The kinds of steps that a digest counts. */
export const shownKinds: readonly StepKind[] = stepKinds.filter((kind) => firedWords[kind] !== null);

/** The figures as sections of plain lines, what needs a person first; none when there is nothing to report. */
export function digestSections(figures: DigestFigures, gaps: AlarmGapsBetween, zone: string): Section[] {
  const { answers } = figures;
  const all: readonly Section[] = [
    {
      title: 'Needs a person',
      lines: [
        ...alarmLines(gaps, zone),
        ...cutLines(figures.troubles, troubleLine),
        ...cutLines(figures.unseen, unseenLine),
      ],
    },
    { title: 'Late', lines: cutLines(figures.late, lateLine) },
    { title: 'People waiting', lines: waitingLines(figures, zone) },
    { title: 'Held', lines: heldLines(figures) },
    { title: 'Replies', lines: cutLines(answers.reply, answerLine('reply', zone)) },
    {
      title: 'Meetings booked',
      lines: cutLines(answers['meeting-booked'], answerLine('meeting-booked', zone)),
    },
    {
      title: 'Unsubscribes and bounces',
      lines: [
        ...cutLines(answers.unsubscribe, answerLine('unsubscribe', zone)),
        ...cutLines(answers.bounce, answerLine('bounce', zone)),
      ],
    },
    { title: 'Tasks by rep', lines: listCut(figures.reps.map(repLine)) },
    { title: 'Overdue tasks', lines: cutLines(figures.overdue, (task) => overdueLine(task, zone)) },
    { title: 'Fired', lines: firedLines(figures.fired) },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function named(step: string, became: string | null = null): string {
  return stepNamed(shortened(step), became === null ? null : shortened(became));
}

function troubleLine({ contact, sequence, step, owner, state, reason, waits }: Trouble): string {
  const where = `${shortened(contact)}: ${named(step)} of ${shortened(sequence)}`;
  const why = reason ? ` (${shortened(reason, 120)})` : '';
  const what = state === 'failed' ? `failed${why}` : `may or may not have left${why}`;
  if (state === 'uncertain') return `${where} ${what}. ${shortened(owner)} was asked.`;
  return waits ? `${where} ${what}. Waits for ${shortened(owner)}.` : `${where} ${what}. Settled since.`;
}

function unseenLine({ title, step, contact, sequence, rep }: OpenTask): string {
  const whom = rep === null ? 'neither its channel nor the owner' : shortened(rep);
  const reached = rep === null ? 'can be reached' : 'cannot be reached';
  return `${named(step, title)} for ${shortened(contact)} in ${shortened(sequence)} is seen by nobody: ${whom} ${reached} in Slack`;
}

function waitingLines({ waiting, stuck }: DigestFigures, zone: string): string[] {
  return [
    ...cutLines(waiting, (task) => {
      const who = task.rep === null ? 'anybody' : shortened(task.rep);
      const since = shortTime(task.since, zone);
      return `${shortened(task.contact)} in ${shortened(task.sequence)}: has been waiting for ${who} to do ${named(task.step, task.title)} since ${since}`;
    }),
    ...cutLines(stuck, ({ contact, sequence, step, owner, reason, since }: StuckAtFailure) => {
      const why = reason ? ` (${shortened(reason, 120)})` : '';
      const at = since === null ? '' : ` since ${shortTime(since, zone)}`;
      return `${shortened(contact)} in ${shortened(sequence)}: ${named(step)} failed${why} and has been waiting for ${shortened(owner)}${at}`;
    }),
  ];
}

function heldLines({ blank, paused }: DigestFigures): string[] {
  return [
    ...cutLines(blank, ({ contact, sequence, step, owner, reason }) => {
      const why = reason ? shortened(blankWords(reason), 120) : 'A merge field is blank';
      return `${shortened(contact)}: ${named(step)} of ${shortened(sequence)}. ${why}; ${shortened(owner)} was asked.`;
    }),
    ...pausedLines(paused),
  ];
}

function pausedLines({ total, self, sequence, owner, workspace }: PausedCounts): string[] {
  if (total === 0) return [];
  const scopes = [
    [self, 'on their own'],
    [sequence, 'with their sequence'],
    [owner, 'with their owner'],
    [workspace, 'with everything'],
  ] as const;
  const parts = scopes.filter(([count]) => count > 0).map(([count, how]) => `${count} ${how}`);
  return [`${counted(total, 'enrollment is', 'enrollments are')} paused: ${listed(parts)}`];
}

function answerLine(did: Answer['kind'], zone: string): (answer: Answer) => string {
  return ({ contact, sequences, owner, at }) => {
    const who = contact === null ? 'Somebody who was removed since' : shortened(contact);
    const where = sequences === null ? '' : ` in ${shortened(sequences, 120)}`;
    const whose = owner === null ? '' : `, ${shortened(owner)}`;
    return `${who} ${didWords[did]}${where} (${shortTime(at, zone)}${whose})`;
  };
}

function repLine({ rep, done, skipped, overdue }: RepTasks): string {
  const counts = [
    `${done} done`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
  ];
  return `${rep === null ? 'Nobody has claimed' : shortened(rep)}: ${counts.join(', ')}`;
}

function overdueLine({ title, step, contact, rep, since }: OpenTask, zone: string): string {
  const whose = rep === null ? 'nobody has claimed it' : shortened(rep);
  return `${named(step, title)} for ${shortened(contact)}, due ${shortTime(since, zone)} (${whose})`;
}

function firedLines(fired: DigestFigures['fired']): string[] {
  const bySequence = new Map<string, string[]>();
  for (const { sequence, kind, count } of fired) {
    const known = stepKinds.find((one) => one === kind);
    const words = known === undefined ? null : firedWords[known];
    if (words === null) continue;
    bySequence.set(sequence, [...(bySequence.get(sequence) ?? []), counted(count, words.one, words.many)]);
  }
  return listCut([...bySequence].map(([sequence, counts]) => `${shortened(sequence)}: ${counts.join(', ')}`));
}

function cutLines<T>({ total, first }: Cut<T>, line: (one: T) => string): string[] {
  const left = total - first.length;
  return [...first.map(line), ...(left > 0 ? [`and ${left} more`] : [])];
}

function listCut(lines: readonly string[]): string[] {
  return cutLines({ total: lines.length, first: lines.slice(0, mostLines) }, (line) => line);
}
