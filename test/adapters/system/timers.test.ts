import { createSystemTimers } from '../../../src/adapters/system/timers.js';

describe('the system timers', () => {
  const timers = createSystemTimers();
  // The timers under test do not keep the process alive; this one does while they are waited for.
  let alive: NodeJS.Timeout;
  beforeEach(() => {
    alive = setInterval(() => {}, 1000);
  });
  afterEach(() => clearInterval(alive));

  test('call once, after their delay', async () => {
    const begin = timers.nowMs();
    await new Promise<void>((resolve) => timers.after(20, resolve));
    expect(timers.nowMs() - begin).toBeGreaterThanOrEqual(19);
  });

  test('do not call after they were cancelled', async () => {
    let called = false;
    const cancel = timers.after(5, () => {
      called = true;
    });
    cancel();
    await new Promise<void>((resolve) => timers.after(30, resolve));
    expect(called).toBe(false);
  });
});
