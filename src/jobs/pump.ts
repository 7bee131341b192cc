import type { DateTime } from 'luxon';

/** One kind of work that falls due; it runs beside the others, so that a slow one holds up nobody else. */
export interface Lane {
  readonly name: string;
  /** Does all that is due now; answers how much that was. */
  readonly run: () => Promise<number>;
  /** When something of this lane falls due next; null when nothing will. */
  readonly nextDueAt: () => Promise<DateTime | null>;
}

export interface PumpDeps {
  readonly lanes: readonly Lane[];
  /** Asks for an alarm at an instant of the program's time. */
  readonly wakeAt: (at: DateTime) => Promise<void>;
  readonly onFault: (lane: string, error: unknown) => void;
}

export interface Pump {
  /** Looks whether something is due; returns at once. Pokes during a run make one more run. */
  poke(): void;
  /** Resolves when nothing is running and nothing more was asked for. */
  idle(): Promise<void>;
  /** Runs every lane now; rejects with the first fault. For the sandbox's time machine and for tests. */
  drain(): Promise<number>;
}

/** Runs lanes when poked, each one at a time. What fails is tried again at the next poke: the minute alarm is one. */
export function createPump({ lanes, wakeAt, onFault }: PumpDeps): Pump {
  const runners = lanes.map((lane) => createRunner(lane, wakeAt, onFault));
  return {
    poke: () => {
      for (const runner of runners) runner.poke();
    },
    idle: async () => {
      await Promise.all(runners.map((runner) => runner.idle()));
    },
    drain: async () => {
      const counts = await Promise.all(runners.map((runner) => runner.drain()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

function createRunner(lane: Lane, wakeAt: PumpDeps['wakeAt'], onFault: PumpDeps['onFault']) {
  let running: Promise<void> | null = null;
  let again = false;

  const loop = async () => {
    do {
      again = false;
      await lane.run();
      const next = await lane.nextDueAt();
      if (next !== null) await wakeAt(next);
    } while (again);
  };
  const poke = () => {
    again = true;
    running ??= loop()
      .catch((error: unknown) => onFault(lane.name, error))
      .finally(() => {
        running = null;
        if (again) poke();
      });
  };
  const idle = async () => {
    while (running !== null) await running;
  };
  const drain = async () => {
    await idle();
    return lane.run();
  };
  return { poke, idle, drain };
}
