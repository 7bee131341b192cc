import type { DateTime } from 'luxon';
import type { Notice } from '../../notices.js';

export type TaskType = 'call' | 'linkedin' | 'email' | 'todo';
export type TaskState = 'open' | 'done' | 'skipped' | 'closed';

/** Something a person does; it appeared when its step fired. */
export interface Task {
  readonly id: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly executionId: string;
  readonly stepId: string;
  readonly occurrence: number;
  readonly assigneeId: string | null;
  readonly type: TaskType;
  readonly title: string;
  readonly notes: string | null;
  /** Whether the cadence waits for it. */
  readonly pauses: boolean;
  readonly appearedAt: DateTime;
  readonly dueAt: DateTime | null;
  readonly snoozedUntil: DateTime | null;
  readonly state: TaskState;
  readonly outcome: string | null;
  readonly closedAt: DateTime | null;
  readonly closedById: string | null;
  /** Why the program closed it: the enrollment's exit reason, or `edited`. */
  readonly closedReason: string | null;
}

export interface TaskFilter {
  readonly workspaceId: string;
  readonly assigneeId?: string;
  readonly enrollmentId?: string;
  readonly state?: TaskState;
}

export interface Tasks {
  byId(id: string): Promise<Task | null>;
  /** Open ones by due time, the overdue first; closed ones by when they were closed. */
  find(filter: TaskFilter, limit?: number): Promise<Task[]>;
  count(filter: TaskFilter): Promise<number>;
  /** The open tasks of several enrollments. */
  openOf(enrollmentIds: readonly string[]): Promise<Task[]>;
  create(tasks: readonly Task[]): Promise<void>;
  save(task: Task): Promise<void>;
}

/**
 * A message in Slack as it should be. It is written in the transaction that makes it true; the Slack lane brings it to
 * Slack, and updates it when `wanted` grows beyond `shown`. What it shows is read from the truth when it is sent.
 */
export interface Post {
  readonly id: string;
  readonly workspaceId: string;
  /** A channel's id, or a person's Slack id for their DM with the app. */
  readonly conversation: string;
  readonly content: PostContent;
  readonly enrollmentId: string | null;
  /** The same key is the same message. */
  readonly key: string;
  /** When it should be brought to Slack (a snoozed task's: later). */
  readonly dueAt: DateTime;
}

export type PostContent =
  | { readonly kind: 'task'; readonly taskId: string }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** ISO, UTC: what happened in `from <= t < to`. `lateFrom`, when it was due, where it was missed. */
  | {
      readonly kind: 'digest';
      readonly digestId: string;
      readonly from: string;
      readonly to: string;
      readonly lateFrom?: string;
    };

/** A message that a worker brings to Slack now. */
export interface ClaimedPost extends Post {
  /** What is to be shown; settle with it, so that a change in between is not lost. */
  readonly wanted: number;
  readonly shown: number;
  /** Where it stands already. */
  readonly at: { readonly channel: string; readonly ts: string } | null;
  /** Set when an earlier try may have posted it: Slack's clock, from when on to look for it. */
  readonly sendingSince: DateTime | null;
  readonly attempts: number;
}

export type PostSettlement =
  | { readonly kind: 'shown'; readonly wanted: number; readonly at: { readonly channel: string; readonly ts: string } }
  | { readonly kind: 'retry'; readonly dueAt: DateTime; readonly problem: string; readonly maybePosted: boolean }
  | { readonly kind: 'gave-up'; readonly problem: string }
  /** The message it would update is gone: post it anew. */
  | { readonly kind: 'gone'; readonly dueAt: DateTime };

export interface Posts {
  /** Due messages for this worker, under a lease of the database's raw time (milliseconds). */
  claimDue(
    now: DateTime,
    limit: number,
    lease: { readonly worker: string; readonly leaseMs: number },
  ): Promise<ClaimedPost[]>;
  settle(id: string, settlement: PostSettlement): Promise<void>;
  nextDueAt(): Promise<DateTime | null>;
  byId(id: string): Promise<Post | null>;
  /** Adds messages; one whose key exists already is left alone. */
  add(posts: readonly Post[]): Promise<void>;
  /** Asks for the messages that show this task (not the ones still waiting for their time) to be brought up to date. */
  refreshTask(taskId: string, at: DateTime): Promise<void>;
  refreshTasks(taskIds: readonly string[], at: DateTime): Promise<void>;
  /** The same for notices about what is held (blank fields, refusals) of these enrollments. */
  refreshNotices(enrollmentIds: readonly string[], at: DateTime): Promise<void>;
  refreshKey(workspaceId: string, key: string, at: DateTime): Promise<void>;
  /** Asks for everything shown about these enrollments (tasks and notices) to be brought up to date. */
  refreshEnrollments(enrollmentIds: readonly string[], at: DateTime): Promise<void>;
  /** Takes away messages about this task that have not been shown yet (a snooze that was overtaken). */
  dropUnshown(taskId: string): Promise<void>;
  /** In which conversation this task is shown, or will be: that of its latest message. */
  conversationOfTask(taskId: string): Promise<string | null>;
  /** Where a message about this task stands in Slack, the latest one; null before it was shown. */
  shownTask(taskId: string): Promise<{ readonly channel: string; readonly ts: string } | null>;
}
