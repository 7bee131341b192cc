import { type JobParameters, type JobRepository, toJobId } from 'agenda';
import { createGoneWorkerSweep, recurringAlarmOf } from '../../../src/adapters/agenda/gone-workers.js';

const MINUTE = 60_000;

/** Jobs in a list, with what the sweep needs of a repository. */
function setUp(workers: string[]) {
  let nowMs = 1_000_000;
  let jobs = workers.map((worker, i) => alarm(recurringAlarmOf(worker), `id-${i}`));
  const repository = {
    queryJobs: async () => ({ jobs, total: jobs.length }),
    removeJobs: async ({ ids = [] }: { ids?: string[] }) => {
      jobs = jobs.filter((job) => !ids.includes(String(job._id)));
      return ids.length;
    },
  } as unknown as JobRepository;
  const sweep = createGoneWorkerSweep({
    repository,
    ownName: recurringAlarmOf('me'),
    goneAfterMs: 5 * MINUTE,
    monotonicMs: () => nowMs,
  });
  return {
    sweep,
    names: () => jobs.map((job) => job.name),
    pass: (ms: number) => {
      nowMs += ms;
    },
    run: (worker: string, at: Date) => {
      jobs = jobs.map((job) => (job.name === recurringAlarmOf(worker) ? { ...job, lastRunAt: at } : job));
    },
    lose: () => {
      jobs = [];
    },
  };
}

const alarm = (name: string, id: string) => {
  const job: JobParameters = { _id: toJobId(id), name, type: 'single', priority: 0, data: {}, nextRunAt: new Date(0) };
  return job as JobParameters & { _id: NonNullable<JobParameters['_id']> };
};

describe('the alarms of workers that are gone', () => {
  test('an alarm that stood still for five minutes is removed, and not before', async () => {
    const { sweep, pass, names } = setUp(['me', 'ada']);
    await sweep();
    pass(5 * MINUTE - 1);
    expect((await sweep()).removed).toEqual([]);
    pass(1);
    expect((await sweep()).removed).toEqual([recurringAlarmOf('ada')]);
    expect(names()).toEqual([recurringAlarmOf('me')]);
  });

  test('an alarm that runs is kept, however wrong the clock of its worker is', async () => {
    const { sweep, pass, run } = setUp(['me', 'ada']);
    for (let minute = 0; minute < 20; minute++) {
      run('ada', new Date(Date.UTC(2001, 0, 1, 0, minute)));
      expect((await sweep()).removed).toEqual([]);
      pass(MINUTE);
    }
  });

  test('an alarm that was about to be taken for gone and runs again has its five minutes anew', async () => {
    const { sweep, pass, run } = setUp(['me', 'ada']);
    await sweep();
    pass(5 * MINUTE - 1);
    run('ada', new Date(1));
    await sweep();
    pass(5 * MINUTE - 1);
    expect((await sweep()).removed).toEqual([]);
  });

  test("this worker's own alarm is never removed, and is missed when it is not stored", async () => {
    const { sweep, pass, lose } = setUp(['me']);
    expect(await sweep()).toEqual({ removed: [], ownIsStored: true });
    pass(60 * MINUTE);
    expect(await sweep()).toEqual({ removed: [], ownIsStored: true });
    lose();
    expect(await sweep()).toEqual({ removed: [], ownIsStored: false });
  });
});
