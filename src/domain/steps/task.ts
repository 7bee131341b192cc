import { z } from 'zod';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { line, templateText } from '../sequence/text-schema.js';
import type { WallTime } from '../sequence/when.js';
import { daysSchema, wallTimeSchema } from '../sequence/when-schema.js';
import type { StepContent } from './content.js';
import { contentFromFile, contentToFile, variantsSchema } from './content.js';
import type { OutwardStepBase } from './step.js';
import type { FileOf } from './step-schema.js';
import { outwardFromFile, outwardKeys, outwardSchemas } from './step-schema.js';

export const taskTypes = ['call', 'linkedin', 'email', 'todo'] as const;
export type TaskType = (typeof taskTypes)[number];

/** What tasks end in; the last four are of calls. */
export const taskOutcomes = ['done', 'skipped', 'connected', 'voicemail', 'no answer', 'wrong number'] as const;
type TaskOutcome = (typeof taskOutcomes)[number];

/** What a task of a type can end in. */
export function outcomesOf(type: TaskType): readonly TaskOutcome[] {
  return type === 'call' ? taskOutcomes : taskOutcomes.slice(0, 2);
}

/** Something that a person does. Texts are Liquid templates. */
export interface TaskStep extends OutwardStepBase {
  readonly kind: 'task';
  readonly content: StepContent<TaskContent>;
  /** When the task stands out as overdue, after it appeared; null: never. */
  readonly due: TaskDue | null;
  /** `owner`, a member, or a channel, where anyone may claim it. */
  readonly assignee: string;
  /** The cadence waits for Done. */
  readonly pause: boolean;
}

export interface TaskContent {
  readonly source: 'inline';
  readonly title: string;
  readonly type: TaskType;
  readonly notes: string | null;
}

/** `at: null`: at the wall time at which the task appeared. */
export interface TaskDue {
  readonly days: number;
  readonly at: WallTime | null;
}

export const taskTypeSchema = z.enum(taskTypes, { error: coded('notOneOf', taskTypes) });
export const taskDueSchema = strictObject({ days: daysSchema.optional(), at: wallTimeSchema.optional() });

const contentSchema = strictObject({
  title: line(),
  type: taskTypeSchema.optional(),
  notes: templateText.optional(),
});
const own = { task: contentSchema.optional() };

export const taskSchemas = outwardSchemas(
  {
    kind: z.literal('task'),
    ...own,
    variants: variantsSchema(own).optional(),
    due: taskDueSchema.optional(),
    assignee: line().optional(),
    pause: z.boolean({ error: coded('notEither', 'true', 'false') }).optional(),
  },
  {
    pause: z.literal(false, { error: coded('pauseOnDates') }).optional(),
  },
);
export type TaskFile = FileOf<typeof taskSchemas>;

export function taskFromFile(id: string, file: TaskFile): TaskStep {
  const { task, template, variants } = file;
  const content = {
    own: task,
    template,
    variants: variants?.map(({ task: text, ...rest }) => ({ ...rest, template: rest.template, own: text })),
  };
  return {
    kind: 'task',
    ...outwardFromFile(id, file),
    content: contentFromFile(content, taskContent),
    due: taskDueFromFile(file.due),
    assignee: file.assignee ?? 'owner',
    pause: file.pause ?? false,
  };
}

function taskContent({ title, type, notes }: z.infer<typeof contentSchema>): TaskContent {
  return { source: 'inline', title, type: type ?? 'todo', notes: notes ?? null };
}

export function taskDueFromFile(due: z.infer<typeof taskDueSchema> | undefined): TaskDue | null {
  return due ? { days: due.days ?? 0, at: due.at ?? null } : null;
}

export function taskToFile(step: TaskStep): TaskFile {
  const { due } = step;
  const {
    own: task,
    template,
    variants,
  } = contentToFile(step.content, ({ title, type, notes }) => ({ title, type, notes: notes ?? undefined }));
  return {
    id: step.id,
    kind: 'task',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    task,
    template,
    variants: variants?.map(({ own: text, ...rest }) => ({ ...rest, task: text })),
    due: due ? { days: due.days, at: due.at ?? undefined } : undefined,
    assignee: step.assignee === 'owner' ? undefined : step.assignee,
    pause: step.pause ? true : undefined,
  };
}
