import { DateTime } from 'luxon';
import type { Progress } from '../../../src/domain/enrollment/progress.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import type { DelayGrid, Plan } from '../../../src/domain/timing/plan.js';
import { planFor } from '../../../src/domain/timing/plan.js';

interface PlanWish {
  steps: readonly unknown[];
  lateAfterMinutes?: number;
  delayGridMinutes?: DelayGrid;
  [key: string]: unknown;
}

export function mail(id: string, when?: unknown, more: object = {}): object {
  return { id, kind: 'email', template: 't', ...(when === undefined ? {} : { when }), ...more };
}

export function pausingTask(id: string, when?: unknown): object {
  return { id, kind: 'task', task: { title: id }, pause: true, ...(when === undefined ? {} : { when }) };
}

/** A plan in New York; other keys are those of a sequence file. */
export function planOf({ lateAfterMinutes, delayGridMinutes, ...file }: PlanWish): Plan {
  const parsed = parseSequence({ name: 'Plan', ...file });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return planFor({
    sequence: parsed.sequence,
    accountZone: 'America/New_York',
    ...(lateAfterMinutes === undefined ? {} : { lateAfterMinutes }),
    ...(delayGridMinutes === undefined ? {} : { delayGridMinutes }),
  });
}

/** `03-02 09:00`, in 2026 in New York. */
export function at(text: string): DateTime {
  return DateTime.fromISO(`2026-${text.replace(' ', 'T')}`, { zone: 'America/New_York' });
}

export function show(instant: DateTime | null | undefined): string | null {
  return instant ? instant.setZone('America/New_York').toFormat('LL-dd HH:mm') : null;
}

/** `b 03-03 09:00`; null when nothing is pending. */
export function showPending({ pending }: Progress): string | null {
  return pending && `${pending.stepId} ${show(pending.dueAt)}`;
}
