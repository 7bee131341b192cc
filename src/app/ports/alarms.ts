/**
 * What wakes a worker up. Alarms hold no state: whatever is lost or doubled here is found again from PostgreSQL, so a
 * handler only pokes the worker's pump and returns (architecture, "Waking").
 */
export interface Alarms {
  /**
   * Begins to listen. `onAlarm` is called once a minute and at every instant asked for with {@link Alarms.wakeAt}; it
   * must return at once. Resolves when this worker's own recurring alarm is stored. Rejects when the job store cannot be
   * reached; calling `start` again later is allowed.
   */
  start(onAlarm: () => void): Promise<void>;

  /**
   * Asks for one more call of `onAlarm` at `at`, rounded up to a whole second (at once when that is past), by any worker
   * that shares the job store. Asking twice for the same second is one alarm. Rejects when the store is away.
   */
  wakeAt(at: Date): Promise<void>;

  /** Stores this worker's recurring alarm anew, as after the job store lost it. Rejects when the store is away. */
  restore(): Promise<void>;

  /** Resolves when the job store answers, which it is asked for nothing. Rejects when it is away. Works without `start`. */
  ping(): Promise<void>;

  /** Stops listening, takes this worker's own alarms out of the store, closes every handle. Safe to call twice. */
  stop(): Promise<void>;
}
