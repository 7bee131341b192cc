import { vi } from 'vitest';
import { createAgendaAlarms } from '../../../src/adapters/agenda/alarms.js';
import { createBell } from '../../contracts/alarms.js';
import { createTestLog, hurried, type RawJobs } from './fixture.js';
import { openPostgresJobs } from './postgres-fixture.js';
import type { TcpProxy } from './tcp-proxy.js';

describe('alarms by Agenda', () => {
  let url: string;
  let proxy: TcpProxy;
  let raw: RawJobs;

  beforeAll(async () => {
    ({ url, proxy, raw } = await openPostgresJobs());
  });
  afterEach(() => raw.deleteAll());
  afterAll(async () => {
    await proxy.cut();
    await raw.close();
  });

  const create = (workerId: string, options: object = {}) => {
    const { log, lines, said } = createTestLog();
    const alarms = createAgendaAlarms({
      ...hurried,
      ...options,
      backend: { kind: 'postgres', url },
      workerId,
      log,
    });
    return { alarms, lines, said };
  };

  test('the recurring alarm is set for the next full minute, whatever the zone of the process', async () => {
    const { alarms } = create('ada', { schedule: undefined });
    const before = Date.now();
    await alarms.start(() => {});
    const [nextRunAt] = await raw.nextRuns();
    const nextMinute = Math.ceil(before / 60_000) * 60_000;
    expect([nextMinute, nextMinute + 60_000]).toContain(nextRunAt?.getTime());
    await alarms.stop();
  });

  test('five workers that start at once on an empty database all do', async () => {
    const fresh = await openPostgresJobs();
    const workers = ['a', 'b', 'c', 'd', 'e'].map((workerId) =>
      createAgendaAlarms({
        ...hurried,
        backend: { kind: 'postgres', url: fresh.url },
        workerId,
        log: createTestLog().log,
      }),
    );
    await Promise.all(workers.map((alarms) => alarms.start(() => {})));
    expect(await fresh.raw.names()).toHaveLength(5);
    await Promise.all(workers.map((alarms) => alarms.stop()));
    await fresh.proxy.cut();
    await fresh.raw.close();
  });

  test('the alarm of a worker that is gone is removed by one that lives', async () => {
    const dead = create('dead', { schedule: 3_600_000 });
    await dead.alarms.start(() => {});
    const living = create('living', { goneAfterMs: 300 });
    const removed = living.said('removed the alarms of workers that are gone');
    await living.alarms.start(() => {});
    await removed;
    expect(await raw.names()).toEqual(['minute alarm of living']);
    await Promise.all([dead.alarms.stop(), living.alarms.stop()]);
  });

  test('a handler that throws is reported and called again', async () => {
    const { alarms, lines } = create('ada');
    const bell = createBell();
    await alarms.start(() => {
      bell.ring();
      throw new Error('no pump');
    });
    await bell.next();
    await bell.next();
    expect(lines.map((line) => line.message)).toContain('what an alarm woke up failed');
    await alarms.stop();
  });

  test('a store that is away for many scans is reported once, and once when it is back', async () => {
    const { alarms, lines, said } = create('ada');
    await alarms.start(() => {});
    const away = said('the alarms cannot be reached');
    await proxy.cut();
    await away;
    const back = said('the alarms can be reached again');
    await proxy.mend();
    await back;
    await alarms.stop();
    expect(lines.filter((line) => line.message === 'the alarms cannot be reached')).toHaveLength(1);
  });

  test('an alarm that was heard leaves no timer that keeps the process alive', async () => {
    const lockLifetimeMs = 31_000;
    const setTimer = vi.spyOn(globalThis, 'setTimeout');
    const { alarms } = create('ada', { schedule: 3_600_000, lockLifetimeMs });
    const bell = createBell();
    await alarms.start(bell.ring);
    await alarms.wakeAt(new Date());
    await bell.next();
    await alarms.stop();
    const watches = setTimer.mock.results.filter((_, i) => setTimer.mock.calls[i]?.[1] === lockLifetimeMs / 2);
    setTimer.mockRestore();
    expect(watches.map((watch) => (watch.value as NodeJS.Timeout).hasRef())).toEqual([false]);
  });

  test.each([
    { kind: 'postgres', url: 'postgres://drumbeat:s3cr%40t@127.0.0.1:9/db' } as const,
    { kind: 'mongo', uri: 'mongodb://drumbeat:s3cr%40t@127.0.0.1:9/db' } as const,
    { kind: 'mongo', uri: 'mongodb://drumbeat:s3cr%40t@:bad:' } as const,
  ])('a refusal names the store and nothing secret (%#)', async (backend) => {
    const { log, lines } = createTestLog();
    const alarms = createAgendaAlarms({ ...hurried, awayAfterMs: 200, backend, workerId: 'ada', log });
    const refusal = await alarms.start(() => {}).catch((error: Error) => error);
    expect(String(refusal)).toMatch(/^Error: the alarms cannot be reached \((PostgreSQL|MongoDB)\): /);
    expect(`${String(refusal)} ${JSON.stringify(lines)} ${String((refusal as Error).cause)}`).not.toMatch(/s3cr/);
    await alarms.stop();
  });
});
