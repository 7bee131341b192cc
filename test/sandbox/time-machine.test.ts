import { DateTime } from 'luxon';
import type { MovableClock } from '../../src/app/ports/movable-clock.js';
import { AlreadyTravelling, createTimeMachine } from '../../src/sandbox/time-machine.js';

const at = (time: string) => DateTime.fromISO(`2026-12-01T${time}Z`, { zone: 'utc' });
const shown = (time: DateTime) => time.toFormat('HH:mm:ss');

/** A clock that writes down what is done with it, and a list of what falls due. */
function world(due: string[]) {
  const log: string[] = [];
  const clock: MovableClock & { time: DateTime } = {
    time: at('09:00:20'),
    now: async () => clock.time,
    freezeAt: async (instant) => {
      clock.time = instant;
      log.push(`freeze ${shown(instant)}`);
    },
    release: async (instant) => {
      clock.time = instant;
      log.push(`release ${shown(instant)}`);
    },
  };
  const waiting = due.map(at);
  const nextDueAt = async () => (waiting.length === 0 ? null : (DateTime.min(...waiting) ?? null));
  const fireDue = async () => {
    log.push(`fire ${shown(clock.time)}`);
    for (const one of [...waiting]) if (one <= clock.time) waiting.splice(waiting.indexOf(one), 1);
  };
  const settle = async () => undefined;
  return { log, clock, waiting, settle, nextDueAt, fireDue };
}

test('stops at each due minute on the way, in order, and ends at the target', async () => {
  const { log, ...ports } = world(['11:00:00', '10:00:00', '10:00:00', '12:30:00']);
  const stops: string[] = [];
  await createTimeMachine(ports).travel(at('12:00:00'), (stop) => stops.push(shown(stop)));
  expect(log).toEqual([
    'freeze 09:00:20',
    'freeze 10:00:00',
    'fire 10:00:00',
    'freeze 11:00:00',
    'fire 11:00:00',
    'freeze 12:00:00',
    'release 12:00:00',
  ]);
  expect(stops).toEqual(['10:00:00', '11:00:00']);
});

test('fires first what is overdue, and last what is due at the target itself', async () => {
  const { log, ...ports } = world(['08:00:00', '10:00:00']);
  await createTimeMachine(ports).travel(at('10:00:00'));
  expect(log.filter((line) => line.startsWith('fire'))).toEqual(['fire 09:00:20', 'fire 10:00:00']);
  expect(log.at(-1)).toBe('release 10:00:00');
});

test('what falls due by what was fired is fired on the same journey', async () => {
  const { log, waiting, ...ports } = world(['10:00:00']);
  const fireDue = async () => {
    await ports.fireDue();
    if (ports.clock.time < at('10:30:00')) waiting.push(at('10:30:00'));
  };
  await createTimeMachine({ ...ports, fireDue }).travel(at('11:00:00'));
  expect(log.filter((line) => line.startsWith('fire'))).toEqual(['fire 10:00:00', 'fire 10:30:00']);
});

test('what stays due is tried again minute by minute and holds nothing up', async () => {
  const { log, clock } = world([]);
  const nextDueAt = async () => at('10:00:00');
  const fireDue = async () => void log.push(`fire ${shown(clock.time)}`);
  await createTimeMachine({ clock, settle: async () => undefined, nextDueAt, fireDue }).travel(at('10:02:30'));
  expect(log.filter((line) => line.startsWith('fire'))).toEqual(['fire 10:00:00', 'fire 10:01:00', 'fire 10:02:00']);
  expect(log.at(-1)).toBe('release 10:02:30');
});

test('a failure leaves the clock running from where it got', async () => {
  const { log, ...ports } = world(['10:00:00']);
  const fireDue = async () => Promise.reject(new Error('the database is away'));
  const machine = createTimeMachine({ ...ports, fireDue });
  await expect(machine.travel(at('12:00:00'))).rejects.toThrow('the database is away');
  expect(log.at(-1)).toBe('release 10:00:00');
});

test('a second journey is refused while one is under way, and taken after it', async () => {
  const { log, ...ports } = world([]);
  const machine = createTimeMachine(ports);
  const first = machine.travel(at('12:00:00'));
  await expect(machine.travel(at('13:00:00'))).rejects.toThrow(AlreadyTravelling);
  await first;
  await machine.travel(at('13:00:00'));
  expect(log.at(-1)).toBe('release 13:00:00');
});

test('time moves forward only', async () => {
  const { log, ...ports } = world([]);
  await expect(createTimeMachine(ports).travel(at('08:00:00'))).rejects.toThrow(RangeError);
  expect(log).toEqual([]);
});

test('waits for what is being fired when it sets out: only then is it known what falls due next', async () => {
  const { log, waiting, ...ports } = world([]);
  const settle = async () => void waiting.push(at('10:00:00'));
  await createTimeMachine({ ...ports, settle }).travel(at('12:00:00'));
  expect(log).toContain('fire 10:00:00');
});
