import type { DateTime } from 'luxon';
import type { CarriedKind, StepLane } from '../../../domain/steps/lane.js';

/** How much of something there is: exact up to {@link mostCounted}, which stands for that many or more. */
export type Count = number;

/** Whoever watches a backlog needs to know that it is large, not how large: no reading counts further than this. */
export const mostCounted = 10_000;

/** In which lane a provider is asked what became of things of a kind. */
export type LookUpLane = `look-ups: ${CarriedKind}`;

/** Where something can fall due, as the lanes of a worker are called: steps, and what is done beside them. */
export type DueLane =
  | StepLane
  | LookUpLane
  | 'turns'
  | 'pauses'
  | 'deliveries'
  | 'slack'
  | 'digests'
  | 'promotions'
  | 'overdue';

/** How much of everything there is at a moment. */
export interface QueueReadings {
  /** What is due and taken by no worker. */
  readonly due: ReadonlyMap<DueLane, Count>;
  /** Enrollments whose step may not leave, by why: it waits for a person, or for its sender's turn (`sending-limit`). */
  readonly held: ReadonlyMap<string, Count>;
  /** Steps of which nobody knows whether they left. */
  readonly uncertain: Count;
  /** Steps in workers' hands: claimed, or being sent. */
  readonly inHand: Count;
}

export interface Readings {
  /** For whoever watches the program: reads nothing but indexes, however much waits. */
  queues(
    lanes: { readonly steps: readonly StepLane[]; readonly lookUps: readonly CarriedKind[] },
    now: DateTime,
  ): Promise<QueueReadings>;
}
