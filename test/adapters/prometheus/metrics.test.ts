import { createMetrics, type MetricsReadings } from '../../../src/adapters/prometheus/metrics.js';

let readings: () => Promise<MetricsReadings>;
beforeEach(() => {
  waits.length = 0;
  readings = async () => ({
    queues: {
      due: new Map([
        ['email', 12],
        ['digests', 3],
      ]),
      held: new Map([['failed', 2]]),
      uncertain: 1,
      inHand: 40,
    },
    lagSeconds: new Map([['email', 7.5]]),
  });
});

const waits: { readonly ms: number; over: boolean; readonly end: () => void }[] = [];
const timers = {
  after: (ms: number, end: () => void) => {
    const wait = { ms, over: false, end };
    waits.push(wait);
    return () => {
      wait.over = true;
    };
  },
};

const metrics = (silentForMs: (() => number) | null = () => 61_000) =>
  createMetrics({ providerOf: (lane) => `of-${lane}`, read: () => readings(), silentForMs, timers, role: 'worker' });

/** The lines of a metric, without the label that all have. */
async function lines(text: Promise<string>, name: string): Promise<string[]> {
  const all = (await text).split('\n').filter((line) => line.startsWith(`drumbeat_${name}`));
  return all.map((line) =>
    line
      .slice('drumbeat_'.length)
      .replace(/,?role="worker",?/, '')
      .replace('{}', ''),
  );
}

test('what was told is counted by lane, provider and outcome', async () => {
  const { measures, text } = metrics();
  measures.claimed('email', 0.02, 160);
  measures.requestBegins('email');
  measures.requestBegins('sms');
  measures.requestEnds('email', 0.3, ['fired', 'fired', 'failed']);
  measures.settled('email', 0.01);
  measures.shut('sms', true);
  measures.alarmMissed();
  const email = 'lane="email",provider="of-email"';
  const sms = 'lane="sms",provider="of-sms"';
  expect(await lines(text(), 'decided_total')).toEqual([`decided_total{${email}} 160`]);
  expect(await lines(text(), 'outcomes_total')).toEqual([
    `outcomes_total{${email},outcome="fired"} 2`,
    `outcomes_total{${email},outcome="failed"} 1`,
  ]);
  expect(await lines(text(), 'open_requests')).toEqual([`open_requests{${email}} 0`, `open_requests{${sms}} 1`]);
  expect(await lines(text(), 'provider_shut')).toEqual([`provider_shut{${sms}} 1`]);
  expect(await lines(text(), 'alarms_missed_total')).toEqual(['alarms_missed_total 1']);
  for (const duration of ['claim_seconds', 'request_seconds', 'settle_seconds']) {
    expect(await lines(text(), `${duration}_count`)).toEqual([`${duration}_count{${email}} 1`]);
  }
  expect(await lines(text(), 'request_seconds_sum')).toEqual([`request_seconds_sum{${email}} 0.3`]);
});

test('what is due, late, held and uncertain is read when somebody asks, and what is gone is no longer shown', async () => {
  const { text } = metrics();
  expect(await lines(text(), 'due')).toEqual(['due{lane="email"} 12', 'due{lane="digests"} 3']);
  expect(await lines(text(), 'lag_seconds')).toEqual(['lag_seconds{lane="email"} 7.5']);
  expect(await lines(text(), 'held')).toEqual(['held{reason="failed"} 2']);
  expect(await lines(text(), 'uncertain')).toEqual(['uncertain 1']);
  expect(await lines(text(), 'in_hand')).toEqual(['in_hand 40']);
  expect(await lines(text(), 'alarm_silence_seconds')).toEqual(['alarm_silence_seconds 61']);
  expect(await text()).toMatch(/^process_resident_memory_bytes\{role="worker"\} \d{6,}$/m);
  const before = readings;
  readings = async () => ({ queues: { ...(await before()).queues, held: new Map() }, lagSeconds: new Map() });
  expect(await lines(text(), 'held')).toEqual([]);
});

test('a database that is away hides what it would say, and nothing else', async () => {
  const { measures, text } = metrics();
  await text();
  readings = () => Promise.reject(new Error('away'));
  measures.alarmMissed();
  expect(await lines(text(), 'readings_up')).toEqual(['readings_up 0']);
  expect(await lines(text(), 'lag_seconds')).toEqual([]);
  expect(await lines(text(), 'alarms_missed_total')).toEqual(['alarms_missed_total 1']);
});

test('a database that does not answer is not waited for longer than Prometheus waits', async () => {
  const { measures, text } = metrics();
  await text();
  expect(waits.map(({ over }) => over)).toEqual([true]);
  readings = () => new Promise(() => {});
  measures.alarmMissed();
  const asked = text();
  expect(waits.at(-1)?.ms).toBe(4_000);
  waits.at(-1)?.end();
  expect(await lines(asked, 'readings_up')).toEqual(['readings_up 0']);
  expect(await lines(asked, 'lag_seconds')).toEqual([]);
  expect(await lines(asked, 'alarms_missed_total')).toEqual(['alarms_missed_total 1']);
});

test('two programs in one process count apart, and one that does not fire hears no alarms', async () => {
  const [one, other] = [metrics(), metrics(null)];
  one.measures.alarmMissed();
  expect(await lines(other.text(), 'alarms_missed_total')).toEqual(['alarms_missed_total 0']);
  expect(await lines(other.text(), 'alarm_silence_seconds')).toEqual([]);
});
