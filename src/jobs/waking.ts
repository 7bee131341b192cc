import { reasonOf } from '../app/faults.js';
import type { Alarms } from '../app/ports/alarms.js';
import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';

export interface Waking {
  /** How long no alarm was heard, in milliseconds of steady time; counted from the beginning before the first. */
  silentForMs(): number;
  /** Stops watching, and the alarms with it. */
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/**
 * Keeps the pump awake (architecture, "Waking"): pokes it now, at each alarm, and whenever no alarm was heard for
 * `silenceMs`. Then it also has the alarms restored and tells `onSilence`, for a metric and the digest.
 *
 * Returns at once: a job store that is away does not keep the program from starting. Starting and restoring are tried again,
 * after 1 s and up to 30 s apart, while the silence pokes.
 */
export function keepAwake(o: {
  readonly alarms: Alarms;
  readonly timers: Timers;
  /** Steady time in milliseconds, from any beginning; a change of the machine's clock does not move it. */
  readonly monotonicMs: () => number;
  readonly pump: { poke(): void };
  readonly log: Log;
  readonly silenceMs?: number;
  readonly onSilence?: (silentMs: number) => void;
}): Waking {
  const { alarms, timers, monotonicMs, pump, log, silenceMs = 90_000 } = o;
  let lastHeardMs = monotonicMs();
  let storing = false;
  let stopping: Promise<void> | null = null;
  let cancelRetry = () => {};
  let cancelWatch = () => {};

  const hear = () => {
    if (stopping) return;
    lastHeardMs = monotonicMs();
    pump.poke();
  };

  /** Has them stored, after 1 s and up to 30 s apart until it is done; one at a time, which others leave it to. */
  function store(attempt: () => Promise<void>, complaint: string): void {
    if (storing) return;
    storing = true;
    const tryIt = async (retryMs: number): Promise<void> => {
      try {
        await attempt();
        storing = false;
      } catch (error) {
        if (stopping) return;
        log.warn({ reason: reasonOf(error), retryMs }, complaint);
        cancelRetry = timers.after(retryMs, () => void tryIt(Math.min(retryMs * 2, LONGEST_RETRY_MS)));
      }
    };
    void tryIt(FIRST_RETRY_MS);
  }

  function watch(inMs: number): void {
    cancelWatch = timers.after(inMs, () => {
      const silentMs = monotonicMs() - lastHeardMs;
      if (silentMs < silenceMs) {
        watch(silenceMs - silentMs);
        return;
      }
      watch(silenceMs);
      log.warn({ silentMs }, 'no alarm was heard; the worker woke itself');
      o.onSilence?.(silentMs);
      pump.poke();
      store(alarms.restore, 'the alarms could not be restored; the worker wakes itself meanwhile');
    });
  }

  pump.poke();
  store(() => alarms.start(hear), 'the alarms did not start; the worker wakes itself meanwhile');
  watch(silenceMs);

  return {
    silentForMs: () => monotonicMs() - lastHeardMs,
    stop: () => {
      stopping ??= (async () => {
        cancelRetry();
        cancelWatch();
        await alarms.stop();
      })();
      return stopping;
    },
  };
}
