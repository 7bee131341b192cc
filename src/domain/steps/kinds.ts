import type { z } from 'zod';
import type { SequenceType } from '../sequence/sequence.js';
import type { BranchFile } from './branch.js';
import { branchFromFile, branchSchemas, branchToFile } from './branch.js';
import type { DelayFile } from './delay.js';
import { delayFromFile, delaySchemas, delayToFile } from './delay.js';
import type { EmailFile } from './email.js';
import { emailFromFile, emailSchemas, emailToFile } from './email.js';
import type { ExitFile } from './exit.js';
import { exitFromFile, exitSchemas, exitToFile } from './exit.js';
import type { FulfillmentFile } from './fulfillment.js';
import { fulfillmentFromFile, fulfillmentSchemas, fulfillmentToFile } from './fulfillment.js';
import type { PostcardFile } from './postcard.js';
import { postcardFromFile, postcardSchemas, postcardToFile } from './postcard.js';
import type { RuleFile } from './rule.js';
import { ruleFromFile, ruleSchemas, ruleToFile } from './rule.js';
import type { SmsFile } from './sms.js';
import { smsFromFile, smsSchemas, smsToFile } from './sms.js';
import type { Step, StepOfKind } from './step.js';
import { isOutwardKind } from './step.js';
import type { StepId, StepKind } from './step-kind.js';
import { stepKinds } from './step-kind.js';
import type { StepSchemas } from './step-schema.js';
import type { TaskFile } from './task.js';
import { taskFromFile, taskSchemas, taskToFile } from './task.js';

/** A step as the sequence file has it, by kind. */
interface FileOfKind {
  email: EmailFile;
  sms: SmsFile;
  task: TaskFile;
  postcard: PostcardFile;
  fulfillment: FulfillmentFile;
  rule: RuleFile;
  delay: DelayFile;
  branch: BranchFile;
  exit: ExitFile;
}
export type StepFile = FileOfKind[StepKind];

/** How a kind is read from a sequence file and written back. */
interface Notation<K extends StepKind> {
  readonly schemas: StepSchemas<z.ZodType<FileOfKind[K]>, z.ZodType<FileOfKind[K]>>;
  readonly read: (id: StepId, file: FileOfKind[K]) => StepOfKind[K];
  readonly write: (step: StepOfKind[K]) => FileOfKind[K];
}

const notations: { readonly [K in StepKind]: Notation<K> } = {
  email: { schemas: emailSchemas, read: emailFromFile, write: emailToFile },
  sms: { schemas: smsSchemas, read: smsFromFile, write: smsToFile },
  task: { schemas: taskSchemas, read: taskFromFile, write: taskToFile },
  postcard: { schemas: postcardSchemas, read: postcardFromFile, write: postcardToFile },
  fulfillment: { schemas: fulfillmentSchemas, read: fulfillmentFromFile, write: fulfillmentToFile },
  rule: { schemas: ruleSchemas, read: ruleFromFile, write: ruleToFile },
  delay: { schemas: delaySchemas, read: delayFromFile, write: delayToFile },
  branch: { schemas: branchSchemas, read: branchFromFile, write: branchToFile },
  exit: { schemas: exitSchemas, read: exitFromFile, write: exitToFile },
};

export type StepReading =
  | { readonly ok: true; readonly toStep: (id: StepId) => Step }
  | { readonly ok: false; readonly error: z.ZodError };

/** The kinds that a type of sequence has. */
export function kindsIn(type: SequenceType): readonly StepKind[] {
  return stepKinds.filter((kind) => notations[kind].schemas[type] !== null);
}

/**
 * Reads a step of a kind that its sequence has. The id is given afterwards, since it may have to be made from the name.
 * Throws a RangeError for a kind that has no place there.
 */
export function readStep<K extends StepKind>(kind: K, type: SequenceType, raw: unknown): StepReading {
  const { schemas, read } = notations[kind];
  const result = schemaOf(schemas, kind, type).safeParse(raw);
  if (!result.success) return { ok: false, error: result.error };
  return { ok: true, toStep: (id) => read(id, result.data) };
}

function schemaOf<S extends z.ZodType, D extends z.ZodType>(
  schemas: StepSchemas<S, D>,
  kind: string,
  type: SequenceType,
) {
  const schema = schemas[type];
  if (schema === null) throw new RangeError(`${kind} has no place in a ${type} sequence`);
  return schema;
}

/** A kind's schema in a type of sequence; null where it has no place there. */
export function stepSchema(kind: StepKind, type: SequenceType): z.ZodType | null {
  return notations[kind].schemas[type];
}

export function writeStep(step: Step): StepFile {
  return writeKind(step.kind, step);
}

function writeKind<K extends StepKind>(kind: K, step: StepOfKind[K]): StepFile {
  return notations[kind].write(step);
}

/** The key of the kind's own content, which is its name; null for kinds that say nothing. */
export function contentKeyOf(kind: StepKind): string | null {
  return isOutwardKind(kind) ? kind : null;
}
