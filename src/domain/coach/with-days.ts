import type { StepFileJson } from '../sequence/file.js';
import { isObject } from '../sequence/problems.js';

/** A step as the file has it, so many days after the one before; the rest of its time stays. */
export function withDays(step: StepFileJson, days: number): StepFileJson {
  const { when } = step;
  if (when === 'immediately') return { ...step, when: { days, delay: 'none' } };
  return { ...step, when: isObject(when) ? { ...when, days } : { days } };
}
