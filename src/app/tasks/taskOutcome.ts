import type { DateTime } from 'luxon';
import type { NotAllowed } from '../enrollments/target.js';
import type { TaskState } from '../ports/stores/tasks.js';
import type { ShownMember, ShownTask } from '../posting/shown.js';

/** The id in the button names no task of this workspace. */
export interface UnknownTask {
  readonly ok: false;
  readonly reason: 'unknown-task';
}

/** Somebody, or the program, closed it before; nothing changed. */
export interface AlreadyClosed {
  readonly ok: false;
  readonly reason: 'already-closed';
  readonly title: string;
  readonly state: Exclude<TaskState, 'open'>;
  /** Null: the program. */
  readonly by: ShownMember | null;
  readonly at: DateTime;
  readonly outcome: string | null;
  /** Why the program closed it: why the enrollment ended (`reply`, `removed`, ...), or `edited`. */
  readonly closedReason: string | null;
}

/** The message it was clicked in is one of somebody who had the task before; nothing changed. */
export interface HandedOnBefore {
  readonly ok: false;
  readonly reason: 'handed-on';
  readonly title: string;
  readonly to: ShownMember | null;
  readonly by: ShownMember | null;
  readonly at: DateTime;
}

/** `task` is how it stands now, on the actor's clock; its `next` says what comes in the cadence. */
export type TaskOutcome =
  | { readonly ok: true; readonly task: ShownTask }
  | UnknownTask
  | AlreadyClosed
  | HandedOnBefore
  | NotAllowed;
