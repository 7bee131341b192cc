import type { StepId } from '../steps/step-kind.js';

/** What the coach looks for; none of it is an error. */
export const remarkCodes = [
  'few-touches',
  'many-touches',
  'even-rhythm',
  'same-minute',
  'one-channel',
  'checking-in',
  'no-purpose',
  'no-exit-on-reply',
  'no-break-up',
  'no-question',
] as const;
export type RemarkCode = (typeof remarkCodes)[number];

/** One thing that is known to work better otherwise. */
export interface Remark {
  readonly code: RemarkCode;
  /** The step it is about; null only where the sequence as a whole is. */
  readonly stepId: StepId | null;
  /** One sentence, which names the step. */
  readonly says: string;
  /** What to do instead, one sentence. */
  readonly advice: string;
  readonly change: RemarkChange;
}

/** The change that a remark offers. */
export type RemarkChange =
  /** Only a person can word it: the step, to be edited. */
  | { readonly does: 'open'; readonly stepId: StepId }
  /** Only a person can word it: the stored text, to be edited. */
  | { readonly does: 'open-text'; readonly template: string }
  /** A step is missing, after this one; a task is a call. */
  | { readonly does: 'add'; readonly kind: 'email' | 'task'; readonly after: StepId }
  /** Mechanical: the step goes, and all that come after it. */
  | { readonly does: 'remove-from'; readonly stepId: StepId }
  /** Mechanical: `days` of the step's time. */
  | { readonly does: 'set-days'; readonly stepId: StepId; readonly days: number }
  | { readonly does: 'exit-on-reply' };
