import type { DateTime } from 'luxon';

/** How much of something there is: exact up to {@link mostCounted}, which stands for that many or more. */
export type Count = number;

/** Whoever watches a backlog needs to know that it is large, not how large: no reading counts further than this. */
export const mostCounted = 10_000;

/** How much of everything there is at a moment. */
export interface QueueReadings {
  /** Enrollments whose next step is due and taken by no worker, by lane. */
  readonly due: ReadonlyMap<string, Count>;
  /** Messages to Slack that are due. */
  readonly posts: Count;
  /** Enrollments whose step may not leave, by why: it waits for a person, or for its sender's turn (`sending-limit`). */
  readonly held: ReadonlyMap<string, Count>;
  /** Steps of which nobody knows whether they left. */
  readonly uncertain: Count;
  /** Steps in workers' hands: claimed, or being sent. */
  readonly inHand: Count;
}

export interface Readings {
  /** For whoever watches the program: reads nothing but indexes, however much waits. */
  queues(lanes: readonly string[], now: DateTime): Promise<QueueReadings>;
}
