import type { Alarms } from '../../app/ports/alarms.js';
import type { Timers } from '../../app/ports/timers.js';

/** What the workers of one program share: the stand-in for Agenda's job store. */
export interface MemoryAlarmStore {
  /** When each listening worker's recurring alarm comes next: worker id to milliseconds since 1970. */
  readonly recurring: Map<string, number>;
  /** The instants of the one-off alarms, in milliseconds since 1970. */
  readonly oneOff: Set<number>;
  /** Called when an alarm was added: each listening worker sets its timer anew. */
  readonly listeners: Set<() => void>;
  /** While true, the store cannot be reached. */
  away: boolean;
}

export function createMemoryAlarmStore(): MemoryAlarmStore {
  return { recurring: new Map(), oneOff: new Set(), listeners: new Set(), away: false };
}

/** Alarms that live and die with the process; they ring when the timers say so. */
export function createMemoryAlarms(o: {
  readonly timers: Timers;
  readonly workerId?: string;
  /** Shared by the workers that are to wake each other; its own unless given. */
  readonly store?: MemoryAlarmStore;
  /** Every full minute unless given. */
  readonly everyMs?: number;
}): Alarms {
  const { timers, workerId = 'worker', store = createMemoryAlarmStore(), everyMs = 60_000 } = o;
  let hear: (() => void) | null = null;
  let stopped = false;
  let cancelTimer = () => {};

  const reach = () => {
    if (stopped) throw new Error('the alarms were stopped');
    if (store.away) throw new Error('the alarms cannot be reached (memory)');
  };
  const nextRecurring = () => (Math.floor(timers.nowMs() / everyMs) + 1) * everyMs;

  function setTimer(): void {
    cancelTimer();
    const next = Math.min(store.recurring.get(workerId) ?? Number.POSITIVE_INFINITY, ...store.oneOff);
    // While the store is away, what is due stays due: look again in a second.
    const soonestMs = store.away ? 1_000 : 0;
    if (Number.isFinite(next)) cancelTimer = timers.after(Math.max(soonestMs, next - timers.nowMs()), ring);
  }

  function ring(): void {
    const nowMs = timers.nowMs();
    let heard = 0;
    if (!store.away) {
      for (const at of [...store.oneOff].filter((due) => due <= nowMs)) {
        store.oneOff.delete(at);
        heard++;
      }
      if ((store.recurring.get(workerId) ?? Number.POSITIVE_INFINITY) <= nowMs) {
        store.recurring.set(workerId, nextRecurring());
        heard++;
      }
    }
    setTimer();
    for (; heard > 0; heard--) hear?.();
  }

  const storeOwn = () => {
    store.recurring.set(workerId, nextRecurring());
    setTimer();
  };

  return {
    start: async (onAlarm) => {
      reach();
      hear = onAlarm;
      store.listeners.add(setTimer);
      storeOwn();
    },
    wakeAt: async (at) => {
      reach();
      if (Number.isNaN(at.getTime())) throw new RangeError('an alarm needs a valid date');
      store.oneOff.add(Math.ceil(Math.max(at.getTime(), timers.nowMs()) / 1000) * 1000);
      for (const listener of store.listeners) listener();
    },
    restore: async () => {
      reach();
      storeOwn();
    },
    ping: async () => reach(),
    stop: async () => {
      stopped = true;
      hear = null;
      cancelTimer();
      store.listeners.delete(setTimer);
      store.recurring.delete(workerId);
    },
  };
}
