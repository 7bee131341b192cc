import type { DateTime } from 'luxon';
import { editOf } from '../../domain/enrollment/edit-effect.js';
import type { EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import type { Difference } from '../../domain/sequence/difference.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { stepLabel } from '../../domain/steps/step.js';
import type { StepId } from '../../domain/steps/step-kind.js';
import type { EditSummary, StepGroup } from '../sequences/summarizeEdit.js';
import { shortTime } from './clocks.js';
import { counted } from './counted.js';

/** Steps that a line names. */
const stepsNamed = 5;

/** Whose clock and today it is. */
export interface Reader {
  readonly zone: string;
  readonly now: DateTime;
}

/** What publishing does to the people in a sequence, a line each, as plain text. */
export function summaryLines(
  { numbers, next, time, lost, past }: EditSummary,
  { before, after }: { readonly before: Sequence; readonly after: Sequence },
  reader: Reader,
): string[] {
  const name = (id: StepId) => labelIn(after, id) ?? labelIn(before, id) ?? id;
  const { people, affected, finished, ended, tasks } = numbers;
  const same = people - affected - finished;
  return [
    ...next.map((group) => `${gets(group)} ${name(group.stepId)} next, ${spanWords(group, reader)}.`),
    ...time.map((group) => `${gets(group)} ${name(group.stepId)} at another time, ${spanWords(group, reader)}.`),
    ...lost.map(({ stepId, people: many }) => `${loses(many)} ${name(stepId)}, which was next for them.`),
    ...(ended > 0
      ? [`${ended} ${ended === 1 ? 'has' : 'have'} nothing left to come, and ${are(ended)} at the end.`]
      : []),
    ...past.map(
      ({ stepId, people: many }) =>
        `${many} ${are(many)} past ${name(stepId)} already, and ${many === 1 ? 'does' : 'do'} not get it.`,
    ),
    ...(tasks > 0 ? [`${counted(tasks, 'open task')} that the cadence waited for: closed as done.`] : []),
    ...laterLines(numbers, laterSteps(before, after)),
    ...(same > 0 ? [`${same} ${same === 1 ? 'goes' : 'go'} on as before.`] : []),
    ...(people === 0 ? ['Nobody is in it.'] : []),
  ];
}

/** What the edit changes ahead of people whose next step and its time stay; `steps`: which of them, where they can be named. */
function laterLines({ affected, next, time, ended }: EditNumbers, steps: readonly string[]): string[] {
  const later = affected - next - time - ended;
  if (later <= 0) return [];
  const nobody = next + time + ended === 0;
  const named = steps.slice(0, stepsNamed).join(', ');
  const which = steps.length === 0 ? '' : `: ${named}${steps.length > stepsNamed ? ' and more' : ''}`;
  return [`${nobody ? 'Nobody gets another step next; what' : 'What'} lies ahead changes for ${later}${which}.`];
}

/** Labels of the steps that are new, say something else or are gone; none where it is something beside the steps. */
function laterSteps(before: Sequence, after: Sequence): string[] {
  const { changed, removed } = editOf(before, after);
  if (after.steps.length > 1 && changed.size === after.steps.length) return [];
  return [...changed, ...removed].flatMap((id) => labelIn(after, id) ?? labelIn(before, id) ?? []);
}

/** What comes new to those at the end: `Case study, tomorrow 10:00`. */
export function finishedWords(groups: readonly StepGroup[], after: Sequence, reader: Reader): string {
  return groups
    .map((group) => `${labelIn(after, group.stepId) ?? group.stepId}, ${spanWords(group, reader)}`)
    .join('; ');
}

/** The same as a line, where nobody has a choice about it. */
export function finishedLines({ numbers, finished }: EditSummary, after: Sequence, reader: Reader): string[] {
  const { finished: people } = numbers;
  if (people === 0) return [];
  return [
    `${people} at the end ${people === 1 ? 'gets' : 'get'} what comes new: ${finishedWords(finished, after, reader)}.`,
  ];
}

/** The same in numbers alone, as they are kept with a question to managers. */
export function numbersLines(numbers: EditNumbers, choice: FinishedChoice): string[] {
  const { people, affected, next, time, ended, lost, past, finished, tasks } = numbers;
  const concerned = choice === 'continue' ? affected + finished : affected;
  return [
    `It changes something for ${concerned} of ${counted(people, 'person', 'people')}.`,
    ...(next > 0 ? [`${next} get another step next.`] : []),
    ...(time > 0 ? [`${time} get their next step at another time.`] : []),
    ...(lost > 0 ? [`${lost} lose the step that was next for them.`] : []),
    ...(ended > 0 ? [`${ended} have nothing left to come.`] : []),
    ...laterLines(numbers, []),
    ...(past > 0 ? [`${past} are past a new step already.`] : []),
    ...(finished > 0
      ? [choice === 'continue' ? `${finished} at the end go on.` : `${finished} at the end are left finished.`]
      : []),
    ...(tasks > 0 ? [`${counted(tasks, 'open task')} closed as done.`] : []),
  ];
}

/** What was made of one version in another, a line each, as plain text. */
export function differenceLines(differences: readonly Difference[], before: Sequence, after: Sequence): string[] {
  return differences.map((one) => differenceLine(one, before, after));
}

function differenceLine(one: Difference, before: Sequence, after: Sequence): string {
  if (one.of === 'sequence') {
    return `Changed: ${keyWords[one.key] ?? one.key}, ${valueText(one.before)} → ${valueText(one.after)}`;
  }
  const name = labelIn(after, one.stepId) ?? labelIn(before, one.stepId) ?? one.stepId;
  switch (one.of) {
    case 'added':
      return `New: ${one.number}. ${name}`;
    case 'removed':
      return `Removed: ${name}`;
    case 'moved':
      return `Moved: ${name}, from ${one.from}. to ${one.number}.`;
    case 'changed':
      return `Changed: ${one.number}. ${name} (${one.keys.map((key) => keyWords[key] ?? key).join(', ')})`;
  }
}

/** Keys of the file whose own name says too little. */
const keyWords: Readonly<Record<string, string>> = {
  when: 'time',
  for: 'how long it waits',
  if: 'conditions',
  // biome-ignore lint/suspicious/noThenProperty: the key of the file.
  then: 'where it leads if so',
  else: 'where it leads otherwise',
  do: 'actions',
  email: 'wording',
  sms: 'wording',
  task: 'wording',
  from: 'sender',
  replyTo: 'where answers go',
  pause: 'whether it waits for Done',
  defaultTime: 'usual time',
  zone: 'time zone',
  exitOn: 'what ends it',
};

function valueText(value: unknown): string {
  if (value === undefined) return 'as usual';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function gets({ people }: StepGroup): string {
  return `${people} ${people === 1 ? 'gets' : 'get'}`;
}

function loses(people: number): string {
  return `${people} ${people === 1 ? 'loses' : 'lose'}`;
}

function are(people: number): string {
  return people === 1 ? 'is' : 'are';
}

function labelIn({ steps }: Sequence, id: StepId): string | null {
  const step = steps.find((one) => one.id === id);
  return step === undefined ? null : stepLabel(step);
}

function spanWords({ first, last }: StepGroup, reader: Reader): string {
  const [from, to] = [dayWords(first, reader), dayWords(last, reader)];
  return from === to ? from : `between ${from} and ${to}`;
}

/** `tomorrow 10:00`, on the reader's clock. */
function dayWords(at: DateTime, { zone, now }: Reader): string {
  const local = at.setZone(zone);
  const days = Math.round(local.startOf('day').diff(now.setZone(zone).startOf('day'), 'days').days);
  if (days === 0) return `today ${local.toFormat('HH:mm')}`;
  return days === 1 ? `tomorrow ${local.toFormat('HH:mm')}` : shortTime(at, zone, now);
}
