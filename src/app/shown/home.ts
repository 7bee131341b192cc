import type { DateTime } from 'luxon';
import type { ShownEnrollment, ShownState, ShownToday } from './enrollments.js';
import type { ShownTaskList } from './tasks.js';

/** Enrollments on one page of the App Home. */
export const homePage = 25;

/** The App Home of one person: their tasks, what goes out today, their enrollments by state. */
export interface ShownHome {
  readonly zone: string;
  readonly now: DateTime;
  /** The first of them, the overdue before the others, and how many there are. */
  readonly tasks: ShownTaskList & { readonly total: number; readonly overdue: number };
  readonly today: ShownToday;
  readonly enrollments: {
    readonly counts: Readonly<Record<ShownState, number>>;
    /** The state whose enrollments follow. */
    readonly state: ShownState;
    /** One page of them, {@link homePage} at most, those with the nearest time first. */
    readonly list: readonly ShownEnrollment[];
    /** Which page, counted from 0. */
    readonly page: number;
    /** One line about those of the page that cannot be read here; null where there are none. */
    readonly unread: string | null;
  };
  /** The person has paused all their own enrollments. */
  readonly isPaused: boolean;
  /** When that ends by itself; null: it does not. */
  readonly pausedUntil: DateTime | null;
}
