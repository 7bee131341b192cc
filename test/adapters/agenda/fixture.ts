import { createAgendaAlarms } from '../../../src/adapters/agenda/alarms.js';
import type { AgendaBackendChoice } from '../../../src/adapters/agenda/job-store.js';
import type { Log } from '../../../src/app/ports/log.js';
import type { AlarmsFixture } from '../../contracts/alarms.js';
import type { TcpProxy } from './tcp-proxy.js';

/** What a suite needs of a job store, beside the alarms: its rows, past Agenda. */
export interface RawJobs {
  names(): Promise<string[]>;
  nextRuns(): Promise<(Date | null)[]>;
  deleteAll(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Everything that takes a minute or seconds, shortened; but not how long a store may take, which a slow machine needs:
 * PostgreSQL behind a door that is cut is refused at once.
 */
export const hurried = { schedule: 200, processEveryMs: 100, awayAfterMs: 10_000, stopWithinMs: 500 } as const;

/** A log that keeps what it was told, and lets a test wait for a message. */
export function createTestLog() {
  const lines: { message: string; fields: object }[] = [];
  let waiting: { message: string; go: () => void }[] = [];
  const write = (fields: object, message: string) => {
    lines.push({ message, fields });
    for (const waiter of waiting.filter((it) => it.message === message)) waiter.go();
    waiting = waiting.filter((it) => it.message !== message);
  };
  const log: Log = { debug: write, info: write, warn: write, error: write };
  return {
    log,
    lines,
    /** Resolves when the message is logged for the next time. */
    said: (message: string) => new Promise<void>((go) => waiting.push({ message, go })),
  };
}

/** Agenda's alarms behind a proxy, `backend` being the address through it. */
export function agendaFixture(backend: AgendaBackendChoice, proxy: TcpProxy, raw: RawJobs): AlarmsFixture {
  // MongoDB's driver looks for a server for as long as it may, also where it is refused.
  const awayAfterMs = backend.kind === 'mongo' ? 1_000 : hurried.awayAfterMs;
  return {
    create: (workerId, schedule) =>
      createAgendaAlarms({ ...hurried, awayAfterMs, schedule, backend, workerId, log: createTestLog().log }),
    stored: async () => (await raw.names()).map((name) => /^minute alarm of (.*)$/.exec(name)?.[1] ?? null),
    loseAll: raw.deleteAll,
    cut: proxy.cut,
    mend: proxy.mend,
    close: async () => {
      await proxy.cut();
      await raw.close();
    },
  };
}
