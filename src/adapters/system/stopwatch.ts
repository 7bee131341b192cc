import type { StartStopwatch } from '../../app/ports/timers.js';

/**
 * Starts to measure: answers how many milliseconds have passed since. It goes by the steady clock or the machine's own,
 * whichever says more: the steady one stands still while a virtual machine does, the machine's own is set back at times.
 */
export const startStopwatch: StartStopwatch = () => {
  const steadyMs = performance.now();
  const machineMs = Date.now();
  return () => Math.max(performance.now() - steadyMs, Date.now() - machineMs);
};
