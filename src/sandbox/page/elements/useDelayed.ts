import { useCallback, useEffect, useRef } from 'react';

/** Runs the last scheduled work after a pause in the calls; `flush` runs it now. Nothing runs after unmounting. */
export function useDelayed(delayMs: number) {
  const waiting = useRef<{ timer: number; work: () => void } | null>(null);
  const cancel = useCallback(() => {
    if (waiting.current) window.clearTimeout(waiting.current.timer);
    waiting.current = null;
  }, []);
  const schedule = useCallback(
    (work: () => void) => {
      cancel();
      const timer = window.setTimeout(() => {
        waiting.current = null;
        work();
      }, delayMs);
      waiting.current = { timer, work };
    },
    [cancel, delayMs],
  );
  const flush = useCallback(() => {
    const work = waiting.current?.work;
    cancel();
    work?.();
  }, [cancel]);
  useEffect(() => cancel, [cancel]);
  return { schedule, flush };
}
