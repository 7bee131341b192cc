import type { DateTime } from 'luxon';
import { z } from 'zod';
import { anchorKinds } from '../timing/trace.js';
import type { TraceJson } from '../timing/trace-json.js';
import { traceFromJson, traceJsonSchema, traceToJson } from '../timing/trace-json.js';
import { fromMinutes, minutesOf } from '../timing/wall-clock.js';
import type { Progress } from './progress.js';

/** Minutes since the epoch: there is a row for every enrollment, and it is rewritten at every step. */
const minute = z.int();
const stepId = z.string();
const occurrence = z.int().min(1);

const progressJsonSchema = z.strictObject({
  place: stepId.optional(),
  anchor: z.tuple([minute, z.enum(anchorKinds), stepId.nullable()]),
  over: minute.optional(),
  outward: minute.optional(),
  passed: z.record(stepId, z.int().min(0)),
  pending: z
    .strictObject({
      step: stepId,
      n: occurrence,
      planned: minute.optional(),
      due: minute,
      reset: z.literal(true).optional(),
      trace: traceJsonSchema,
    })
    .optional(),
  task: z.tuple([stepId, occurrence, minute]).optional(),
  paused: minute.optional(),
  exited: z.tuple([z.string(), minute]).optional(),
});

/** A progress as plain JSON, for one column of the enrollment's row. Keys whose value is the usual one are left out. */
export interface ProgressJson {
  place?: string;
  anchor: [number, (typeof anchorKinds)[number], string | null];
  over?: number;
  outward?: number;
  passed: Record<string, number>;
  pending?: { step: string; n: number; planned?: number; due: number; reset?: true; trace: TraceJson };
  task?: [string, number, number];
  paused?: number;
  exited?: [string, number];
}

export function progressToJson(progress: Progress): ProgressJson {
  const { place, anchor, overAt, lastOutwardAt, pending, openTask, pausedSince, exited } = progress;
  const [anchorAt, over] = [minutesOf(anchor.at), minutesOf(overAt)];
  return {
    ...(place === null ? {} : { place }),
    anchor: [anchorAt, anchor.of, anchor.step],
    ...(over === anchorAt ? {} : { over }),
    ...(lastOutwardAt ? { outward: minutesOf(lastOutwardAt) } : {}),
    passed: { ...progress.passed },
    ...(pending ? { pending: pendingToJson(pending) } : {}),
    ...(openTask ? { task: [openTask.stepId, openTask.occurrence, minutesOf(openTask.since)] } : {}),
    ...(pausedSince ? { paused: minutesOf(pausedSince) } : {}),
    ...(exited ? { exited: [exited.reason, minutesOf(exited.at)] } : {}),
  };
}

function pendingToJson(pending: NonNullable<Progress['pending']>): NonNullable<ProgressJson['pending']> {
  const [planned, due] = [minutesOf(pending.plannedAt), minutesOf(pending.dueAt)];
  return {
    step: pending.stepId,
    n: pending.occurrence,
    ...(planned === due ? {} : { planned }),
    due,
    ...(pending.reset ? { reset: true } : {}),
    trace: traceToJson(pending.trace),
  };
}

/** Reads what {@link progressToJson} wrote. Throws a ZodError where it is anything else. */
export function progressFromJson(json: unknown): Progress {
  const data = progressJsonSchema.parse(json);
  const [anchorAt, of, step] = data.anchor;
  const { pending, task, exited } = data;
  return {
    place: data.place ?? null,
    anchor: { at: fromMinutes(anchorAt), of, step },
    overAt: fromMinutes(data.over ?? anchorAt),
    lastOutwardAt: instant(data.outward),
    passed: data.passed,
    pending: pending
      ? {
          stepId: pending.step,
          occurrence: pending.n,
          plannedAt: fromMinutes(pending.planned ?? pending.due),
          dueAt: fromMinutes(pending.due),
          reset: pending.reset ?? false,
          trace: traceFromJson(pending.trace),
        }
      : null,
    openTask: task ? { stepId: task[0], occurrence: task[1], since: fromMinutes(task[2]) } : null,
    pausedSince: instant(data.paused),
    exited: exited ? { reason: exited[0], at: fromMinutes(exited[1]) } : null,
  };
}

function instant(minutes: number | undefined): DateTime | null {
  return minutes === undefined ? null : fromMinutes(minutes);
}
