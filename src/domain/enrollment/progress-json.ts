import type { DateTime } from 'luxon';
import { z } from 'zod';
import { anchorKinds } from '../timing/trace.js';
import { traceFromJson, traceJsonSchema, traceToJson } from '../timing/trace-json.js';
import { fromMinutes, minutesOf } from '../timing/wall-clock.js';
import type { Answers } from './answers.js';
import type { DateStanding, Pending, Progress } from './progress.js';

/** Minutes since the epoch: there is a row for every enrollment, and it is rewritten at every step. */
const minute = z.int();
const stepId = z.string();
const occurrence = z.int().min(1);

const pendingSchema = z.strictObject({
  step: stepId,
  n: occurrence,
  planned: minute.optional(),
  due: minute,
  reset: z.literal(true).optional(),
  jumped: z.literal(true).optional(),
  trace: traceJsonSchema,
});

const answersSchema = z.strictObject({
  replied: z.array(stepId.nullable()).optional(),
  opened: z.array(stepId).optional(),
  clicked: z.array(stepId).optional(),
  meeting: z.literal(true).optional(),
  outcomes: z.record(stepId, z.string().nullable()).optional(),
});

const standingSchema = z.strictObject({
  from: z.string().optional(),
  waiting: z.literal(true).optional(),
  pending: pendingSchema.optional(),
  year: z.int().optional(),
  over: z.int().optional(),
  fired: minute.optional(),
  past: z.literal(true).optional(),
});

const progressJsonSchema = z.strictObject({
  place: stepId.optional(),
  anchor: z.tuple([minute, z.enum(anchorKinds), stepId.nullable()]),
  over: minute.optional(),
  outward: minute.optional(),
  last: stepId.optional(),
  passed: z.record(stepId, z.int().min(0)),
  pending: pendingSchema.optional(),
  task: z.tuple([stepId, occurrence, minute]).optional(),
  paused: minute.optional(),
  exited: z.union([z.tuple([z.string(), minute]), z.tuple([z.string(), minute, z.string()])]).optional(),
  answers: answersSchema.optional(),
  dates: z.record(stepId, standingSchema).optional(),
});

/** A progress as plain JSON, for one column of the enrollment's row. Keys whose value is the usual one are left out. */
export type ProgressJson = z.infer<typeof progressJsonSchema>;
type PendingJson = z.infer<typeof pendingSchema>;
type AnswersJson = z.infer<typeof answersSchema>;
type StandingJson = z.infer<typeof standingSchema>;

export function progressToJson(progress: Progress): ProgressJson {
  const { place, anchor, overAt, lastOutwardAt, lastOutwardStep, pending, openTask, pausedSince, exited } = progress;
  const [anchorAt, over] = [minutesOf(anchor.at), minutesOf(overAt)];
  const answers = answersToJson(progress.answers);
  return {
    ...(place === null ? {} : { place }),
    anchor: [anchorAt, anchor.of, anchor.step],
    ...(over === anchorAt ? {} : { over }),
    ...(lastOutwardAt ? { outward: minutesOf(lastOutwardAt) } : {}),
    ...(lastOutwardStep === null ? {} : { last: lastOutwardStep }),
    passed: { ...progress.passed },
    ...(pending ? { pending: pendingToJson(pending) } : {}),
    ...(openTask ? { task: [openTask.stepId, openTask.occurrence, minutesOf(openTask.since)] } : {}),
    ...(pausedSince ? { paused: minutesOf(pausedSince) } : {}),
    ...(exited ? { exited: exitToJson(exited) } : {}),
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
    ...(progress.dates ? { dates: mapped(progress.dates, standingToJson) } : {}),
  };
}

function exitToJson({ reason, at, movedTo }: NonNullable<Progress['exited']>): NonNullable<ProgressJson['exited']> {
  return movedTo === null ? [reason, minutesOf(at)] : [reason, minutesOf(at), movedTo];
}

function answersToJson({ replied, opened, clicked, meetingBooked, outcomes }: Answers): AnswersJson {
  return {
    ...(replied.length > 0 ? { replied: [...replied] } : {}),
    ...(opened.length > 0 ? { opened: [...opened] } : {}),
    ...(clicked.length > 0 ? { clicked: [...clicked] } : {}),
    ...(meetingBooked ? { meeting: true as const } : {}),
    ...(Object.keys(outcomes).length > 0 ? { outcomes: { ...outcomes } } : {}),
  };
}

function pendingToJson(pending: Pending): PendingJson {
  const [planned, due] = [minutesOf(pending.plannedAt), minutesOf(pending.dueAt)];
  return {
    step: pending.stepId,
    n: pending.occurrence,
    ...(planned === due ? {} : { planned }),
    due,
    ...(pending.reset ? { reset: true } : {}),
    ...(pending.jumpedTo ? { jumped: true } : {}),
    trace: traceToJson(pending.trace),
  };
}

function standingToJson({ from, isWaiting, pending, year, overFor, firedAt, isPast }: DateStanding): StandingJson {
  return {
    ...(from === null ? {} : { from }),
    ...(isWaiting ? { waiting: true } : {}),
    ...(pending ? { pending: pendingToJson(pending) } : {}),
    ...(year === null ? {} : { year }),
    ...(overFor === null ? {} : { over: overFor }),
    ...(firedAt ? { fired: minutesOf(firedAt) } : {}),
    ...(isPast ? { past: true } : {}),
  };
}

/** Reads what {@link progressToJson} wrote. Throws a ZodError where it is anything else. */
export function progressFromJson(json: unknown): Progress {
  const data = progressJsonSchema.parse(json);
  const [anchorAt, of, step] = data.anchor;
  const { pending, task, exited, answers, dates } = data;
  return {
    place: data.place ?? null,
    anchor: { at: fromMinutes(anchorAt), of, step },
    overAt: fromMinutes(data.over ?? anchorAt),
    lastOutwardAt: instant(data.outward),
    lastOutwardStep: data.last ?? null,
    passed: data.passed,
    pending: pending ? pendingFromJson(pending) : null,
    openTask: task ? { stepId: task[0], occurrence: task[1], since: fromMinutes(task[2]) } : null,
    pausedSince: instant(data.paused),
    exited: exited ? { reason: exited[0], at: fromMinutes(exited[1]), movedTo: exited[2] ?? null } : null,
    answers: {
      replied: answers?.replied ?? [],
      opened: answers?.opened ?? [],
      clicked: answers?.clicked ?? [],
      meetingBooked: answers?.meeting ?? false,
      outcomes: answers?.outcomes ?? {},
    },
    dates: dates ? mapped(dates, standingFromJson) : null,
  };
}

function pendingFromJson(pending: PendingJson): Pending {
  return {
    stepId: pending.step,
    occurrence: pending.n,
    plannedAt: fromMinutes(pending.planned ?? pending.due),
    dueAt: fromMinutes(pending.due),
    reset: pending.reset ?? false,
    jumpedTo: pending.jumped ?? false,
    trace: traceFromJson(pending.trace),
  };
}

function standingFromJson({ from, waiting, pending, year, over, fired, past }: StandingJson): DateStanding {
  return {
    from: from ?? null,
    isWaiting: waiting ?? false,
    pending: pending ? pendingFromJson(pending) : null,
    year: year ?? null,
    overFor: over ?? null,
    firedAt: instant(fired),
    isPast: past ?? false,
  };
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (one: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, change(one)]));
}

function instant(minutes: number | undefined): DateTime | null {
  return minutes === undefined ? null : fromMinutes(minutes);
}
