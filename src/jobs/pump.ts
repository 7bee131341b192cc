import type { DateTime } from 'luxon';

/** One kind of work that falls due; it runs beside the others, so that a slow one holds up nobody else. */
export interface Lane {
  readonly name: string;
  /** Does, or begins, all that is due now; answers how much that was since it was asked last. */
  readonly run: () => Promise<number>;
  /** What runs have begun and not waited for; null when nothing is, absent where runs wait for everything. */
  readonly underWay?: () => Promise<void> | null;
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
  /** Resolves when nothing is running or under way and nothing more was asked for. */
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
  const busy = () => [
    ...runners.flatMap((runner) => (runner.isRunning() ? [runner.idle()] : [])),
    ...lanes.flatMap((lane) => lane.underWay?.() ?? []),
  ];
  const idle = async () => {
    for (let working = busy(); working.length > 0; working = busy()) await Promise.all(working);
  };
  const done = () => runners.reduce((sum, runner) => sum + runner.done(), 0);
  return {
    poke: () => pokeBut(null),
    idle,
    drain: async () => {
      await idle();
      const begun = done();
      for (;;) {
        const before = done();
        for (const runner of runners) await runner.runOnce();
        // Pokes on the way (an enrollment, a lane that did something) run lanes too.
        await idle();
        if (done() === before) return done() - begun;
      }
    },
  };
}

type RunnerContext = Pick<PumpDeps, 'wakeAt' | 'onFault'> & { readonly pokeOthers: () => void };

function createRunner(lane: Lane, { wakeAt, onFault, pokeOthers }: RunnerContext) {
  let running: Promise<void> | null = null;
  let again = false;
  let done = 0;

  const run = async () => {
    const count = await lane.run();
    done += count;
    return count;
  };
  const loop = async () => {
    do {
      again = false;
      if ((await run()) > 0) pokeOthers();
      const next = await lane.nextDueAt();
      if (next !== null) await wakeAt(next);
    } while (again);
  };
  /** Whatever runs this lane goes through here: never two at once, and nothing that `idle` does not wait for. */
  const occupy = (work: () => Promise<unknown>): Promise<void> => {
    const occupied = Promise.resolve()
      .then(work)
      .then(() => undefined);
    running = occupied
      .catch(() => undefined)
      .finally(() => {
        running = null;
        if (again) poke();
      });
    return occupied;
  };
  const poke = () => {
    again = true;
    if (running === null) occupy(loop).catch((error: unknown) => onFault(lane.name, error));
  };
  const idle = async () => {
    while (running !== null) await running;
  };
  return {
    name: lane.name,
    poke,
    idle,
    isRunning: () => running !== null,
    done: () => done,
    runOnce: async () => {
      await idle();
      await occupy(run);
    },
  };
}
