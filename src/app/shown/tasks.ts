import type { DateTime } from 'luxon';
import type { TaskType } from '../ports/stores/tasks.js';
import type { ShownContactName } from './enrollments.js';

/** An open task as lists show it. */
export interface ShownTaskLine {
  readonly id: string;
  readonly type: TaskType;
  readonly title: string;
  /** The step that it came by. */
  readonly stepName: string;
  readonly contact: ShownContactName;
  readonly sequenceName: string;
  /** The zone its sequence counts in. */
  readonly rulesZone: string;
  readonly dueAt: DateTime | null;
  readonly overdue: boolean;
  readonly snoozedUntil: DateTime | null;
}

/** Somebody's open tasks, the overdue first. */
export interface ShownTaskList {
  readonly zone: string;
  readonly now: DateTime;
  readonly tasks: readonly ShownTaskLine[];
  /** One line about those that cannot be read here; null where there are none. */
  readonly unread: string | null;
}
