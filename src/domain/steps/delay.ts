import { z } from 'zod';
import { strictObject } from '../sequence/strict-object.js';
import type { Duration } from '../sequence/when.js';
import { formatDuration } from '../sequence/when.js';
import { duration, waitSchema } from '../sequence/when-schema.js';
import type { StepBase } from './step.js';
import { stepShape } from './step-schema.js';

/** A step that does nothing but wait. */
export interface DelayStep extends StepBase {
  readonly kind: 'delay';
  readonly for: Duration;
}

export const delaySchemas = {
  step: strictObject({ ...stepShape, kind: z.literal('delay'), for: waitSchema }),
  date: null,
};
export type DelayFile = z.infer<typeof delaySchemas.step>;

export function delayFromFile(id: string, file: DelayFile): DelayStep {
  return { kind: 'delay', id, name: file.name ?? null, for: duration(file.for) };
}

export function delayToFile(step: DelayStep): DelayFile {
  return { id: step.id, kind: 'delay', name: step.name ?? undefined, for: formatDuration(step.for) };
}
