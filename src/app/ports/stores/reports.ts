import type { DateTime } from 'luxon';
import type { VariantFigures } from '../../../domain/report/figures.js';

/** Touches that left (of tasks: appeared) in `from <= t < to`; null: without that bound. */
export interface ReportQuestion {
  readonly sequenceId: string;
  readonly from: DateTime | null;
  readonly to: DateTime | null;
  /** Nothing left after it. */
  readonly now: DateTime;
}

export interface Reports {
  /** What the steps that reach somebody came to, up to now; one query a table, in no order. */
  figures(question: ReportQuestion): Promise<VariantFigures[]>;
}
