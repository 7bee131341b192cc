import type { StepKind } from './step-kind.js';
import { stepKinds } from './step-kind.js';

/**
 * Who fires a step, by kind: complete by the compiler's word. A kind with a lane of its own is carried by a provider,
 * whose slowness holds up nobody else; what is `inside` needs none, or none here carries it yet.
 */
const lanes = {
  email: 'email',
  sms: 'sms',
  task: 'inside',
  postcard: 'postcard',
  fulfillment: 'inside',
  rule: 'inside',
  delay: 'inside',
  branch: 'inside',
  exit: 'inside',
} as const satisfies Record<StepKind, StepKind | 'inside'>;

/** Kinds of steps that a provider carries: a kind added to the table above is a compile error until every table has it. */
export type CarriedKind = Exclude<(typeof lanes)[StepKind], 'inside'>;
export type StepLane = CarriedKind | 'inside';

export function laneOf(kind: StepKind): StepLane {
  return lanes[kind];
}

/** Whether a text names a kind that a provider carries. */
export function isCarried(kind: unknown): kind is CarriedKind {
  return stepKinds.some((known) => known === kind && lanes[known] !== 'inside');
}

export const carriedKinds: readonly CarriedKind[] = stepKinds.filter(isCarried);
