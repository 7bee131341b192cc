import { DateTime } from 'luxon';
import type { Sequence } from '../sequence/sequence.js';
import type { When } from '../sequence/when.js';
import { previewDates } from '../simulate/preview.js';
import type { OutwardStep, Step } from '../steps/step.js';
import { isOutward } from '../steps/step.js';
import type { TaskStep, TaskType } from '../steps/task.js';
import { planFor } from '../timing/plan.js';
import type { StoredTexts } from './words.js';

/** Something that reaches the contact, at the time it has if nobody answers and no window moves it. */
export interface Touch {
  readonly step: OutwardStep;
  /** From 1; more for those that repeat. */
  readonly occurrence: number;
  readonly at: DateTime;
}

/** A Monday morning far from any change of clocks; remarks are about distances, not dates. */
const enrolledAt = DateTime.fromISO('2026-03-02T09:00:00Z', { zone: 'utc' });
const mostTouches = 60;

/**
 * The touches of a step sequence in order of time. Its own rhythm is what counts, so weekdays and the window, which move
 * single touches, are left out.
 */
export function touchesOf(sequence: Sequence, stored: StoredTexts): Touch[] {
  const plain = { ...sequence, window: null, steps: sequence.steps.map(onAnyDay) };
  const plan = planFor({ sequence: plain, accountZone: 'UTC' });
  return previewDates(plan, enrolledAt, { limit: mostTouches }).flatMap(({ step, occurrence, at }) =>
    isTouch(step, stored) ? [{ step, occurrence, at }] : [],
  );
}

/** Whether a step reaches the contact: a reminder for the rep alone does not. */
export function isTouch(step: Step, stored: StoredTexts): step is OutwardStep {
  if (!isOutward(step)) return false;
  return step.kind !== 'task' || taskTypesIn(step, stored).some((type) => type !== 'todo');
}

/** Of which types a task's texts are; null: of a stored one that is not known. */
export function taskTypesIn({ content }: TaskStep, stored: StoredTexts): (TaskType | null)[] {
  const contents = content.source === 'variants' ? content.variants.map((variant) => variant.content) : [content];
  return contents.map((one) => (one.source === 'inline' ? one.type : (stored.get(one.template)?.type ?? null)));
}

function onAnyDay(step: Step): Step {
  if (!isOutward(step) || step.when === null) return step;
  const when: When = step.when.form === 'date' ? step.when : { ...step.when, weekdays: null };
  return { ...step, when };
}
