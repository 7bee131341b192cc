import type { Seed } from '../support/program-seed.js';

/** The program's clock, which runs many times as fast as the real one: waits of minutes are over in seconds. */
export interface ProgramClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Sets it on, or back. */
  step(ms: number): Promise<void>;
  stop(): void;
}

const tickMs = 250;
const timesAsFast = 30;

/** What goes wrong while the database is away is done at the next tick. */
export function startProgramClock(seed: Seed): ProgramClock {
  let aheadMs = 0;
  const write = () =>
    seed.pool
      .query(
        'INSERT INTO program_clock (id, offset_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET offset_ms = excluded.offset_ms',
        [aheadMs],
      )
      .catch(() => undefined);
  const timer = setInterval(() => {
    aheadMs += tickMs * (timesAsFast - 1);
    void write();
  }, tickMs);
  return {
    nowMs: () => Date.now() + aheadMs,
    step: async (ms) => {
      aheadMs += ms;
      await write();
    },
    stop: () => clearInterval(timer),
  };
}
