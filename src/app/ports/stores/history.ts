import type { DateTime } from 'luxon';
import type { Hold, PauseScope } from './enrollments.js';

/** What happened to an enrollment beside its steps. Ids; names are read when it is told. */
export type Happening =
  /** By somebody else than its owner. */
  | { readonly kind: 'enrolled' }
  /** `until`: when it ends by itself; ISO, null where somebody ends it. */
  | { readonly kind: 'paused'; readonly scope: PauseScope; readonly until: string | null }
  /** `goesOn`: no other pause holds it. */
  | { readonly kind: 'resumed'; readonly scope: PauseScope; readonly goesOn: boolean }
  | { readonly kind: 'held'; readonly hold: Hold; readonly reason: string; readonly stepId: string }
  | { readonly kind: 'released'; readonly stepId: string }
  /** Its sender had sent as many mails as it may: it waits its turn. */
  | { readonly kind: 'queued'; readonly sender: string; readonly stepId: string }
  /** It has another owner. */
  | { readonly kind: 'handed-over'; readonly from: string; readonly to: string }
  /** An edit changed what is next, or when: `stepId` null, nothing is; `at`: ISO. */
  | {
      readonly kind: 'edited';
      readonly version: number;
      readonly stepId: string | null;
      readonly at: string | null;
      readonly isOther: boolean;
    }
  | { readonly kind: 'ended'; readonly reason: string; readonly movedTo: string | null }
  /** Its end was a slip. */
  | { readonly kind: 'reopened' }
  /** `until`: ISO. */
  | { readonly kind: 'task-snoozed'; readonly taskId: string; readonly until: string }
  | { readonly kind: 'task-shown'; readonly taskId: string }
  /** `from`: null where it was anybody's. */
  | { readonly kind: 'task-handed-on'; readonly taskId: string; readonly from: string | null; readonly to: string };

/** A happening, when it was and whose word it was: a member's, or null for the program's, a rule's or the contact's. */
export interface HistoryEntry {
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly at: DateTime;
  readonly byId: string | null;
  readonly what: Happening;
}

export interface History {
  add(entries: readonly HistoryEntry[]): Promise<void>;
  /** In the order in which it happened. */
  ofEnrollment(enrollmentId: string): Promise<HistoryEntry[]>;
}
