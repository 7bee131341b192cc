import { createMemoryAlarmStore, createMemoryAlarms } from '../../../src/adapters/memory/alarms.js';
import type { Timers } from '../../../src/app/ports/timers.js';
import { alarmsContract } from '../../contracts/alarms.js';

/** The contract runs in real time, since the real adapters do. */
const timers: Timers = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

alarmsContract('memory', async () => {
  const store = createMemoryAlarmStore();
  return {
    create: (workerId, everyMs) => createMemoryAlarms({ timers, workerId, store, everyMs }),
    stored: async () => [...store.recurring.keys(), ...[...store.oneOff].map(() => null)],
    loseAll: async () => {
      store.recurring.clear();
      store.oneOff.clear();
    },
    cut: async () => {
      store.away = true;
    },
    mend: async () => {
      store.away = false;
    },
    close: async () => {},
  };
});
