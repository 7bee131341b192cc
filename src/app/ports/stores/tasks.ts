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
  readonly sequenceId: string;
  /** As in the ledger. */
  readonly variant: string | null;
  readonly assigneeId: string | null;
  /** Who is away and has it stood in for: it is theirs again when they are back. */
  readonly standsInForId: string | null;
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
  readonly standsInForId?: string;
  readonly enrollmentId?: string;
  readonly state?: TaskState;
  readonly dueBefore?: DateTime;
}

export interface Tasks {
  byId(id: string): Promise<Task | null>;
  /** In the order of the ids, each once. */
  byIds(ids: readonly string[]): Promise<Task[]>;
  /** Open ones by due time, the overdue first; closed ones by when they were closed. */
  find(filter: TaskFilter, limit?: number): Promise<Task[]>;
  count(filter: TaskFilter): Promise<number>;
  /** The open tasks of several enrollments, in the order in which they were made. */
  openOf(enrollmentIds: readonly string[]): Promise<Task[]>;
  create(tasks: readonly Task[]): Promise<void>;
  save(task: Task): Promise<void>;
  /** When their assignees are to be told that they are overdue; null: not any more. */
  announce(announcements: readonly { readonly taskId: string; readonly at: DateTime | null }[]): Promise<void>;
  /**
   * Open tasks of which their assignees are to be told now, by assignee (a member's id): all of a person's, of so many
   * people, in order of time. Held until the transaction ends; people and tasks that somebody else holds are passed over.
   */
  claimOverdue(now: DateTime, people: number): Promise<ReadonlyMap<string, readonly Task[]>>;
  /** When somebody is to be told next that a task is overdue. */
  nextAnnouncementAt(): Promise<DateTime | null>;
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
  /** Many tasks of one person at once; its lines are the messages that were put into it ({@link Posts.intoList}). */
  | { readonly kind: 'task-list' }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** ISO, UTC: what happened in `from <= t < to`. `lateFrom`, when it was due, where it was missed. */
  | {
      readonly kind: 'digest';
      readonly digestId: string;
      readonly from: string;
      readonly to: string;
      readonly lateFrom?: string;
    };

const contents: Readonly<Record<PostContent['kind'], true>> = {
  task: true,
  'task-list': true,
  notice: true,
  digest: true,
};
const notices: Readonly<Record<Notice['kind'], true>> = {
  'blank-field': true,
  failed: true,
  uncertain: true,
  ended: true,
  'by-colleague': true,
  overdue: true,
  unreachable: true,
  'digest-undeliverable': true,
  answer: true,
  'publish-request': true,
  promoted: true,
  report: true,
};
/** What can be drawn here: a newer program's other messages wait for it. */
export const knownPosts = { contents: Object.keys(contents), notices: Object.keys(notices) };

/** A task was given to somebody else; a message about it that stands with whoever had it before says so. Member ids. */
export interface HandedOn {
  readonly to: string;
  readonly by: string;
  readonly at: DateTime;
}

/** One of the messages about a task. */
export interface TaskPost {
  readonly id: string;
  readonly taskId: string;
  /** When it came to be, or will (a snoozed task's). */
  readonly since: DateTime;
  readonly handedOn: HandedOn | null;
  /** Where it stands in Slack: that of the list where it is a line of one. */
  readonly at: { readonly channel: string; readonly ts: string } | null;
}

/** A message that a worker brings to Slack now. */
export interface ClaimedPost extends Post {
  /** What the worker holds it by: with another one, nothing of it can be begun or settled. */
  readonly claim: string;
  /** What is to be shown; settle with it, so that a change in between is not lost. */
  readonly wanted: number;
  readonly shown: number;
  /** Where it stands already. */
  readonly at: { readonly channel: string; readonly ts: string } | null;
  /** The message that it was posted below, or that the last try began to post it below; null: it stands by itself. */
  readonly threadTs: string | null;
  /** Set when the last try may have posted it: when that began, by the database's raw time. */
  readonly sendingSince: DateTime | null;
  /** Of what was shown last; null before it was shown. */
  readonly fingerprint: string | null;
  readonly attempts: number;
}

export type PostSettlement =
  | {
      readonly kind: 'shown';
      readonly wanted: number;
      readonly at: { readonly channel: string; readonly ts: string };
      readonly fingerprint: string;
    }
  | { readonly kind: 'retry'; readonly dueAt: DateTime; readonly problem: string; readonly maybePosted: boolean }
  | { readonly kind: 'gave-up'; readonly problem: string }
  /** The message it would update is gone: post it anew. */
  | { readonly kind: 'gone'; readonly dueAt: DateTime };

export interface Posts {
  /**
   * Due messages for this worker, under a lease of the database's raw time (milliseconds): of each conversation the oldest,
   * and none where one is in a worker's hands or waits to be tried again, so that they come in order. Of workspaces in turn. None of
   * `without`, for which its conversation waits.
   */
  claimDue(
    now: DateTime,
    limit: number,
    lease: { readonly worker: string; readonly leaseMs: number },
    without?: readonly string[],
  ): Promise<ClaimedPost[]>;
  /**
   * Just before Slack is asked to post or to change one: the lease begins anew, and the message may be in Slack from now on.
   * `threadTs` is where it is to be looked for then. False where it is not this claim's any more: nothing may be asked then. Where
   * it is new in Slack, the next new one of its conversation may be claimed `spacingMs` later.
   */
  begin(post: Pick<ClaimedPost, 'id' | 'claim' | 'threadTs'>, leaseMs: number, spacingMs: number): Promise<boolean>;
  /**
   * The `ts` of the message below which this one belongs: the one about the same enrollment that stands by itself in the
   * same conversation, the newest where there are several. Null where there is none.
   */
  threadOf(post: Pick<ClaimedPost, 'id' | 'workspaceId' | 'conversation' | 'enrollmentId'>): Promise<string | null>;
  /** The id of the channel in which the latest message for a conversation that is named so was shown; null: none was. */
  placeOf(conversation: Pick<Post, 'workspaceId' | 'conversation'>): Promise<string | null>;
  /** False, and nothing changes, where it is not this claim's any more. */
  settle(post: Pick<ClaimedPost, 'id' | 'claim'>, settlement: PostSettlement): Promise<boolean>;
  /** When one can be claimed next, none of `without`; null when none is due, or those that are wait for one in a worker's hands. */
  nextDueAt(without?: readonly string[]): Promise<DateTime | null>;
  /** In how many milliseconds a message in some worker's hands is free again, should that worker be dead; null: in nobody's. */
  nextLapseMs(): Promise<number | null>;
  byId(id: string): Promise<Post | null>;
  /** Adds messages; one whose key exists already is left alone. */
  add(posts: readonly Post[]): Promise<void>;
  /** Asks for the messages that show this task, alone or in a list, to be brought up to date. */
  refreshTask(taskId: string, at: DateTime): Promise<void>;
  refreshTasks(taskIds: readonly string[], at: DateTime): Promise<void>;
  /** The same for notices about what is held (blank fields, refusals) of these enrollments. */
  refreshNotices(enrollmentIds: readonly string[], at: DateTime): Promise<void>;
  refreshKey(workspaceId: string, key: string, at: DateTime): Promise<void>;
  /** The same for the questions ("was this sent?") about these rows of the ledger. */
  refreshUncertain(workspaceId: string, executionIds: readonly string[], at: DateTime): Promise<void>;
  /**
   * Puts more rows of the ledger into the latest question to this person that came up at `since` or later and is not
   * answered yet, and stands in no thread: it is about several enrollments then. False when there is none.
   */
  joinUncertain(
    to: { readonly workspaceId: string; readonly conversation: string },
    executionIds: readonly string[],
    span: { readonly since: DateTime; readonly now: DateTime },
  ): Promise<boolean>;
  /** The same for older messages about the tasks of this one, which has just been shown below them. */
  refreshOlder(postId: string, at: DateTime): Promise<void>;
  /**
   * Takes away messages about this task that surely have not been shown yet (a snooze that was overtaken), but for lines
   * of lists.
   */
  dropUnshown(taskId: string): Promise<void>;
  /** In which conversation this task is shown, or will be: that of its latest message. */
  conversationOfTask(taskId: string): Promise<string | null>;
  /** Messages about these tasks, the oldest first. */
  ofTasks(taskIds: readonly string[]): Promise<TaskPost[]>;
  /** The messages that are lines of this list, the oldest first. */
  inList(listId: string): Promise<TaskPost[]>;
  /** Every message about this task so far is one of somebody who had it before. */
  handOn(taskId: string, handedOn: HandedOn): Promise<void>;
  /** Messages about tasks for this person that are due, not begun and no line of a list; locked, without those that are. */
  lockDueTasks(workspaceId: string, conversation: string, now: DateTime): Promise<string[]>;
  /** Messages about tasks for this person that came to be since then, shown or not, and older ones that are still due. */
  countTasks(
    workspaceId: string,
    conversation: string,
    span: { readonly since: DateTime; readonly now: DateTime },
  ): Promise<number>;
  /** Makes messages lines of a list: they are given back where they were claimed, and never posted by themselves. */
  intoList(postIds: readonly string[], listId: string, at: DateTime): Promise<void>;
  /** The id of the message that has this key. */
  idOfKey(workspaceId: string, key: string): Promise<string | null>;
}
