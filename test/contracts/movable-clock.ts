import { DateTime } from 'luxon';
import type { MovableClock } from '../../src/app/ports/movable-clock.js';

/** A movable clock, and a clock of the same time that nobody moves. */
export interface ClockUnderTest {
  readonly clock: MovableClock;
  /** Milliseconds, from anywhere. */
  unmovedMs(): Promise<number>;
  close(): Promise<void>;
}

export const christmas = DateTime.fromISO('2027-12-24T18:00:00.123Z', { zone: 'utc' });

/** What every {@link MovableClock} keeps. */
export function movableClockContract(name: string, open: () => Promise<ClockUnderTest>): void {
  describe(name, () => {
    let underTest: ClockUnderTest;
    let clock: MovableClock;
    beforeEach(async () => {
      underTest = await open();
      clock = underTest.clock;
    });
    afterEach(() => underTest.close());

    test('stands still where it is frozen, in UTC', async () => {
      await clock.freezeAt(christmas.setZone('Asia/Tokyo'));
      for (const now of [await clock.now(), await clock.now()]) expect(now.toISO()).toBe(christmas.toISO());
    });

    test('moves to the next instant when it is frozen again, backwards too', async () => {
      await clock.freezeAt(christmas);
      for (const minutes of [1, -1]) {
        await clock.freezeAt(christmas.plus({ minutes }));
        expect((await clock.now()).toMillis()).toBe(christmas.plus({ minutes }).toMillis());
      }
    });

    test('runs on from where it is released, at the pace of real time, in whole milliseconds', async () => {
      await clock.freezeAt(christmas);
      const before = await underTest.unmovedMs();
      await clock.release(christmas.plus({ days: 1 }));
      const after = await underTest.unmovedMs();
      // Both ends are cut to whole milliseconds.
      const ran = async () => (await clock.now()).toMillis() - christmas.plus({ days: 1 }).toMillis();
      let least = after;
      while (least - after < 3) {
        expect(Number.isInteger(await ran())).toBe(true);
        least = await underTest.unmovedMs();
      }
      const ranMs = await ran();
      expect(ranMs).toBeGreaterThan(least - after - 2);
      expect(ranMs).toBeLessThanOrEqual((await underTest.unmovedMs()) - before + 2);
    });

    test('stands still again when it is frozen after that', async () => {
      await clock.release(christmas);
      await clock.freezeAt(christmas);
      const before = await underTest.unmovedMs();
      while ((await underTest.unmovedMs()) - before < 3) {
        expect((await clock.now()).toMillis()).toBe(christmas.toMillis());
      }
    });
  });
}
