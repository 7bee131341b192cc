import type { Sequence } from '../sequence/sequence.js';
import type { OutwardStep } from '../steps/step.js';
import { pausesCadence, stepLabel } from '../steps/step.js';
import type { Remark } from './remark.js';
import { isTouch, type Touch, taskTypesIn, touchesOf } from './touches.js';
import { isFarewell, opens, type StoredTexts, wordingsOf } from './words.js';

const fewest = 4;
const most = 12;
/** Equal distances in a row that make a rhythm. */
const evenGaps = 3;

/** What a step sequence as a whole could do better. Date sequences have no rhythm and no end. */
export function cadenceRemarks(sequence: Sequence, stored: StoredTexts): Remark[] {
  const steps = sequence.steps.filter((step) => isTouch(step, stored));
  const last = steps.at(-1);
  if (sequence.type !== 'step' || last === undefined) return [];
  const touches = touchesOf(sequence, stored);
  return [
    ...length(steps, last),
    ...evenRhythm(touches),
    ...sameMinute(touches),
    ...oneChannel(steps, stored),
    ...exitOnReply(sequence),
    ...breakUp(last, stored),
  ];
}

function length(steps: readonly OutwardStep[], last: OutwardStep): Remark[] {
  const first = steps[most];
  if (first !== undefined) {
    return [
      {
        code: 'many-touches',
        stepId: first.id,
        says: `${steps.length} steps reach the contact, ${stepLabel(first)} is the ${most + 1}th.`,
        advice: `Who has not answered ${most} touches seldom does; end it before ${stepLabel(first)}.`,
        change: { does: 'remove-from', stepId: first.id },
      },
    ];
  }
  if (steps.length >= fewest) return [];
  const reach = steps.length === 1 ? 'Only one step reaches' : `Only ${steps.length} steps reach`;
  return [
    {
      code: 'few-touches',
      stepId: last.id,
      says: `${reach} the contact; after ${stepLabel(last)} nothing comes.`,
      advice: `Most answers come to later touches: add some after it, ${fewest} to ${most} in all.`,
      change: { does: 'add', kind: 'email', after: last.id },
    },
  ];
}

/** A rhythm that anybody sees through: every day, or every other day. One remark for each run. */
function evenRhythm(touches: readonly Touch[]): Remark[] {
  const gaps = touches.slice(1).map(({ at }, index) => wholeDays(touches[index], at));
  const remarks: Remark[] = [];
  let begin = 0;
  gaps.forEach((gap, index) => {
    if (gap !== gaps[begin]) begin = index;
    if ((gap !== 1 && gap !== 2) || index - begin + 1 !== evenGaps) return;
    const [from, to] = [touches[begin], touches[index + 1]];
    if (from === undefined || to === undefined) return;
    const every = gap === 1 ? 'every day' : 'every other day';
    remarks.push({
      code: 'even-rhythm',
      stepId: to.step.id,
      says: `From ${stepLabel(from.step)} to ${stepLabel(to.step)} something comes ${every}.`,
      advice: `Give ${stepLabel(to.step)} more room: ${gap + 2} days after the touch before it, say.`,
      change: room(to, 2),
    });
  });
  return remarks;
}

function wholeDays(before: Touch | undefined, at: Touch['at']): number {
  return before === undefined ? 0 : at.startOf('day').diff(before.at.startOf('day'), 'days').days;
}

function sameMinute(touches: readonly Touch[]): Remark[] {
  return touches.slice(1).flatMap((touch, index) => {
    const before = touches[index];
    // After a task that the cadence waits for, the next one comes when it is done.
    if (before === undefined || pausesCadence(before.step) || touch.at.toMillis() !== before.at.toMillis()) return [];
    const label = stepLabel(touch.step);
    return [
      {
        code: 'same-minute' as const,
        stepId: touch.step.id,
        says: `${label} comes in the same minute as ${stepLabel(before.step)}.`,
        advice: `Two at once look like a machine; let ${label} come a day later.`,
        change: room(touch, 1),
      },
    ];
  });
}

/** More days for a step; what repeats has its own distance, which a person must weigh. */
function room({ step, occurrence }: Touch, more: number): Remark['change'] {
  const { when } = step;
  if (occurrence > 1 || when?.form === 'date') return { does: 'open', stepId: step.id };
  return { does: 'set-days', stepId: step.id, days: (when?.days ?? 0) + more };
}

const channelWords = {
  email: 'mails',
  sms: 'texts',
  postcard: 'cards',
  fulfillment: 'parcels',
  call: 'calls',
  linkedin: 'LinkedIn tasks',
  todo: 'tasks',
} as const;

function oneChannel(steps: readonly OutwardStep[], stored: StoredTexts): Remark[] {
  const channels = new Set(steps.flatMap((step) => channelsOf(step, stored)));
  const [only] = channels;
  const middle = steps[Math.floor(steps.length / 2)];
  if (only === undefined || only === null || middle === undefined || channels.size > 1 || steps.length < 2) return [];
  return [
    {
      code: 'one-channel',
      stepId: middle.id,
      says: `All ${steps.length} touches are ${channelWords[only]}.`,
      advice:
        only === 'email'
          ? `People answer where they are: add a call or a LinkedIn task near ${stepLabel(middle)}.`
          : `People answer where they are: add a mail near ${stepLabel(middle)}.`,
      change: { does: 'add', kind: only === 'email' ? 'task' : 'email', after: middle.id },
    },
  ];
}

/** On which channels a step may come, by its variants; null: on one that is not known. */
function channelsOf(step: OutwardStep, stored: StoredTexts): (keyof typeof channelWords | null)[] {
  return step.kind === 'task' ? taskTypesIn(step, stored) : [step.kind];
}

function exitOnReply({ exitOn }: Sequence): Remark[] {
  if (exitOn.includes('reply')) return [];
  return [
    {
      code: 'no-exit-on-reply',
      stepId: null,
      says: 'Who replies goes on getting what is left of it.',
      advice: 'Let a reply end it, unless people are meant to answer and still need the rest.',
      change: { does: 'exit-on-reply' },
    },
  ];
}

function breakUp(last: OutwardStep, stored: StoredTexts): Remark[] {
  if (last.name !== null && isFarewell(last.name)) return [];
  const wordings = wordingsOf(last, stored);
  const silent = wordings.find(({ texts }) => texts !== null && !texts.some(isFarewell));
  if (silent === undefined && wordings.length > 0) return [];
  const label = stepLabel(last);
  const remark = { code: 'no-break-up', stepId: last.id } as const;
  // Nobody reads what a task or a parcel says.
  if (last.kind === 'task' || last.kind === 'fulfillment') {
    return [
      {
        ...remark,
        says: `It ends with ${label}, and nobody is told that it has ended.`,
        advice: `Let a mail come after ${label} that says it is the last one and leaves the door open: that is what people answer.`,
        change: { does: 'add', kind: 'email', after: last.id },
      },
    ];
  }
  return [
    {
      ...remark,
      says: `${label} is the last touch and does not say so.`,
      advice: 'Say that it is the last one and leave the door open: that is what people answer.',
      change: opens(last, silent),
    },
  ];
}
