import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import type { SequenceType } from '../../../domain/sequence/sequence.js';
import { readAssignee } from '../../../domain/steps/assignee.js';
import { isOutwardKind } from '../../../domain/steps/step.js';
import type { StepKind } from '../../../domain/steps/step-kind.js';

export const timings = ['usual', 'at', 'delay', 'immediately', 'date', 'event'] as const;
export const contents = ['inline', 'template', 'variants'] as const;
export const assignees = ['owner', 'person', 'channel'] as const;
export const ways = ['continue', 'exit', 'goto', 'move'] as const;
export type WayChoice = (typeof ways)[number];

/** What decides which fields a step's form shows. */
export interface StepChoices {
  readonly timing: (typeof timings)[number];
  readonly content: (typeof contents)[number];
  readonly assignee: (typeof assignees)[number];
  readonly repeats: boolean;
  /** Of a branch: where it leads when its conditions hold, and otherwise. */
  readonly holds: WayChoice;
  readonly otherwise: WayChoice;
}

/** What a form is for. */
export interface FormOf {
  readonly kind: StepKind;
  readonly type: SequenceType;
}

/** The choices that a step as it stands in the file has made. */
export function choicesOf(file: StepFileJson, of: FormOf): StepChoices {
  return {
    timing: timingOf(file, of),
    content: contentOf(file),
    assignee: assigneeOf(file.assignee),
    repeats: isObject(file.repeat),
    holds: wayOf(file.then),
    otherwise: wayOf(file.else),
  };
}

function timingOf({ when, kind: saved }: StepFileJson, { kind, type }: FormOf): StepChoices['timing'] {
  if (type === 'date') return isObject(when) && 'event' in when ? 'event' : 'date';
  // A new mail is asked when it goes; what was saved without a time keeps to the usual one.
  if (when === undefined) return saved === undefined && isOutwardKind(kind) ? 'at' : 'usual';
  if (when === 'immediately') return 'immediately';
  if (!isObject(when) || when.delay === undefined) return 'at';
  return when.delay === 'none' && (when.days ?? 0) === 0 ? 'immediately' : 'delay';
}

function contentOf({ template, variants }: StepFileJson): StepChoices['content'] {
  if (variants !== undefined) return 'variants';
  return typeof template === 'string' ? 'template' : 'inline';
}

/** Whom a step as it stands in the file gives its task to. */
export function assigneeOf(assignee: unknown): StepChoices['assignee'] {
  if (typeof assignee !== 'string') return 'owner';
  const { to } = readAssignee(assignee);
  return to === 'member' ? 'person' : to;
}

function wayOf(way: unknown): WayChoice {
  if (way === 'exit') return 'exit';
  if (!isObject(way)) return 'continue';
  return 'goto' in way ? 'goto' : 'move';
}

/** One of `known`, else what it was. */
export function chosenOf<T extends string>(known: readonly T[], chosen: string | null, before: T): T {
  return known.find((one) => one === chosen) ?? before;
}
