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
  /** Runs every lane until none finds anything; rejects with the first fault. For the sandbox's time machine. */
  drain(): Promise<number>;
}

/**
 * Runs lanes when poked, each one at a time. A lane that did something pokes the others, for whom that may have left
 * work. What fails is tried again at the next poke: the minute alarm is one.
 */
export function createPump({ lanes, wakeAt, onFault }: PumpDeps): Pump {
  const runners = lanes.map((lane) => createRunner(lane, { wakeAt, onFault, pokeOthers: () => pokeBut(lane.name) }));
  const pokeBut = (name: string | null) => {
    for (const runner of runners) if (runner.name !== name) runner.poke();
  };
  const idle = async () => {
    while (runners.some((runner) => runner.isRunning())) await Promise.all(runners.map((runner) => runner.idle()));
  };
  return {
    poke: () => pokeBut(null),
    idle,
    drain: async () => {
      await idle();
      let total = 0;
      for (;;) {
        let done = 0;
        for (const lane of lanes) done += await lane.run();
        if (done === 0) return total;
        total += done;
      }
    },
  };
}

type RunnerContext = Pick<PumpDeps, 'wakeAt' | 'onFault'> & { readonly pokeOthers: () => void };

function createRunner(lane: Lane, { wakeAt, onFault, pokeOthers }: RunnerContext) {
  let running: Promise<void> | null = null;
  let again = false;

  const loop = async () => {
    do {
      again = false;
      if ((await lane.run()) > 0) pokeOthers();
      const next = await lane.nextDueAt();
      if (next !== null) await wakeAt(next);
    } while (again);
  };
  const poke = () => {
    again = true;
    running ??= Promise.resolve()
      .then(loop)
      .catch((error: unknown) => onFault(lane.name, error))
      .finally(() => {
        running = null;
        if (again) poke();
      });
  };
  return {
    name: lane.name,
    poke,
    isRunning: () => running !== null,
    idle: async () => {
      while (running !== null) await running;
    },
  };
}
