import type { Alarms } from '../../src/app/ports/alarms.js';

/** A job store with a switch, seen from outside. */
export interface AlarmsFixture {
  /** Alarms whose recurring one comes every `everyMs`, instead of each minute. */
  create(workerId: string, everyMs: number): Alarms;
  /** The stored alarms: the worker of a recurring one, `null` for a one-off one. */
  stored(): Promise<readonly (string | null)[]>;
  /** Deletes every alarm, as when the store lost its data. */
  loseAll(): Promise<void>;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Stops what the store needs, as the test ends. */
  close(): Promise<void>;
}

/** A recurring alarm that no test lives to hear. */
const NEVER = 3_600_000;

type Bell = ReturnType<typeof createBell>;

/** Something that happens again and again, and can be waited for. */
export function createBell() {
  let count = 0;
  const waiting: (() => void)[] = [];
  /** Resolves at the next ring. */
  const next = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    ring: () => {
      count++;
      for (const go of waiting.splice(0)) go();
    },
    count: () => count,
    next,
    /** Resolves once it has rung `times` since it was made. */
    rung: async (times: number) => {
      while (count < times) await next();
    },
  };
}

/** What a test has for itself. */
interface Scope {
  readonly fixture: AlarmsFixture;
  /** Alarms that are stopped after the test. */
  create(workerId: string, everyMs?: number): Alarms;
  started(workerId: string, everyMs?: number, bell?: Bell): Promise<{ readonly alarms: Alarms; readonly bell: Bell }>;
  oneOffs(): Promise<number>;
}

/** With a store of its own, which `openFixture` opens. */
function alone(openFixture: () => Promise<AlarmsFixture>, body: (scope: Scope) => Promise<void>): () => Promise<void> {
  return async () => {
    const fixture = await openFixture();
    const running: Alarms[] = [];
    const create: Scope['create'] = (workerId, everyMs = 200) => {
      const alarms = fixture.create(workerId, everyMs);
      running.push(alarms);
      return alarms;
    };
    const started: Scope['started'] = async (workerId, everyMs, bell = createBell()) => {
      const alarms = create(workerId, everyMs);
      await alarms.start(bell.ring);
      return { alarms, bell };
    };
    const oneOffs = async () => (await fixture.stored()).filter((worker) => worker === null).length;
    try {
      await body({ fixture, create, started, oneOffs });
    } finally {
      await Promise.all(running.map((alarms) => alarms.stop()));
      await fixture.close();
    }
  };
}

/**
 * What every implementation of the port must do; the port's docstrings in the form of tests. They wait in real time, for
 * alarms and for what must not come, and so all at the same time.
 */
export function alarmsContract(name: string, openFixture: () => Promise<AlarmsFixture>): void {
  describe.concurrent(`${name} keeps the contract of alarms`, () => {
    const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);
    const it = (title: string, body: (scope: Scope) => Promise<void>) => test(title, alone(openFixture, body));

    it('once started, its own recurring alarm is stored and comes again and again', async ({ fixture, started }) => {
      const { bell } = await started('ada');
      expect(await fixture.stored()).toEqual(['ada']);
      await bell.next();
      await bell.next();
    });

    it('each of two workers hears its own recurring alarm', async ({ fixture, started }) => {
      const [ada, ben] = await Promise.all([started('ada'), started('ben')]);
      expect([...(await fixture.stored())].sort()).toEqual(['ada', 'ben']);
      await Promise.all([ada.bell.next(), ben.bell.next()]);
      await Promise.all([ada.bell.next(), ben.bell.next()]);
    });

    for (const [when, s] of [
      ['the past', -3600],
      ['the present', 0],
      ['soon', 1],
    ] as const) {
      it(`an alarm asked for ${when}, by a process that does not listen, is heard once by one of two workers`, async ({
        fixture,
        create,
        started,
      }) => {
        const asking = create('web');
        const at = inSeconds(s);
        await asking.wakeAt(at);
        expect(await fixture.stored()).toEqual([null]);
        // One bell for both: the first to start may have heard it before the second has started.
        const bell = createBell();
        await Promise.all([started('ada', NEVER, bell), started('ben', NEVER, bell)]);
        await bell.rung(1);
        expect(Date.now()).toBeGreaterThanOrEqual(at.getTime());

        // Another one, heard after it, shows that the first is not heard again.
        await asking.wakeAt(inSeconds(0));
        await bell.rung(2);
        expect(bell.count()).toBe(2);
      });
    }

    it('an alarm that was heard is no longer stored', async ({ create, started, oneOffs }) => {
      await create('web').wakeAt(inSeconds(0));
      expect(await oneOffs()).toBe(1);
      // Nobody could hear it before.
      const { bell } = await started('ada');
      do await bell.next();
      while ((await oneOffs()) > 0);
    });

    it('an alarm that is far ahead stays stored', async ({ started, oneOffs }) => {
      const { alarms, bell } = await started('ada');
      await alarms.wakeAt(inSeconds(3600));
      await bell.next();
      expect(await oneOffs()).toBe(1);
    });

    it('asking again and again for the same second, from two workers at once, stores one alarm', async ({
      create,
      oneOffs,
    }) => {
      const [ada, ben] = [create('ada'), create('ben')];
      const second = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
      const asks = [100, 500, 1000].flatMap((ms) => {
        const at = new Date(second + ms);
        return [ada.wakeAt(at), ben.wakeAt(at), ada.wakeAt(at)];
      });
      await Promise.all(asks);
      expect(await oneOffs()).toBe(1);
      await ada.wakeAt(new Date(second + 1001));
      expect(await oneOffs()).toBe(2);
    });

    it('a date that is none is refused', async ({ create }) => {
      await expect(create('ada').wakeAt(new Date(Number.NaN))).rejects.toThrow(RangeError);
    });

    it('after the store lost everything, restore brings the recurring alarm back', async ({ fixture, started }) => {
      const { alarms, bell } = await started('ada');
      await fixture.loseAll();
      await alarms.restore();
      expect(await fixture.stored()).toContain('ada');
      await bell.next();
      await bell.next();
    });

    it('while the store is away, starting, asking and restoring are refused; when it is back, they work', async ({
      fixture,
      create,
    }) => {
      const alarms = create('ada');
      const bell = createBell();
      await fixture.cut();
      await expect(alarms.start(bell.ring)).rejects.toThrow('cannot be reached');
      await expect(alarms.wakeAt(inSeconds(0))).rejects.toThrow('cannot be reached');
      await expect(alarms.restore()).rejects.toThrow('cannot be reached');
      await fixture.mend();
      await alarms.start(bell.ring);
      await bell.next();
    });

    it('a store that goes away and comes back is heard from again', async ({ fixture, started }) => {
      const { alarms, bell } = await started('ada');
      await bell.next();
      await fixture.cut();
      await expect(alarms.wakeAt(inSeconds(0))).rejects.toThrow();
      await fixture.mend();
      await alarms.restore();
      await bell.next();
      await bell.next();
    });

    it('whether the store can be reached is known, by a process that does not listen too', async ({
      fixture,
      create,
    }) => {
      const alarms = create('web');
      await alarms.ping();
      await fixture.cut();
      await expect(alarms.ping()).rejects.toThrow('cannot be reached');
      await fixture.mend();
      await alarms.ping();
      await alarms.stop();
      await expect(alarms.ping()).rejects.toThrow('stopped');
    });

    it('stopping takes its own alarm away, keeps the others, and may be done twice', async ({ fixture, started }) => {
      const [ada, ben] = [await started('ada'), await started('ben')];
      await ada.alarms.wakeAt(inSeconds(3600));
      await ada.alarms.stop();
      await ada.alarms.stop();
      expect([...(await fixture.stored())].sort()).toEqual(['ben', null]);
      const heard = ada.bell.count();
      await ben.bell.next();
      await ben.bell.next();
      expect(ada.bell.count()).toBe(heard);
    });

    it('stopping what never started is nothing, and stopped alarms refuse', async ({ create }) => {
      const alarms = create('ada');
      await alarms.stop();
      await expect(alarms.wakeAt(inSeconds(0))).rejects.toThrow('stopped');
      await expect(alarms.start(() => {})).rejects.toThrow('stopped');
    });

    it('stopping while the store is away ends soon all the same', async ({ fixture, started }) => {
      const { alarms, bell } = await started('ada');
      await bell.next();
      await fixture.cut();
      await alarms.stop();
      await fixture.mend();
    });
  });
}
