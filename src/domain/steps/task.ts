import { z } from 'zod';
import { strictObject } from '../sequence/strict-object.js';
import type { WallTime } from '../sequence/when.js';
import { daysSchema, wallTimeSchema } from '../sequence/when-schema.js';
import type { OutwardStepBase, TemplateReference } from './step.js';
import { line, outwardFromFile, outwardKeys, outwardShape, templateText } from './step-schema.js';

export const taskTypes = ['call', 'linkedin', 'email', 'todo'] as const;
export type TaskType = (typeof taskTypes)[number];

/** Something that a person does. Texts are Liquid templates. */
export interface TaskStep extends OutwardStepBase {
  readonly kind: 'task';
  readonly content: TaskContent | TemplateReference;
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

export const taskSchema = strictObject({
  ...outwardShape,
  kind: z.literal('task'),
  task: strictObject({
    title: line(),
    type: z.enum(taskTypes, { error: `must be one of ${taskTypes.join(', ')}` }).optional(),
    notes: templateText.optional(),
  }).optional(),
  due: strictObject({ days: daysSchema.optional(), at: wallTimeSchema.optional() }).optional(),
  assignee: line().optional(),
  pause: z.boolean({ error: 'must be true or false' }).optional(),
});
export type TaskFile = z.infer<typeof taskSchema>;

export function taskFromFile(id: string, file: TaskFile): TaskStep {
  const { task, due } = file;
  return {
    kind: 'task',
    ...outwardFromFile(id, file),
    content: task
      ? { source: 'inline', title: task.title, type: task.type ?? 'todo', notes: task.notes ?? null }
      : { source: 'template', template: file.template ?? '' },
    due: due ? { days: due.days ?? 0, at: due.at ?? null } : null,
    assignee: file.assignee ?? 'owner',
    pause: file.pause ?? false,
  };
}

export function taskToFile(step: TaskStep): TaskFile {
  const { content, due } = step;
  return {
    id: step.id,
    kind: 'task',
    name: step.name ?? undefined,
    ...outwardKeys(step),
    task:
      content.source === 'inline'
        ? { title: content.title, type: content.type, notes: content.notes ?? undefined }
        : undefined,
    template: content.source === 'template' ? content.template : undefined,
    due: due ? { days: due.days, at: due.at ?? undefined } : undefined,
    assignee: step.assignee === 'owner' ? undefined : step.assignee,
    pause: step.pause ? true : undefined,
  };
}
