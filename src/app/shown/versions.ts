import type { DateTime } from 'luxon';

/** A version of what is stored, among the others. */
export interface ShownVersion {
  readonly number: number;
  readonly savedAt: DateTime;
  /** Null: an import. */
  readonly savedBy: string | null;
}
