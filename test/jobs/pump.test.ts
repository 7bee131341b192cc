import { DateTime } from 'luxon';
import { createPump, type Lane } from '../../src/jobs/pump.js';

const noon = DateTime.utc(2026, 3, 2, 12);

function lane(name: string, run: () => Promise<number>, next: DateTime | null = null): Lane {
  return { name, run, nextDueAt: async () => next };
}

function pumpOf(...lanes: Lane[]) {
  const asked: DateTime[] = [];
  const faults: string[] = [];
  const pump = createPump({
    lanes,
    wakeAt: async (at) => void asked.push(at),
    onFault: (name, error) => void faults.push(`${name}: ${error}`),
  });
  return { pump, asked, faults };
}

test('pokes during a run make one more run, never two at once', async () => {
  let runs = 0;
  let together = 0;
  let most = 0;
  const { pump } = pumpOf(
    lane('steps', async () => {
      runs += 1;
      together += 1;
      most = Math.max(most, together);
      if (runs === 1) for (let pokes = 0; pokes < 5; pokes += 1) pump.poke();
      await Promise.resolve();
      together -= 1;
      return 0;
    }),
  );
  pump.poke();
  await pump.idle();
  expect([runs, most]).toEqual([2, 1]);
});

test('a slow lane holds up nobody else', async () => {
  let slowRuns = 0;
  const release: (() => void)[] = [];
  const slow = lane('slack', () => new Promise((resolve) => release.push(() => resolve(++slowRuns * 0))));
  const fired = new Promise<void>((resolve) => {
    const { pump } = pumpOf(
      slow,
      lane('steps', async () => {
        resolve();
        return 0;
      }),
    );
    pump.poke();
  });
  await fired;
  expect(slowRuns).toBe(0);
  for (const one of release) one();
});

test('a lane that did something pokes the others', async () => {
  let posts = 0;
  let steps = 1;
  const { pump } = pumpOf(
    lane('slack', async () => {
      posts += 1;
      return 0;
    }),
    lane('steps', async () => steps--),
  );
  pump.poke();
  await pump.idle();
  expect(posts).toBeGreaterThan(1);
});

test('asks for an alarm when the next thing falls due', async () => {
  const { pump, asked } = pumpOf(lane('steps', async () => 0, noon));
  pump.poke();
  await pump.idle();
  expect(asked).toEqual([noon]);
});

test('a fault is reported and the next poke tries again', async () => {
  let runs = 0;
  const { pump, faults } = pumpOf(
    lane('steps', async () => {
      runs += 1;
      if (runs === 1) throw new Error('the database is away');
      return 0;
    }),
  );
  pump.poke();
  await pump.idle();
  expect(faults).toEqual(['steps: Error: the database is away']);
  pump.poke();
  await pump.idle();
  expect(runs).toBe(2);
});

test('idle waits for what a run has begun and not waited for', async () => {
  let over: () => void = () => {};
  let under: Promise<void> | null = null;
  const steps: Lane = {
    ...lane('steps', async () => {
      under ??= new Promise((resolve) => {
        over = resolve;
      });
      return 0;
    }),
    underWay: () => under,
  };
  const { pump } = pumpOf(steps);
  pump.poke();
  const order: string[] = [];
  const idle = pump.idle().then(() => order.push('idle'));
  await new Promise((resolve) => setImmediate(resolve));
  order.push('over');
  under = null;
  over();
  await idle;
  expect(order).toEqual(['over', 'idle']);
});

test('draining goes on until no lane finds anything', async () => {
  let left = 3;
  let follow = 0;
  const { pump } = pumpOf(
    lane('slack', async () => {
      const done = follow;
      follow = 0;
      return done;
    }),
    lane('steps', async () => {
      if (left === 0) return 0;
      left -= 1;
      follow += 1;
      return 1;
    }),
  );
  expect(await pump.drain()).toBe(6);
  expect([left, follow]).toEqual([0, 0]);
});

test('a drain and a poke never run a lane at once, and idle waits for both', async () => {
  let together = 0;
  let most = 0;
  let runs = 0;
  const { pump } = pumpOf(
    lane('steps', async () => {
      together += 1;
      most = Math.max(most, together);
      runs += 1;
      if (runs === 1) pump.poke();
      await new Promise((resolve) => setImmediate(resolve));
      together -= 1;
      return 0;
    }),
  );
  const drained = pump.drain();
  pump.poke();
  await Promise.resolve();
  await pump.idle();
  expect([most, together]).toEqual([1, 0]);
  await drained;
});

test('a drain counts what pokes on the way did, and goes on after it', async () => {
  let left = 2;
  const { pump } = pumpOf(
    lane('steps', async () => {
      if (left === 0) return 0;
      left -= 1;
      pump.poke();
      return 1;
    }),
  );
  expect(await pump.drain()).toBe(2);
});
