import { createMetrics, type Metrics, type MetricsReadings } from '../adapters/prometheus/metrics.js';
import { kindsLookedUp } from '../app/firing/lookUpAfter.js';
import type { Clock } from '../app/ports/clock.js';
import type { MeasuredLane } from '../app/ports/measures.js';
import type { Store } from '../app/ports/store.js';
import type { Timers } from '../app/ports/timers.js';
import { remember } from '../app/remember.js';
import type { Config } from '../config.js';
import { carriedKinds } from '../domain/steps/lane.js';
import type { MetricsReaders } from '../http/metrics.js';
import type { Lane } from '../jobs/pump.js';

/** However many watchers ask, the database is asked once in this while (milliseconds). */
const holdsMs = 5_000;

/** The lanes of which there is one for each kind of step, or of look-ups. */
export const countedLanes = { steps: ['inside', ...carriedKinds], lookUps: kindsLookedUp } as const;

const providers: { readonly [L in MeasuredLane]: string } = {
  email: 'sendgrid',
  sms: 'twilio',
  postcard: 'lob',
  slack: 'slack',
  inside: 'none',
};

/** The program's metrics. `lanes` and `silentForMs` are asked late: what they are made of is told to the metrics in its turn. */
export function composeMetrics(parts: {
  readonly config: Pick<Config, 'role'>;
  readonly store: Pick<Store, 'read'>;
  readonly clock: Clock;
  readonly lanes: () => readonly Lane[];
  readonly silentForMs: () => number;
  readonly timers: Pick<Timers, 'after'>;
  readonly monotonicMs: () => number;
}): Metrics {
  const { config, store, clock, lanes, silentForMs, timers, monotonicMs } = parts;
  const read = async (): Promise<MetricsReadings> => {
    const now = await clock.now();
    const lag = async ({ name, nextDueAt }: Lane) => {
      const at = await nextDueAt();
      return [name, at === null ? 0 : Math.max(0, now.diff(at).as('seconds'))] as const;
    };
    const lagSeconds = new Map(await Promise.all(lanes().map(lag)));
    return { queues: await store.read.readings.queues(countedLanes, now), lagSeconds };
  };
  return createMetrics({
    providerOf: (lane) => providers[lane],
    read: remember(read, { holdsMs: () => holdsMs, monotonicMs }),
    silentForMs: config.role === 'app' ? null : silentForMs,
    timers,
    role: config.role,
  });
}

/** The sandbox listens to this machine alone; everywhere else a token is asked for. */
export function metricsReaders({ metricsToken, slack }: Pick<Config, 'metricsToken' | 'slack'>): MetricsReaders {
  if (metricsToken !== null) return { kind: 'token', token: metricsToken };
  return slack.mode === 'sandbox' ? { kind: 'anybody' } : { kind: 'nobody' };
}
