import type { DateTime } from 'luxon';
import type { MailInThread } from '../../../domain/mail/thread.js';
import type { Trace } from '../../../domain/timing/trace.js';
import type { Acceptance, Beginning, HeldClaim } from './requests.js';

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

/** What left, for people. */
export interface SentSummary {
  readonly to: string;
  /** A mail's subject, a text's first line. */
  readonly subject: string;
  /** A text's, by which the provider is asked for it. */
  readonly text?: { readonly from: string; readonly body: string };
  /** A mail's, by which the mails after it go on in its thread. */
  readonly mail?: Pick<MailInThread, 'from' | 'references'>;
}

/** One occurrence of a step for an enrollment: the ledger. */
export interface Execution {
  readonly id: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  /** The enrollment's. */
  readonly sequenceId: string;
  readonly stepId: string;
  readonly stepName: string;
  readonly kind: string;
  readonly occurrence: number;
  /** The variant of the step's split test that the enrollment got; null where there was no test. */
  readonly variant: string | null;
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
  readonly summary: SentSummary | null;
  /** When the provider is asked what became of it, an `uncertain` one; null: only a person can say. */
  readonly lookUpAt: DateTime | null;
  readonly trace: Trace | null;
}

/** A row to be claimed: a step that a worker is about to send. */
export type Claim = Pick<
  Execution,
  | 'id'
  | 'workspaceId'
  | 'enrollmentId'
  | 'sequenceId'
  | 'stepId'
  | 'stepName'
  | 'kind'
  | 'occurrence'
  | 'variant'
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
  /** The attempt at the row whose request was answered; null: somebody's word on a row that is `uncertain`. */
  readonly attempt: number | null;
  readonly state: 'fired' | 'failed' | 'deferred' | 'uncertain';
  readonly reason: string | null;
  readonly firedAt: DateTime | null;
  readonly settledAt: DateTime;
  readonly providerMessageId: string | null;
  /** When the provider is to be asked what became of it; null where nobody asks. */
  readonly lookUpAt: DateTime | null;
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
   * Writes rows as `claimed` under the lease. A row of the same occurrence that was cancelled or deferred becomes this claim
   * and keeps its id; any other makes the claim fall away, a claim whose lease ran out too, until it is given up. Answers the rows
   * that are now held, with their ids.
   */
  claim(claims: readonly Claim[], lease: Lease): Promise<Claim[]>;
  /**
   * Turns `claimed` into `sending` for rows that are still held under these claims; answers them with the attempt it is. A worker
   * does so once with a claim. Where the try is over already and `neverLeft` (why), one that dies before it settles them leaves them
   * as claimed only. With its commit it is also kept that these requests were taken: nothing of them is in doubt then, whatever
   * becomes of their worker. A request stands until it is forgotten ({@link Requests}).
   */
  beginSending(
    beginnings: readonly Beginning[],
    lease: Lease,
    neverLeft?: string,
    acceptances?: readonly Acceptance[],
  ): Promise<(HeldClaim & { readonly attempt: number })[]>;
  /**
   * Settles rows that are `sending` (or were given up as `uncertain` meanwhile) by their latest request, and no other:
   * what a request of an earlier worker hears changes nothing. Every answer is kept with its attempt. Answers the ids that
   * it settled.
   */
  settle(settlements: readonly Settlement[]): Promise<string[]>;
  /**
   * Rows in `claimed` or `sending` whose lease ran out, without these: of kinds that are known here, for a newer program's may have
   * another end. Lock their enrollments, then {@link giveUp} them.
   */
  lapsed(limit: number, without?: readonly string[]): Promise<Execution[]>;
  /**
   * Takes rows whose lease is over out of their worker's hands: `claimed`, and what never left, becomes `cancelled`, `sending`
   * becomes `uncertain` with this reason, to be looked up where `lookUps` names a time for its kind. Leaves the others as they
   * are; answers those that it took, in the order of the ids, as they are now.
   */
  giveUp(
    ids: readonly string[],
    reason: string,
    at: DateTime,
    lookUps: readonly { readonly kind: string; readonly at: DateTime | null }[],
  ): Promise<Execution[]>;
  /** Takes claims that this worker still holds, and did not begin to send, out of its hands; answers their rows. */
  giveBack(claims: readonly HeldClaim[], worker: string): Promise<Execution[]>;
  /** Makes rows `deferred` without a try that the same transaction claimed, and keeps why with their attempts. */
  putOff(ids: readonly string[], reason: string, at: DateTime): Promise<void>;
  /** How long until the next of those leases runs out (milliseconds of the database's raw time, at least 0); null when none is held. */
  nextLapseMs(): Promise<number | null>;
  /**
   * Uncertain rows of a kind whose provider is to be asked by `now`, of workspaces in turn, the earliest first; until `until` no
   * other worker takes them.
   */
  claimLookUps(
    kind: string,
    asked: { readonly now: DateTime; readonly until: DateTime; readonly limit: number },
  ): Promise<Execution[]>;
  /** When the provider is asked about an uncertain row again; null: never, a person is. */
  lookUpAgain(id: string, at: DateTime | null): Promise<void>;
  nextLookUpAt(kind: string): Promise<DateTime | null>;
  /** Of these ids of a provider, those that belong to other rows of this one's kind. An index answers it, of all kinds but mails. */
  messagesOfOthers(
    row: Pick<Execution, 'id' | 'workspaceId' | 'kind'>,
    messageIds: readonly string[],
  ): Promise<string[]>;
  /** Makes a row that was released `deferred`, and says why: it is tried again later. */
  defer(id: string, reason: string): Promise<void>;
  /** Keeps a reason with a fired row that has this id of the provider. False: it was kept before, or there is no such row. */
  note(id: string, messageId: string, reason: string): Promise<boolean>;
  byId(id: string): Promise<Execution | null>;
  /** In the order of the ids, each once. */
  byIds(ids: readonly string[]): Promise<Execution[]>;
  /**
   * The last row of these kinds that left, for one of these enrollments, at this instant or before: what somebody who
   * answers, and does not say what, answers.
   */
  lastTouch(enrollmentIds: readonly string[], kinds: readonly string[], at: DateTime): Promise<Execution | null>;
  /** The mail that left last for each of these enrollments, by enrollment. */
  latestMails(enrollmentIds: readonly string[]): Promise<ReadonlyMap<string, MailInThread>>;
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
   * Takes back what a worker holds for these enrollments but has not begun to send, and forgets planned retries; answers
   * those of the enrollments of which something is being sent at this moment, which cannot be taken back.
   */
  cancelUnsentOf(enrollmentIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets that steps of these enrollments were refused: they may be claimed again. */
  forgetFailedOf(enrollmentIds: readonly string[]): Promise<void>;
  /** Rows of these enrollments of which nobody knows whether they left. */
  uncertainOf(enrollmentIds: readonly string[]): Promise<Execution[]>;
}
