import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MeasuredLane, Measures } from '../../app/ports/measures.js';
import type { QueueReadings } from '../../app/ports/stores/readings.js';
import type { Timers } from '../../app/ports/timers.js';
import { processGauges } from './process-gauges.js';

/** What is read when somebody asks, rather than told as it happens. */
export interface MetricsReadings {
  readonly queues: QueueReadings;
  /** How long what is due longest waits, by lane of the pump (seconds). */
  readonly lagSeconds: ReadonlyMap<string, number>;
}

export interface Metrics {
  readonly measures: Measures;
  /** Prometheus's text format. Where the readings fail, or take too long, they are left out, and `drumbeat_readings_up` is 0. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Claims take milliseconds, requests up to their timeouts of half a minute. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** How long the readings may take; Prometheus gives up on the whole page after ten seconds (milliseconds). */
const patienceMs = 4_000;

const byLane = ['lane', 'provider'] as const;

/**
 * The program's metrics, in a registry of its own. `providerOf` names who carries a lane; `silentForMs` is how long no alarm
 * was heard, null in a role that does not fire.
 */
export function createMetrics(parts: {
  readonly providerOf: (lane: MeasuredLane) => string;
  readonly read: () => Promise<MetricsReadings>;
  readonly silentForMs: (() => number) | null;
  readonly timers: Pick<Timers, 'after'>;
  readonly role: string;
}): Metrics {
  const { providerOf, read, silentForMs, timers, role } = parts;
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  const registers = [registry];
  const labelled = (lane: MeasuredLane) => ({ lane, provider: providerOf(lane) });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `drumbeat_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name: `drumbeat_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string) =>
    new Histogram({ name: `drumbeat_${name}`, help, labelNames: byLane, buckets, registers });

  const decided = counter('decided_total', 'Enrollments that claims decided', byLane);
  const outcomes = counter('outcomes_total', 'What became of what was handed to a provider', [...byLane, 'outcome']);
  const missed = counter('alarms_missed_total', 'Times that a worker heard no alarm and woke itself', []);
  const claims = histogram('claim_seconds', 'How long claims took that found something');
  const requests = histogram('request_seconds', 'How long requests to providers took');
  const settlements = histogram('settle_seconds', 'How long it took to commit what requests came to');
  const open = gauge('open_requests', 'Requests to providers that are open', byLane);
  const shut = gauge('provider_shut', '1 while requests are held back because the provider fails', byLane);
  const due = gauge('due', 'What is due and in no worker’s hands; 10,000 stands for that many or more', ['lane']);
  const lag = gauge('lag_seconds', 'How long what is due longest waits', ['lane']);
  const held = gauge('held', 'Enrollments that wait for a person, or for the turn of their sender', ['reason']);
  const uncertain = gauge('uncertain', 'Steps of which nobody knows whether they left', []);
  const inHand = gauge('in_hand', 'Steps in workers’ hands: claimed, or being sent', []);
  const up = gauge('readings_up', '1 while the database answers what is due, held and uncertain', []);
  const silence = silentForMs === null ? null : gauge('alarm_silence_seconds', 'How long no alarm was heard', []);
  const readProcess = processGauges(registers);

  const readInTime = () => {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = timers.after(patienceMs, () => reject(new Error('the database does not answer')));
    });
    return Promise.race([read(), late]).finally(() => cancel());
  };
  const fill = async () => {
    for (const one of [due, lag, held, uncertain, inHand]) one.reset();
    const { queues, lagSeconds } = await readInTime();
    for (const [lane, count] of queues.due) due.set({ lane }, count);
    for (const [lane, seconds] of lagSeconds) lag.set({ lane }, seconds);
    for (const [reason, count] of queues.held) held.set({ reason }, count);
    uncertain.set(queues.uncertain);
    inHand.set(queues.inHand);
  };
  return {
    contentType: registry.contentType,
    text: async () => {
      if (silence !== null && silentForMs !== null) silence.set(silentForMs() / 1000);
      readProcess();
      await fill().then(
        () => up.set(1),
        () => up.set(0),
      );
      return registry.metrics();
    },
    measures: {
      claimed: (lane, seconds, count) => {
        claims.observe(labelled(lane), seconds);
        decided.inc(labelled(lane), count);
      },
      requestBegins: (lane) => open.inc(labelled(lane)),
      requestEnds: (lane, seconds, ended) => {
        open.dec(labelled(lane));
        requests.observe(labelled(lane), seconds);
        for (const outcome of ended) outcomes.inc({ ...labelled(lane), outcome });
      },
      settled: (lane, seconds) => settlements.observe(labelled(lane), seconds),
      shut: (lane, isShut) => shut.set(labelled(lane), isShut ? 1 : 0),
      alarmMissed: () => missed.inc(),
    },
  };
}
