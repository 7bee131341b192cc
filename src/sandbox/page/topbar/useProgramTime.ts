import { useEffect, useState } from 'react';
import type { Snapshot } from '../../protocol.js';

const tickMs = 1_000;

/** The program's time in epoch milliseconds: the snapshot's, running on at the real pace until the next snapshot. */
export function useProgramTime(snapshot: Snapshot): number {
  const { now, revision } = snapshot;
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    void now;
    void revision;
    const start = performance.now();
    setElapsed(0);
    const timer = window.setInterval(() => setElapsed(performance.now() - start), tickMs);
    return () => window.clearInterval(timer);
  }, [now, revision]);
  return Date.parse(now) + elapsed;
}
