import { createMemoryClock } from '../../../src/adapters/memory/clock.js';
import { startStopwatch } from '../../../src/adapters/system/stopwatch.js';
import { christmas, movableClockContract } from '../../contracts/movable-clock.js';

movableClockContract('The memory clock', async () => ({
  clock: createMemoryClock({ at: christmas, startStopwatch }),
  unmovedMs: async () => performance.now(),
  close: async () => {},
}));

test('The memory clock stands where it began until somebody moves it', async () => {
  const clock = createMemoryClock({ at: christmas.setZone('Asia/Tokyo'), startStopwatch });
  expect((await clock.now()).toISO()).toBe(christmas.toISO());
});
