import type { z } from 'zod';
import type { DelayFile } from './delay.js';
import { delayFromFile, delaySchema, delayToFile } from './delay.js';
import type { EmailFile } from './email.js';
import { emailFromFile, emailSchema, emailToFile } from './email.js';
import type { Step, StepOfKind } from './step.js';
import type { StepId, StepKind } from './step-kind.js';
import type { TaskFile } from './task.js';
import { taskFromFile, taskSchema, taskToFile } from './task.js';

/** A step as the sequence file has it, by kind. */
interface FileOfKind {
  email: EmailFile;
  task: TaskFile;
  delay: DelayFile;
}
export type StepFile = FileOfKind[StepKind];

/** How a kind is read from a sequence file and written back. */
interface Notation<K extends StepKind> {
  readonly schema: z.ZodType<FileOfKind[K]>;
  readonly read: (id: StepId, file: FileOfKind[K]) => StepOfKind[K];
  readonly write: (step: StepOfKind[K]) => FileOfKind[K];
  /** The key of the kind's own content; null where it has none. */
  readonly contentKey: string | null;
}

const notations: { readonly [K in StepKind]: Notation<K> } = {
  email: { schema: emailSchema, read: emailFromFile, write: emailToFile, contentKey: 'email' },
  task: { schema: taskSchema, read: taskFromFile, write: taskToFile, contentKey: 'task' },
  delay: { schema: delaySchema, read: delayFromFile, write: delayToFile, contentKey: null },
};

export type StepReading =
  | { readonly ok: true; readonly toStep: (id: StepId) => Step }
  | { readonly ok: false; readonly error: z.ZodError };

/** Reads a step of a known kind. The id is given afterwards, since it may have to be made from the name. */
export function readStep<K extends StepKind>(kind: K, raw: unknown): StepReading {
  const { schema, read } = notations[kind];
  const result = schema.safeParse(raw);
  if (!result.success) return { ok: false, error: result.error };
  return { ok: true, toStep: (id) => read(id, result.data) };
}

export function writeStep(step: Step): StepFile {
  return writeKind(step.kind, step);
}

function writeKind<K extends StepKind>(kind: K, step: StepOfKind[K]): StepFile {
  return notations[kind].write(step);
}

export function contentKeyOf(kind: StepKind): string | null {
  return notations[kind].contentKey;
}
