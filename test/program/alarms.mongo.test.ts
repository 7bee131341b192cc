import { DateTime } from 'luxon';
import { vi } from 'vitest';
import { openMongoJobs } from '../adapters/agenda/mongo-fixture.js';
import { until } from '../support/program.js';
import { plainMail } from '../support/program-seed.js';
import { describeIf } from '../support/requirements.js';
import { expectPunctual, latenessOfZeroDelay, setUpWorkshop } from './lateness.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeIf('mongo', 'the whole program with Agenda on MongoDB', () => {
  let jobs: Awaited<ReturnType<typeof openMongoJobs>>;
  beforeAll(async () => {
    jobs = await openMongoJobs();
  });
  afterAll(async () => {
    await jobs.proxy.cut();
    await jobs.raw.close();
  });
  const workshopOfTest = setUpWorkshop(() => ({ MONGODB_URI: jobs.uri }));

  const alarmIsStored = async () => (await jobs.raw.names()).some((name) => name.startsWith('minute alarm of '));

  test('a step without delay leaves within 2 s of its enrollment, a scheduled one within 2 s of its minute', async () => {
    const workshop = workshopOfTest();
    await expectPunctual(workshop);
    expect((await workshop.seed.pool.query("SELECT to_regclass('agenda_alarms') AS found")).rows).toEqual([
      { found: null },
    ]);
  });

  test('starts and fires while MongoDB is away, and has its alarms when that is back and when it was lost again', async () => {
    const workshop = workshopOfTest();
    await jobs.proxy.cut();
    await jobs.raw.deleteAll();
    await workshop.seed.clock.freezeAt(DateTime.utc(2026, 3, 2, 12, 0, 5));
    const program = workshop.start({ silenceMs: 1_000 });
    const url = await program.ready();
    // Enrolled past the program, which therefore finds it by waking itself alone.
    await workshop.seed.enrollMany(1);
    await workshop.provider.whenMails(1);
    await program.logs(/the alarms did not start; the worker wakes itself meanwhile/);
    // What falls due soon asks for an alarm, and that wish, which MongoDB does not hear, holds up nobody.
    const { workspace } = await workshop.seed.workspaceAndRep();
    const nextMinute = (await workshop.seed.clock.now()).plus({ minutes: 1 }).setZone(workspace.zone);
    const soon = { ...plainMail, id: 'soon', when: { days: 0, at: nextMinute.toFormat('HH:mm') } };
    for (let count = 0; count < 3; count += 1) {
      expect(await latenessOfZeroDelay(workshop, url, [plainMail, soon])).toBeLessThan(2_000);
    }

    await jobs.proxy.mend();
    await until(alarmIsStored);

    await jobs.proxy.cut();
    const before = workshop.provider.mails.length;
    await workshop.seed.enrollMany(1);
    await workshop.provider.whenMails(before + 1);
    await jobs.raw.deleteAll();
    await jobs.proxy.mend();
    await until(alarmIsStored);
    expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});
