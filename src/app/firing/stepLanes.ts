import type { DateTime } from 'luxon';
import { carriedKinds, type StepLane } from '../../domain/steps/lane.js';
import { unmeasured } from '../ports/measures.js';
import { claimDue } from './claimDue.js';
import type { FiringDeps } from './fireDue.js';
import { measuredSender, type Watched } from './measuredSender.js';
import { pacedSender } from './pacedSender.js';
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

const unwatched: Watched = { measures: unmeasured, monotonicMs: () => 0 };

/** A lane for what needs no provider, and one for each kind of steps that one carries. */
export function createStepLanes(
  deps: FiringDeps,
  events: FlowEvents,
  watched: Watched = unwatched,
): readonly FiringLane[] {
  const { enrollments } = deps.store.read;
  const carried = carriedKinds.map((kind) => ({
    name: kind,
    nextDueAt: () => enrollments.nextDueAt(kind),
    ...createSendingFlow(deps, measuredSender(kind, pacedSender(kind, stepSender(kind, deps), deps), watched), events),
  }));
  const inside: FiringLane = {
    name: 'inside',
    nextDueAt: () => enrollments.nextDueAt('inside'),
    run: () => fireInside(deps, watched),
    underWay: () => null,
  };
  return [inside, ...carried];
}

/** Fires what needs no provider, until nothing more of it is due. Answers how many enrollments were decided. */
async function fireInside(deps: FiringDeps, { measures, monotonicMs }: Watched): Promise<number> {
  for (let sum = 0; ; ) {
    if (deps.stopping()) return sum;
    const now = await deps.clock.now();
    const asked = { now, limit: claimSize, shut: null };
    const startedMs = monotonicMs();
    const { decided, mayBeMore } = await claimDue({ ...deps, numbers: null }, 'inside', asked);
    if (decided > 0) measures.claimed('inside', (monotonicMs() - startedMs) / 1000, decided);
    sum += decided;
    if (!mayBeMore) return sum;
  }
}
