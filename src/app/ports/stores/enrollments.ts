import type { DateTime } from 'luxon';
import type { Progress } from '../../../domain/enrollment/progress.js';
import type { SequenceType } from '../../../domain/sequence/sequence.js';
import type { StepLane } from '../../../domain/steps/lane.js';
import type { ShownState } from '../../shown/enrollments.js';

export type {
  Claim,
  Execution,
  ExecutionState,
  Executions,
  FiredBetween,
  Lease,
  Settlement,
} from './executions.js';
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
  /** When its own pause (`self`) ends by itself; null where somebody ends it, or there is none. */
  readonly pausedUntil: DateTime | null;
  readonly hold: Hold | null;
  readonly holdReason: string | null;
  /**
   * The sender address whose turn its mail waits for (`dueAt` null), by how many that may send; or, once it is due again,
   * whose turn it has been given. Anything else that happens to it puts it at its place of the queue again.
   */
  readonly queuedFor: string | null;
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
  /** Exactly these pauses and no other. */
  readonly onlyPause?: PauseScope;
  /** Those whose next step may not fire now and would have been due before, but for what a blank field, say, holds. */
  readonly heldDueBefore?: DateTime;
  /** The type of its sequence. */
  readonly type?: SequenceType;
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

/** Open enrollments of which an edit makes the same, if their contacts' times run alike: in one version, with the same progress. */
export interface Alike {
  readonly sequenceVersionId: string;
  readonly progress: Progress;
  /** One of those that they are for. */
  readonly contactId: string;
  readonly people: number;
}

/** Open enrollments of a sequence, by id: so many of those after one. */
export interface OpenPage {
  readonly sequenceId: string;
  readonly after: string | null;
  readonly limit: number;
}

/** A stored enrollment that this program cannot read, and what reading it threw. */
export interface UnreadableRow {
  readonly id: string;
  readonly error: unknown;
}

/** What few enrollments have, asked for together. */
export interface BesideSteps {
  /** Rows of the ledger of which nobody knows whether they left: ids. */
  readonly uncertain: readonly string[];
  readonly openTasks: readonly string[];
  /** Those that {@link Enrollments.leftBehind} answers. */
  readonly leftBehind: readonly string[];
  /** The zones of those of their contacts that have one of their own, by the contacts' ids. */
  readonly zones: ReadonlyMap<string, string>;
}

export interface Enrollments {
  byId(id: string): Promise<Enrollment | null>;
  /** In the order of the ids, each once. */
  byIds(ids: readonly string[]): Promise<Enrollment[]>;
  /** The newest first; a page goes by ids. Of one moment the one that was made last is the newest. */
  find(filter: EnrollmentFilter, page?: { readonly limit: number; readonly after?: string }): Promise<Enrollment[]>;
  count(filter: EnrollmentFilter): Promise<number>;
  /** What {@link Enrollments.find} finds, whether or not it can be read here. */
  ids(filter: EnrollmentFilter): Promise<string[]>;
  /**
   * Of these contacts, the enrollments that a change of a contact concerns: those that wait for a field, and open ones that go
   * by dates (`isDated`).
   */
  concernedBy(
    workspaceId: string,
    contactIds: readonly string[],
  ): Promise<readonly { readonly id: string; readonly isDated: boolean }[]>;
  /** How many of this owner's there are in each state that people are shown. */
  countByState(workspaceId: string, ownerId: string): Promise<ReadonlyMap<ShownState, number>>;
  /** Ids of those of this owner in one state: the nearest time first, ended ones by when they ended, the latest first. */
  inState(
    workspaceId: string,
    ownerId: string,
    state: ShownState,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<string[]>;
  /**
   * Active ones with a next step that is due before `before`, also where it is paused or held, the earliest first;
   * paused ones only if it was due at `pausedFrom` or later. `total` counts those that `limit` leaves out too, `first` are ids.
   */
  dueBefore(question: DueBefore): Promise<{ readonly total: number; readonly first: readonly string[] }>;
  /**
   * A page of a sequence's open enrollments, or of its active ones, those of one version, progress and contact's zone as one;
   * `apart`: none together, since more of their contacts matters than the zone. `last`: where the next page begins; null: there is none.
   */
  alike(
    page: OpenPage & { readonly status: 'open' | 'active'; readonly apart: boolean },
  ): Promise<{ readonly alike: readonly Alike[]; readonly last: string | null }>;
  /** Holds the row until the transaction ends: every change of an enrollment begins here. */
  lock(id: string): Promise<Enrollment | null>;
  /** The same for many, in one order for everybody. */
  lockMany(ids: readonly string[]): Promise<Enrollment[]>;
  /** The same for a page of a sequence's open ones; those with the same progress share one object. */
  lockOpenOf(page: OpenPage): Promise<Enrollment[]>;
  /** The same without ever waiting: those that somebody else holds are left out. */
  lockFree(ids: readonly string[]): Promise<Enrollment[]>;
  /** False when the contact is in that sequence already (the partial unique index decides, not a check before). */
  create(enrollment: Enrollment): Promise<boolean>;
  /** {@link create} of many that are enrolled at one moment, in two statements. Answers those that are new. */
  createMany(enrollments: readonly Enrollment[]): Promise<Enrollment[]>;
  /**
   * What is due in a lane at `now` (program time), workspaces getting equal shares, of each the longest due first; rows are held
   * until the transaction ends, and rows that another worker holds are passed over. `unreadable`: rows whose progress is none, which nobody can decide.
   */
  claimDue(
    lane: StepLane,
    now: DateTime,
    limit: number,
  ): Promise<{ readonly due: Enrollment[]; readonly unreadable: UnreadableRow[] }>;
  /** Of one that is due: how many of its lane and workspace were due before it, up to `mostBefore`. */
  ahead(id: string): Promise<number>;
  /** What {@link Enrollments.saveMany} makes of locked rows of which nothing is new but that they are in a worker's hands. */
  takeInHand(ids: readonly string[], at: DateTime): Promise<void>;
  /** What stands beside the steps of these, whose rows are held. */
  besideSteps(enrollments: readonly Enrollment[]): Promise<BesideSteps>;
  /** Of these, the open ones that are not in their sequence's current version: ids. */
  leftBehind(ids: readonly string[]): Promise<string[]>;
  /** Holds locked rows as `failed` whatever is in them, so that no worker takes them again. */
  setAside(rows: readonly { readonly id: string; readonly reason: string }[], at: DateTime): Promise<void>;
  /** Makes locked rows that a newer program has written due at `until`, where they would be claimed here again and again. */
  leaveToNewer(ids: readonly string[], until: DateTime): Promise<void>;
  /**
   * Makes open enrollments of these contacts in date sequences due at once, to be looked at, where nothing holds them;
   * those that somebody else holds at this moment are left out.
   */
  wakeDated(contactIds: readonly string[], at: DateTime): Promise<void>;
  /** When the next one of a lane falls due; null when none will. */
  nextDueAt(lane: StepLane): Promise<DateTime | null>;
  save(enrollment: Enrollment, at: DateTime): Promise<void>;
  saveMany(enrollments: readonly Enrollment[], at: DateTime): Promise<void>;
}
