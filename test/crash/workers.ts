import { type ProgramProcess, startTunedProgram, type TunedLimits } from '../support/program.js';

export interface Worker {
  readonly program: ProgramProcess;
  /** Resolves when it is ready, or has ended. */
  readonly ready: Promise<void>;
  isReady(): boolean;
  /** How long its start took (milliseconds), which tells how fast the machine is at the moment. */
  startMs(): number;
  hasEnded(): boolean;
}

/** Workers on one database, as processes. */
export interface Workers {
  running(): readonly Worker[];
  start(limits: TunedLimits): Worker;
  kill(worker: Worker): Promise<void>;
  /** What those wrote that ended by themselves, after they had been ready. */
  readonly fallen: readonly string[];
  /** How many could not start, since something that they need was away. */
  unstarted(): number;
}

export function createWorkers(env: Readonly<Record<string, string>>): Workers {
  const alive = new Set<Worker>();
  const fallen: string[] = [];
  let unstarted = 0;
  return {
    running: () => [...alive],
    start: (limits) => {
      const program = startTunedProgram(env, limits);
      const startedMs = performance.now();
      let startMs = 1_000;
      let isReady = false;
      let hasEnded = false;
      const ready = program.ready().then(
        () => {
          isReady = true;
          startMs = performance.now() - startedMs;
        },
        () => undefined,
      );
      const worker = { program, ready, isReady: () => isReady, startMs: () => startMs, hasEnded: () => hasEnded };
      alive.add(worker);
      void program.ended.then(({ signal }) => {
        hasEnded = true;
        alive.delete(worker);
        if (signal !== null) return;
        if (isReady) fallen.push(program.stderr().slice(-2_000));
        else unstarted += 1;
      });
      return worker;
    },
    kill: async ({ program }) => {
      await program.end('SIGKILL');
    },
    fallen,
    unstarted: () => unstarted,
  };
}
