import type { Alarms } from '../../src/app/ports/alarms.js';
import { keepAwake } from '../../src/jobs/waking.js';

/** Timers that go off when the test lets time pass. */
function createManualTimers() {
  let nowMs = Date.UTC(2026, 10, 2, 9);
  let monotonicMs = 0;
  let pending: { atMs: number; run: () => void }[] = [];
  return {
    timers: {
      nowMs: () => nowMs,
      after: (delayMs: number, run: () => void) => {
        const timer = { atMs: monotonicMs + delayMs, run };
        pending.push(timer);
        return () => {
          pending = pending.filter((it) => it !== timer);
        };
      },
    },
    monotonicMs: () => monotonicMs,
    pendingCount: () => pending.length,
    setClock: (ms: number) => {
      nowMs = ms;
    },
    async pass(ms: number) {
      const end = monotonicMs + ms;
      for (;;) {
        await settled();
        const next = pending.filter((it) => it.atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        pending = pending.filter((it) => it !== next);
        nowMs += next.atMs - monotonicMs;
        monotonicMs = next.atMs;
        next.run();
      }
      nowMs += end - monotonicMs;
      monotonicMs = end;
    },
  };
}

/** Lets every promise go on that waits for nothing but other promises. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp() {
  const time = createManualTimers();
  const calls: string[] = [];
  let away = false;
  let ring = () => {};
  let pokes = 0;
  let silences = 0;
  const say = (call: string) => {
    calls.push(call);
    if (away) throw new Error('away');
  };
  const alarms: Alarms = {
    start: async (onAlarm) => {
      say('start');
      ring = onAlarm;
    },
    wakeAt: async () => say('wakeAt'),
    restore: async () => say('restore'),
    ping: async () => say('ping'),
    stop: async () => {
      calls.push('stop');
    },
  };
  const quiet = () => {};
  return {
    ...time,
    calls,
    ring: () => ring(),
    pokes: () => pokes,
    silences: () => silences,
    setAway: (is: boolean) => {
      away = is;
    },
    begin: () =>
      keepAwake({
        alarms,
        timers: time.timers,
        monotonicMs: time.monotonicMs,
        pump: { poke: () => pokes++ },
        log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
        onSilence: () => silences++,
      }),
  };
}

const MINUTE = 60_000;

describe('keepAwake', () => {
  test('pokes the pump at once, so that what fell due before is found without an alarm', () => {
    const { begin, pokes } = setUp();
    begin();
    expect(pokes()).toBe(1);
  });

  test('pokes the pump at each alarm', async () => {
    const { begin, pass, ring, pokes } = setUp();
    begin();
    await pass(0);
    ring();
    ring();
    expect(pokes()).toBe(3);
  });

  test('a worker that hears its alarms never wakes itself', async () => {
    const { begin, pass, ring, silences, calls } = setUp();
    begin();
    for (let minute = 0; minute < 10; minute++) {
      await pass(MINUTE);
      ring();
    }
    expect(silences()).toBe(0);
    expect(calls).toEqual(['start']);
  });

  test('after 90 s without an alarm it pokes, restores the alarms and counts it', async () => {
    const { begin, pass, ring, pokes, silences, calls } = setUp();
    begin();
    await pass(30_000);
    ring();
    await pass(89_999);
    expect(silences()).toBe(0);
    await pass(1);
    expect({ pokes: pokes(), silences: silences() }).toEqual({ pokes: 3, silences: 1 });
    expect(calls).toEqual(['start', 'restore']);
  });

  test('it goes on waking itself every 90 s while the silence lasts, also when restoring fails', async () => {
    const { begin, pass, setAway, pokes, silences } = setUp();
    begin();
    await pass(0);
    setAway(true);
    await pass(10 * 90_000);
    expect({ pokes: pokes(), silences: silences() }).toEqual({ pokes: 11, silences: 10 });
  });

  test('a job store that is away at the start is tried again, 1 s to 30 s apart, while the worker wakes itself', async () => {
    const { begin, pass, setAway, ring, calls, pokes } = setUp();
    setAway(true);
    begin();
    await pass(0);
    const attempts: number[] = [];
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      await pass(seconds * 1000 - 1);
      attempts.push(calls.length);
      await pass(1);
    }
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(calls.every((call) => call === 'start')).toBe(true);
    expect(pokes()).toBe(2);

    setAway(false);
    await pass(30_000);
    ring();
    expect(pokes()).toBe(3);
    await pass(60_000);
    expect(calls.filter((call) => call === 'start')).toHaveLength(9);
  });

  test('alarms that could not be restored are tried again, 1 s to 30 s apart, until they are there', async () => {
    const { begin, pass, ring, setAway, calls, silences } = setUp();
    begin();
    await pass(0);
    setAway(true);
    await pass(90_000);
    const restored = () => calls.filter((call) => call === 'restore').length;
    const attempts: number[] = [];
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      await pass(seconds * 1000 - 1);
      attempts.push(restored());
      await pass(1);
    }
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7]);
    // The silence that went on meanwhile began no second row of attempts.
    expect(silences()).toBe(2);

    setAway(false);
    await pass(30_000);
    expect(restored()).toBe(9);
    ring();
    await pass(60_000);
    expect(restored()).toBe(9);
  });

  test('says how long no alarm was heard, by steady time', async () => {
    const { begin, pass, ring, setClock } = setUp();
    const waking = begin();
    await pass(10_000);
    expect(waking.silentForMs()).toBe(10_000);
    ring();
    setClock(0);
    await pass(5_000);
    expect(waking.silentForMs()).toBe(5_000);
  });

  test('stopping stops the alarms and leaves no timer, also between two attempts to start', async () => {
    const { begin, pass, setAway, pendingCount, calls } = setUp();
    setAway(true);
    const waking = begin();
    await pass(0);
    expect(pendingCount()).toBe(2);
    await waking.stop();
    await waking.stop();
    expect(pendingCount()).toBe(0);
    expect(calls).toEqual(['start', 'stop']);
  });

  test('stopping leaves no timer between two attempts to restore', async () => {
    const { begin, pass, setAway, pendingCount } = setUp();
    const waking = begin();
    await pass(0);
    setAway(true);
    await pass(90_000);
    await settled();
    expect(pendingCount()).toBe(2);
    await waking.stop();
    expect(pendingCount()).toBe(0);
  });

  test('an alarm that comes after the stop wakes nobody', async () => {
    const { begin, pass, ring, pokes } = setUp();
    const waking = begin();
    await pass(0);
    await waking.stop();
    ring();
    expect(pokes()).toBe(1);
  });
});
