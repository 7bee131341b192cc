import type { DateTime } from 'luxon';
import type { Period } from '../../domain/report/period.js';
import type { StepReport } from '../../domain/report/sequence-report.js';

/** What a sequence's touches of a period came to, up to now. */
export interface ShownReport {
  readonly sequenceId: string;
  readonly name: string;
  readonly slug: string;
  readonly period: Period;
  /** Whole days of `zone`, the account's; null: without that bound. */
  readonly from: DateTime | null;
  readonly to: DateTime | null;
  readonly now: DateTime;
  readonly zone: string;
  readonly steps: readonly StepReport[];
  /** Where it is not so, 0 opens are no news. */
  readonly hearsOfMails: boolean;
}
