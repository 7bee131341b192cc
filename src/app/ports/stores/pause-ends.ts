import type { DateTime } from 'luxon';
import type { PauseScope } from './enrollments.js';

/** A pause of many: of a sequence, of what somebody owns, of the workspace; `subjectId` is the id of that. */
export interface PauseOfMany {
  readonly workspaceId: string;
  readonly scope: Exclude<PauseScope, 'self'>;
  readonly subjectId: string;
}

/** When pauses of many end by themselves. */
export interface PauseEnds {
  /** Null: somebody ends it, or there is no such pause. `hold` keeps it so until the transaction ends. */
  of(pause: PauseOfMany, hold?: 'hold'): Promise<DateTime | null>;
  /** Null takes the end away. */
  set(pause: PauseOfMany, until: DateTime | null): Promise<void>;
  /** Takes the end away if it is still this one. */
  drop(pause: PauseOfMany, until: DateTime): Promise<void>;
  /** Pauses whose end has come, the earliest first. */
  due(now: DateTime): Promise<(PauseOfMany & { readonly until: DateTime })[]>;
  nextAt(): Promise<DateTime | null>;
}
