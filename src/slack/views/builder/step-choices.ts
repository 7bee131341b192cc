import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';

/** What decides which fields a step's form shows. */
export interface StepChoices {
  readonly timing: 'at' | 'delay' | 'immediately';
  readonly content: 'inline' | 'template';
  readonly assignee: 'owner' | 'person' | 'channel';
  readonly repeats: boolean;
}

/** The choices that a step as it stands in the file has made. */
export function choicesOf(file: StepFileJson): StepChoices {
  return {
    timing: timingOf(file.when),
    content: typeof file.template === 'string' ? 'template' : 'inline',
    assignee: assigneeOf(file.assignee),
    repeats: isObject(file.repeat),
  };
}

function timingOf(when: unknown): StepChoices['timing'] {
  if (when === 'immediately') return 'immediately';
  if (!isObject(when) || when.delay === undefined) return 'at';
  return when.delay === 'none' && (when.days ?? 0) === 0 ? 'immediately' : 'delay';
}

function assigneeOf(assignee: unknown): StepChoices['assignee'] {
  if (typeof assignee !== 'string' || assignee === 'owner') return 'owner';
  return /^(#|[CG][A-Z0-9]{5,}$)/.test(assignee) ? 'channel' : 'person';
}
