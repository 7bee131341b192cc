import { actionWords } from '../../app/shown/actionWords.js';
import { stepLabelIn } from '../../app/shown/stepLabelIn.js';
import { stepNamed } from '../../app/shown/stepNames.js';
import type { DateWhen, Duration, Repeat } from '../../domain/sequence/when.js';
import { formatDuration } from '../../domain/sequence/when.js';
import type { Way } from '../../domain/steps/branch.js';
import type { StepContent } from '../../domain/steps/content.js';
import type { DelayStep } from '../../domain/steps/delay.js';
import type { Step, StepOfKind } from '../../domain/steps/step.js';
import { repeatOf } from '../../domain/steps/step.js';
import type { StepKind } from '../../domain/steps/step-kind.js';
import { conditionsWords, type LabelOf } from './condition-words.js';
import { clip, oneLine } from './text.js';

/** How a step is summed up, as plain text: `2 days later, 10:00: LinkedIn task “Invite Ada”, waits for Done`. */
export function stepSummary(
  step: Step,
  sequence: { readonly steps: readonly Step[]; readonly defaultTime: string },
): string {
  const index = sequence.steps.indexOf(step);
  const previous = sequence.steps[index - 1] ?? null;
  const what = describeKind(step.kind, step, (stepId) => stepLabelIn(sequence, stepId));
  if (step.kind === 'delay') return what;
  return `${timing(step, previous, sequence.defaultTime)}: ${what}${repeats(repeatOf(step))}`;
}

const describe: { readonly [K in StepKind]: (step: StepOfKind[K], labelOf: LabelOf) => string } = {
  email: ({ content }) =>
    said('Mail', content, ({ subject }) => (subject === null ? 'Mail in the same thread' : `Mail “${short(subject)}”`)),
  sms: ({ content }) => said('Text', content, ({ body }) => `Text “${short(body)}”`),
  task: ({ content, pause }) => {
    const what = said('Task', content, ({ type, title }) => `${taskTypeNames[type]} “${short(title)}”`);
    return `${what}${pause ? ', waits for Done' : ''}`;
  },
  postcard: ({ content }) => said('Postcard', content, ({ template }) => `Postcard “${short(template)}”`),
  fulfillment: ({ content }) => said('Fulfillment', content, ({ list }) => `Onto the list “${short(list)}”`),
  rule: (step, labelOf) => {
    const asked = step.if.length === 0 ? '' : `if ${clip(conditionsWords(step.if, labelOf), 200)}: `;
    return clip(`${asked}${step.do.map(actionWords).join(', ')}`, 400);
  },
  delay: (step) => `Wait ${formatDuration(step.for)}`,
  branch: (step, labelOf) =>
    clip(
      `if ${conditionsWords(step.if, labelOf)}: ${wayText(step.then, labelOf)}; otherwise ${wayText(step.else, labelOf)}`,
      400,
    ),
  exit: ({ reason, moveTo }) =>
    `End${reason === null ? '' : ` (${short(reason)})`}${moveTo === null ? '' : `, on in ${moveTo}`}`,
};

function said<C extends { readonly source: 'inline' }>(
  kind: string,
  content: StepContent<C>,
  own: (content: C) => string,
): string {
  switch (content.source) {
    case 'template':
      return `${kind} from template “${short(content.template)}”`;
    case 'variants':
      return `${kind} in ${content.variants.length} variants`;
    default:
      return own(content);
  }
}

function wayText(way: Way, labelOf: LabelOf): string {
  if (way === 'continue') return 'go on';
  if (way === 'exit') return 'end';
  return 'goto' in way ? `jump to ${stepNamed(short(labelOf(way.goto)))}` : `move to “${short(way.move)}”`;
}

const taskTypeNames = { call: 'Call', linkedin: 'LinkedIn task', email: 'Email by hand', todo: 'Task' } as const;

function describeKind<K extends StepKind>(kind: K, step: StepOfKind[K], labelOf: LabelOf): string {
  return describe[kind](step, labelOf);
}

function timing(step: Exclude<Step, DelayStep>, previous: Step | null, defaultTime: string): string {
  const { when } = step;
  if (when === null) {
    if (step.kind === 'branch' || step.kind === 'exit') return 'At once';
    return previous?.kind === 'delay' ? 'Right after the wait' : atTime(0, defaultTime);
  }
  if (when.form === 'date') return `${dateText(when)}, ${when.at ?? defaultTime}`;
  const days = when.weekdays === null ? '' : `, only ${when.weekdays.map(capitalized).join(', ')}`;
  if (when.form === 'at') return `${atTime(when.days, when.at ?? defaultTime)}${days}`;
  if (when.delay === null || when.delay.amount === 0) {
    return `${when.days === 0 ? 'At once' : `${countDays(when.days)} later, same time`}${days}`;
  }
  return `${when.days === 0 ? '' : `${countDays(when.days)} and `}${formatDuration(when.delay)} later${days}`;
}

function dateText({ on, annually }: DateWhen): string {
  const every = annually ? 'every year, ' : '';
  if ('date' in on) return `${every}${on.date}`;
  const { offsetDays: days, event } = on;
  const offset = days === 0 ? 'on' : `${countDays(Math.abs(days))} ${days < 0 ? 'before' : 'after'}`;
  return `${every}${offset} “${short(event)}”`;
}

/** With no days it is the same date only while that time is still ahead (scheduling.md, "Step sequences"). */
function atTime(days: number, at: string): string {
  return days === 0 ? `The next ${at}` : `${countDays(days)} later, ${at}`;
}

function repeats(repeat: Repeat | null): string {
  if (repeat === null) return '';
  const times = repeat.times === null ? '' : `, ${repeat.times} times in all`;
  return `, again every ${everyText(repeat.every)}${times}`;
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
