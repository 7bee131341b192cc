import { type JobParameters, type JobRepository, toJobId } from 'agenda';
import { guardRepository } from '../../../src/adapters/agenda/guarded-repository.js';
import { ONE_OFF } from '../../../src/adapters/agenda/job-store.js';
import { unrefTimersStartedNow } from '../../../src/adapters/agenda/unref-timers.js';

const job = (name: string, nextRunAt: Date | null): JobParameters => ({
  _id: toJobId('j1'),
  name,
  type: 'normal',
  priority: 0,
  data: {},
  nextRunAt,
});

function setUp(next?: JobParameters) {
  const calls: string[] = [];
  let broken = false;
  const record = (name: string) => async (argument: unknown) => {
    if (broken) throw new Error('away');
    calls.push(`${name} ${JSON.stringify(argument)}`);
  };
  const inner = {
    getNextJobToRun: async () => {
      if (broken) throw new Error('away');
      return next;
    },
    saveJobState: async ({ name }: JobParameters) => record('save')(name),
    removeJobs: record('remove'),
    unlockJob: async ({ name }: JobParameters) => record('unlock')(name),
    unlockJobs: record('unlock'),
  } as unknown as JobRepository;
  const notices: string[] = [];
  const guard = guardRepository(inner, { onAway: () => notices.push('away'), onBack: () => notices.push('back') });
  const now = new Date(0);
  return {
    ...guard,
    calls,
    notices,
    scan: () => guard.repository.getNextJobToRun(ONE_OFF, now, now, undefined, undefined),
    breakStore: (is: boolean) => {
      broken = is;
    },
  };
}

describe('the guarded repository', () => {
  test('a one-off job that has run is removed in place of its last save', async () => {
    const { scan, repository, calls } = setUp(job(ONE_OFF, new Date(0)));
    await scan();
    await repository.saveJobState(job(ONE_OFF, null), undefined);
    await repository.saveJobState(job(ONE_OFF, null), undefined);
    expect(calls).toEqual([`save "${ONE_OFF}"`, 'remove {"id":"j1"}']);
  });

  test('a recurring job that has run is saved', async () => {
    const { scan, repository, calls } = setUp(job('minute', new Date(0)));
    await scan();
    await repository.saveJobState(job('minute', new Date(1)), undefined);
    await repository.saveJobState(job('minute', new Date(1)), undefined);
    expect(calls).toEqual(['save "minute"', 'save "minute"']);
  });

  test('a job that was locked and has not begun is given back, one that has begun is not', async () => {
    const { scan, unlockHeld, repository, calls } = setUp(job(ONE_OFF, new Date(0)));
    await scan();
    await unlockHeld();
    await scan();
    await repository.saveJobState(job(ONE_OFF, null), undefined);
    await unlockHeld();
    expect(calls).toEqual(['unlock ["j1"]', `save "${ONE_OFF}"`, 'unlock []']);
  });

  test('no job is locked once it is quiet', async () => {
    const { scan, quiesce } = setUp(job(ONE_OFF, new Date(0)));
    await quiesce();
    expect(await scan()).toBeUndefined();
  });

  test('a store that is away rejects neither scans nor unlocking, and is told of once each way', async () => {
    const { scan, repository, breakStore, notices } = setUp();
    breakStore(true);
    await scan();
    await scan();
    await repository.unlockJob(job(ONE_OFF, null));
    breakStore(false);
    await scan();
    await scan();
    expect(notices).toEqual(['away', 'back']);
  });
});

describe('unrefTimersStartedNow', () => {
  test('releases the timers of this turn and no later one', async () => {
    const earlier = setTimeout(() => {}, 60_000);
    unrefTimersStartedNow();
    const now = setTimeout(() => {}, 60_000);
    await Promise.resolve();
    const later = setTimeout(() => {}, 60_000);
    expect([earlier, now, later].map((timer) => timer.hasRef())).toEqual([true, false, true]);
    for (const timer of [earlier, now, later]) clearTimeout(timer);
  });
});
