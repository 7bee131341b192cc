import type { Repeat, When } from '../sequence/when.js';
import type { BranchStep } from './branch.js';
import type { DelayStep } from './delay.js';
import type { EmailStep } from './email.js';
import type { ExitStep } from './exit.js';
import type { FulfillmentStep } from './fulfillment.js';
import type { PostcardStep } from './postcard.js';
import type { RuleStep } from './rule.js';
import type { SmsStep } from './sms.js';
import type { StepId, StepKind } from './step-kind.js';
import { stepKinds } from './step-kind.js';
import type { TaskStep } from './task.js';

/** What every step has. */
export interface StepBase {
  readonly id: StepId;
  readonly name: string | null;
}

/** What every step that reaches somebody has. */
export interface OutwardStepBase extends StepBase {
  /** Null: left out, see `timingOf`. */
  readonly when: When | null;
  readonly repeat: Repeat | null;
  /** Of a split test: how often every variant must have gone out before the better one is promoted by itself; null: never. */
  readonly promoteAfter: number | null;
}

/** Which type belongs to which kind. */
export interface StepOfKind {
  email: EmailStep;
  sms: SmsStep;
  task: TaskStep;
  postcard: PostcardStep;
  fulfillment: FulfillmentStep;
  rule: RuleStep;
  delay: DelayStep;
  branch: BranchStep;
  exit: ExitStep;
}

export type Step = StepOfKind[StepKind];

/** Outward steps reach somebody and keep to the window; control steps only steer the enrollment. */
const outward = {
  email: true,
  sms: true,
  task: true,
  postcard: true,
  fulfillment: true,
  rule: false,
  delay: false,
  branch: false,
  exit: false,
} as const satisfies Record<StepKind, boolean>;

export type OutwardKind = { [K in StepKind]: (typeof outward)[K] extends true ? K : never }[StepKind];
export type OutwardStep = StepOfKind[OutwardKind];

export function isOutward(step: Step): step is OutwardStep {
  return outward[step.kind];
}

/** Whether a text names a kind of outward steps. */
export function isOutwardKind(kind: unknown): kind is OutwardKind {
  return stepKinds.some((known) => known === kind && outward[known]);
}

export const outwardKinds: readonly OutwardKind[] = stepKinds.filter(isOutwardKind);
export const controlKinds: readonly StepKind[] = stepKinds.filter((kind) => !isOutwardKind(kind));

/** Whether the cadence waits for this step to be done after it fired: a task with `pause`. */
export function pausesCadence(step: Step): step is TaskStep {
  return step.kind === 'task' && step.pause;
}

/** The step's `repeat`; null for one that fires once and for control steps. */
export function repeatOf(step: Step): Repeat | null {
  return isOutward(step) ? step.repeat : null;
}

/** The step's own `when`; null where it is left out, and for delay steps, which have none. */
export function whenOf(step: Step): When | null {
  return step.kind === 'delay' ? null : step.when;
}

/** What people see in lists: the name, else the id. */
export function stepLabel(step: Step): string {
  return step.name ?? step.id;
}
