import { remember } from '../app/remember.js';
import { alarmProblem, type ReadinessCheck } from '../http/health.js';
import type { SlackConnection } from './slack.js';

/** A look at each thing outside is made at most once in this while, however many ask (milliseconds). */
const holdsMs = 1_000;
/** Slack counts requests: while it answers, it is not asked sooner again. */
const slackHoldsMs = 30_000;

/** What `/ready` looks at. `silentForMs`: how long no alarm came; null in a role that does not fire. */
export function readinessChecks(parts: {
  readonly database: () => Promise<unknown>;
  readonly jobStore: () => Promise<void>;
  readonly slack: Pick<SlackConnection, 'problem'>;
  readonly silentForMs: (() => number) | null;
  readonly monotonicMs: () => number;
}): readonly ReadinessCheck[] {
  const { database, jobStore, slack, silentForMs, monotonicMs } = parts;
  const looked = (ask: () => Promise<unknown>, problem: string) =>
    remember(
      () =>
        ask().then(
          () => null,
          () => problem,
        ),
      { holdsMs: () => holdsMs, monotonicMs },
    );
  const slackHolds = (problem: string | null) => (problem === null ? slackHoldsMs : holdsMs);
  return [
    { name: 'database', problem: looked(database, 'the database cannot be reached') },
    { name: 'job store', problem: looked(jobStore, 'the job store of the alarms cannot be reached') },
    { name: 'slack', problem: remember(slack.problem, { holdsMs: slackHolds, monotonicMs }) },
    ...(silentForMs === null ? [] : [{ name: 'alarms', problem: async () => alarmProblem(silentForMs()) } as const]),
  ];
}
