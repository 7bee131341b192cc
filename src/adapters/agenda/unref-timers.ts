import { createHook } from 'node:async_hooks';

/**
 * Lets the process end although timers that are started in this very turn of the event loop are pending.
 *
 * Agenda watches each run with a timer of half the lock's lifetime that nothing clears when the run is over: the process
 * would live 15 seconds longer than its last alarm. It starts that timer in the turn in which it saves the run's beginning.
 */
export function unrefTimersStartedNow(): void {
  const timers: object[] = [];
  const hook = createHook({
    init: (_id, type, _trigger, resource) => {
      if (type === 'Timeout') timers.push(resource);
    },
  });
  hook.enable();
  queueMicrotask(() => {
    hook.disable();
    for (const timer of timers) if ('unref' in timer && typeof timer.unref === 'function') timer.unref();
  });
}
