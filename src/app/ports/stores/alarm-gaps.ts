import type { DateTime } from 'luxon';

/** Times in which workers heard no alarm and woke themselves, taken together. */
export interface AlarmGapsBetween {
  /** How often a worker woke itself. */
  readonly times: number;
  readonly workers: number;
  readonly lastAt: DateTime | null;
}

export interface AlarmGaps {
  /**
   * A worker woke itself at `at`, `silentMs` after it last heard something: goes on with its gap where one lasted until a few
   * minutes before. What is older than a month is forgotten.
   */
  note(gap: {
    readonly id: string;
    readonly worker: string;
    readonly at: DateTime;
    readonly silentMs: number;
  }): Promise<void>;
  /** Gaps that lasted into `from <= t < to`. */
  between(from: DateTime, to: DateTime): Promise<AlarmGapsBetween>;
}
