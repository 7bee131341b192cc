import type { Duration, When } from '../../domain/sequence/when.js';
import { formatDuration } from '../../domain/sequence/when.js';
import type { Step, StepOfKind } from '../../domain/steps/step.js';
import type { StepKind } from '../../domain/steps/step-kind.js';
import { clip, oneLine } from './text.js';

/** How a step is summed up, as plain text: `2 days later, 10:00: LinkedIn task “Invite Ada”, waits for Done`. */
export function stepSummary(
  step: Step,
  sequence: { readonly steps: readonly Step[]; readonly defaultTime: string },
): string {
  const index = sequence.steps.indexOf(step);
  const previous = sequence.steps[index - 1] ?? null;
  const what = describeKind(step.kind, step);
  return step.kind === 'delay' ? what : `${timing(step.when, previous, sequence.defaultTime)}: ${what}${repeats(step)}`;
}

const describe: { readonly [K in StepKind]: (step: StepOfKind[K]) => string } = {
  email: ({ content }) =>
    content.source === 'template'
      ? `Email from template “${short(content.template)}”`
      : `Email “${short(content.subject)}”`,
  task: ({ content, pause }) => {
    const waits = pause ? ', waits for Done' : '';
    if (content.source === 'template') return `Task from template “${short(content.template)}”${waits}`;
    return `${taskTypeNames[content.type]} “${short(content.title)}”${waits}`;
  },
  delay: (step) => `Wait ${formatDuration(step.for)}`,
};

const taskTypeNames = { call: 'Call', linkedin: 'LinkedIn task', email: 'Email by hand', todo: 'Task' } as const;

function describeKind<K extends StepKind>(kind: K, step: StepOfKind[K]): string {
  return describe[kind](step);
}

function timing(when: When | null, previous: Step | null, defaultTime: string): string {
  if (when === null) return previous?.kind === 'delay' ? 'Right after the wait' : atTime(0, defaultTime);
  const days = when.weekdays === null ? '' : `, only ${when.weekdays.map(capitalized).join(', ')}`;
  if (when.form === 'at') return `${atTime(when.days, when.at ?? defaultTime)}${days}`;
  if (when.delay === null || when.delay.amount === 0) {
    return `${when.days === 0 ? 'At once' : `${countDays(when.days)} later, same time`}${days}`;
  }
  return `${when.days === 0 ? '' : `${countDays(when.days)} and `}${formatDuration(when.delay)} later${days}`;
}

/** With no days it is the same date only while that time is still ahead (scheduling.md, "Step sequences"). */
function atTime(days: number, at: string): string {
  return days === 0 ? `The next ${at}` : `${countDays(days)} later, ${at}`;
}

function repeats(step: Exclude<Step, { kind: 'delay' }>): string {
  if (step.repeat === null) return '';
  const times = step.repeat.times === null ? '' : `, ${step.repeat.times} times in all`;
  return `, again every ${everyText(step.repeat.every)}${times}`;
}

function everyText(every: Duration): string {
  return every.amount === 1 ? every.unit.slice(0, -1) : formatDuration(every);
}

function countDays(days: number): string {
  return formatDuration({ amount: days, unit: 'days' });
}

function short(text: string): string {
  return clip(oneLine(text), 80);
}

function capitalized(day: string): string {
  return `${day[0]?.toUpperCase() ?? ''}${day.slice(1)}`;
}
