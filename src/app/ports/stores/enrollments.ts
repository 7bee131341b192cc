import type { DateTime } from 'luxon';
import type { Progress } from '../../../domain/enrollment/progress.js';
import type { Trace } from '../../../domain/timing/trace.js';
import type { ShownState } from '../../shown/enrollments.js';

export type { ShownState };

/** Who asked for a pause. An enrollment goes on when the last of its pauses is gone. */
export type PauseScope = 'self' | 'sequence' | 'owner' | 'workspace';

/** What needs a person before the next step can leave. */
export type Hold = 'blank-field' | 'failed' | 'uncertain';

/**
 * A contact in a sequence. `progress` is the whole state of the rules; `status`, `dueAt` and the like are columns written
 * from it in the same statement, for queries and workers.
 */
export interface Enrollment {
  readonly id: string;
  readonly workspaceId: string;
  readonly sequenceId: string;
  readonly sequenceVersionId: string;
  readonly contactId: string;
  readonly ownerId: string;
  readonly progress: Progress;
  readonly pauses: readonly PauseScope[];
  readonly hold: Hold | null;
  readonly holdReason: string | null;
  /** When a worker may take it; null while it may not fire, or while a worker has it. */
  readonly dueAt: DateTime | null;
  readonly enrolledAt: DateTime;
}

export interface EnrollmentFilter {
  readonly workspaceId: string;
  readonly sequenceId?: string;
  readonly contactId?: string;
  readonly contactIds?: readonly string[];
  readonly ownerId?: string;
  readonly hold?: Hold;
  readonly pause?: PauseScope;
  readonly withoutPause?: PauseScope;
  /** `open` is active or completed. */
  readonly status?: 'active' | 'completed' | 'exited' | 'open';
}

export interface DueBefore {
  readonly workspaceId: string;
  /** Null: everybody's. */
  readonly ownerId: string | null;
  readonly before: DateTime;
  readonly pausedFrom: DateTime;
  readonly limit: number;
}

export interface Enrollments {
  byId(id: string): Promise<Enrollment | null>;
  byIds(ids: readonly string[]): Promise<Enrollment[]>;
  find(filter: EnrollmentFilter, page?: { readonly limit: number; readonly after?: string }): Promise<Enrollment[]>;
  count(filter: EnrollmentFilter): Promise<number>;
  /** How many of this owner's there are in each state that people are shown. */
  countByState(workspaceId: string, ownerId: string): Promise<ReadonlyMap<ShownState, number>>;
  /** Those of this owner in one state: the nearest time first, ended ones by when they ended, the latest first. */
  inState(workspaceId: string, ownerId: string, state: ShownState, limit: number): Promise<Enrollment[]>;
  /**
   * Active ones with a next step that is due before `before`, also where it is paused or held, the earliest first;
   * paused ones only if it was due at `pausedFrom` or later. `total` counts those that `limit` leaves out too.
   */
  dueBefore(question: DueBefore): Promise<{ readonly total: number; readonly first: readonly Enrollment[] }>;
  /** Holds the row until the transaction ends: every change of an enrollment begins here. */
  lock(id: string): Promise<Enrollment | null>;
  /** The same for many, in one order for everybody. */
  lockMany(ids: readonly string[]): Promise<Enrollment[]>;
  /** False when the contact is in that sequence already (the partial unique index decides, not a check before). */
  create(enrollment: Enrollment): Promise<boolean>;
  /**
   * What is due at `now` (program time), the longest due first, rows held until the transaction ends; rows that another
   * worker holds are passed over.
   */
  claimDue(now: DateTime, limit: number): Promise<Enrollment[]>;
  /** When the next one falls due; null when none will. */
  nextDueAt(): Promise<DateTime | null>;
  save(enrollment: Enrollment, at: DateTime): Promise<void>;
  saveMany(enrollments: readonly Enrollment[], at: DateTime): Promise<void>;
}

/** Where a row of the ledger stands (architecture, "Firing"). */
export type ExecutionState =
  | 'claimed'
  | 'sending'
  | 'deferred'
  | 'fired'
  | 'skipped'
  | 'failed'
  | 'uncertain'
  | 'cancelled';

/** One occurrence of a step for an enrollment: the ledger. */
export interface Execution {
  readonly id: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly stepId: string;
  readonly stepName: string;
  readonly kind: string;
  readonly occurrence: number;
  readonly state: ExecutionState;
  readonly reason: string | null;
  readonly plannedAt: DateTime | null;
  readonly dueAt: DateTime;
  /** The minute the rules count from. */
  readonly firedAt: DateTime | null;
  /** When it really left, or was given up. */
  readonly settledAt: DateTime | null;
  readonly attempts: number;
  readonly providerMessageId: string | null;
  readonly summary: { readonly to: string; readonly subject: string } | null;
  readonly trace: Trace | null;
}

/** A row to be claimed: a step that a worker is about to send. */
export type Claim = Pick<
  Execution,
  | 'id'
  | 'workspaceId'
  | 'enrollmentId'
  | 'stepId'
  | 'stepName'
  | 'kind'
  | 'occurrence'
  | 'plannedAt'
  | 'dueAt'
  | 'summary'
  | 'trace'
>;

/** Who holds a row, and for how long from now by the database's raw time (milliseconds). */
export interface Lease {
  readonly worker: string;
  readonly leaseMs: number;
}

/** What became of a request, or what somebody said of it. */
export interface Settlement {
  readonly id: string;
  readonly state: 'fired' | 'failed' | 'deferred' | 'uncertain';
  readonly reason: string | null;
  readonly firedAt: DateTime | null;
  readonly settledAt: DateTime;
  readonly providerMessageId: string | null;
}

export interface FiredBetween {
  readonly workspaceId: string;
  readonly ownerId: string | null;
  readonly kinds: readonly string[];
  readonly from: DateTime;
  readonly to: DateTime;
  readonly limit: number;
}

export interface Executions {
  /**
   * Writes rows as `claimed` under the lease. A row of the same occurrence that was cancelled, deferred, or claimed under
   * a lease that ran out, becomes this claim and keeps its id; any other makes the claim fall away. Answers the rows that
   * are now held, with their ids.
   */
  claim(claims: readonly Claim[], lease: Lease): Promise<Claim[]>;
  /** Turns `claimed` into `sending` for rows whose lease this worker still holds; answers their ids. */
  beginSending(ids: readonly string[], lease: Lease): Promise<string[]>;
  /** Settles rows that are `sending` (or were given up as `uncertain` meanwhile); answers the ids that it settled. */
  settle(settlements: readonly Settlement[]): Promise<string[]>;
  /** Rows in `claimed` or `sending` whose lease ran out. Lock their enrollments, then read them again, before acting. */
  lapsed(limit: number): Promise<Execution[]>;
  /** How long until the next lease runs out (milliseconds of the database's raw time, at least 0); null when none is held. */
  nextLapseMs(): Promise<number | null>;
  byId(id: string): Promise<Execution | null>;
  byIds(ids: readonly string[]): Promise<Execution[]>;
  /** Oldest first, by when they were settled or fell due. */
  ofEnrollment(enrollmentId: string): Promise<Execution[]>;
  /**
   * Rows of these kinds that left in `from <= t < to`, the earliest first; `ownerId` null: everybody's. `total` counts
   * those that `limit` leaves out too.
   */
  firedBetween(question: FiredBetween): Promise<{ readonly total: number; readonly first: readonly Execution[] }>;
  /**
   * Writes rows that are over at once (fired tasks and delays, skipped steps), also over one that never left, which keeps
   * its id. Answers, by the ids that were given, under which ids they are stored.
   */
  record(executions: readonly Execution[]): Promise<ReadonlyMap<string, string>>;
  /** Takes a row out of a worker's hands. `settledAt` is kept for what is `uncertain` or `failed` and for what a person settled. */
  release(id: string, state: 'cancelled' | 'uncertain' | 'fired', reason: string | null, at: DateTime): Promise<void>;
  /**
   * Takes back what a worker holds for this enrollment but has not begun to send, and forgets planned retries; answers
   * whether something is being sent at this moment (`sending`), which cannot be taken back.
   */
  cancelUnsent(enrollmentId: string): Promise<{ readonly sending: boolean }>;
  /** The same for many; answers the rows that are being sent. */
  cancelUnsentOf(enrollmentIds: readonly string[]): Promise<Execution[]>;
}
