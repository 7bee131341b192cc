import type { DateTime } from 'luxon';
import { carriedKinds, type StepLane } from '../../domain/steps/lane.js';
import { claimDue } from './claimDue.js';
import type { FiringDeps } from './fireDue.js';
import { createSendingFlow, type FlowEvents, type SendingFlow } from './sendingFlow.js';
import { stepSender } from './stepSender.js';

/** Enrollments that one claim takes of those whose next step needs no provider. */
const claimSize = 200;

/** One kind of steps, fired beside the others. */
export interface FiringLane extends SendingFlow {
  readonly name: StepLane;
  /** When something of it falls due next; null when nothing will. */
  nextDueAt(): Promise<DateTime | null>;
}

/** A lane for what needs no provider, and one for each kind of steps that one carries. */
export function createStepLanes(deps: FiringDeps, events: FlowEvents): readonly FiringLane[] {
  const { enrollments } = deps.store.read;
  const carried = carriedKinds.map((kind) => ({
    name: kind,
    nextDueAt: () => enrollments.nextDueAt(kind),
    ...createSendingFlow(deps, stepSender(kind, deps), events),
  }));
  const inside: FiringLane = {
    name: 'inside',
    nextDueAt: () => enrollments.nextDueAt('inside'),
    run: () => fireInside(deps),
    underWay: () => null,
  };
  return [inside, ...carried];
}

/** Fires what needs no provider, until nothing more of it is due. Answers how many enrollments were decided. */
async function fireInside(deps: FiringDeps): Promise<number> {
  for (let sum = 0; ; ) {
    if (deps.stopping()) return sum;
    const now = await deps.clock.now();
    const asked = { now, limit: claimSize, shut: null };
    const { decided, mayBeMore } = await claimDue({ ...deps, numbers: null }, 'inside', asked);
    sum += decided;
    if (!mayBeMore) return sum;
  }
}
