import type { DateTime } from 'luxon';
import type { TaskState, TaskType } from '../ports/stores/tasks.js';
import type { ShownTaskLine } from '../shown/tasks.js';

/** A message with everything it shows, ready to be drawn. */
export type ShownPost =
  | { readonly kind: 'task'; readonly task: ShownTask }
  | { readonly kind: 'task-list'; readonly list: ShownTaskPosts }
  | { readonly kind: 'notice'; readonly notice: ShownNotice }
  | { readonly kind: 'digest'; readonly digest: ShownDigest };

/** A person as messages name them. */
export interface ShownMember {
  readonly slackUserId: string | null;
  readonly name: string;
}

/** What a message about a task is to it: several may stand in Slack, and only one has buttons. */
export type TaskStanding =
  | { readonly kind: 'live' }
  /** A newer message about it stands further below, as after a snooze. */
  | { readonly kind: 'below' }
  /** It is with whoever had the task before. */
  | {
      readonly kind: 'handed-on';
      readonly to: ShownMember | null;
      readonly by: ShownMember | null;
      readonly at: DateTime;
    };

/** How a task stands that may be closed. */
export interface ShownTaskEnd {
  readonly state: TaskState;
  readonly outcome: string | null;
  readonly closedAt: DateTime | null;
  readonly closedBy: ShownMember | null;
  readonly closedReason: string | null;
  /** What comes next in the cadence: a step and its time, or why there is none. */
  readonly next: string;
  readonly standing: TaskStanding;
}

/** The tasks that came for one person at once, in one message. */
export interface ShownTaskPosts {
  readonly zone: string;
  readonly tasks: readonly (ShownTaskLine & ShownTaskEnd)[];
}

/** A task with its context, in the zone it is shown in. */
export interface ShownTask extends ShownTaskEnd {
  readonly id: string;
  readonly type: TaskType;
  readonly title: string;
  /** The step that it came by. */
  readonly stepName: string;
  readonly notes: string | null;
  readonly pauses: boolean;
  readonly zone: string;
  /** The zone its sequence counts in. */
  readonly rulesZone: string;
  readonly dueAt: DateTime | null;
  readonly overdue: boolean;
  readonly snoozedUntil: DateTime | null;
  readonly assignee: ShownMember | null;
  /** Who gave it to the assignee; null where it came by itself or they took it. */
  readonly givenBy: ShownMember | null;
  readonly sequenceName: string;
  readonly contact: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly company: string | null;
    readonly title: string | null;
    readonly phone: string | null;
    readonly notes: string | null;
  };
  /** What went out to this contact lately, newest first. */
  readonly lastTouches: readonly { readonly at: DateTime; readonly text: string }[];
}

/** A notice in words, with what a person can do about it. */
export interface ShownNotice {
  readonly title: string;
  /** Plain text, lines separated by \n. */
  readonly text: string;
  readonly buttons: readonly NoticeButton[];
}

/** A button of a notice. What the click does is decided by the use case of that name, from the ids in `value`. */
export interface NoticeButton {
  readonly action:
    | 'resolve-uncertain'
    | 'resolve-failed'
    | 'open-contact'
    | 'open-task'
    | 'show-all'
    | 'retry-held'
    | 'take-back-promotion'
    | 'help'
    | 'import-file'
    | 'tasks'
    | 'decide-publish';
  readonly label: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
}

/** What a digest says about one span of time. */
export interface ShownDigest {
  readonly title: string;
  /** The zone its times are in. */
  readonly zone: string;
  readonly from: DateTime;
  readonly to: DateTime;
  /** Set when it comes later than it should: the time it was due. */
  readonly lateFrom: DateTime | null;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
}
