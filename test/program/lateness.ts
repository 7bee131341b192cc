import { join } from 'node:path';
import { DateTime } from 'luxon';
import { ANA, SALES } from '../sandbox/harness.js';
import { createTestDatabase } from '../support/database.js';
import { startMailStandIn } from '../support/mail-stand-in.js';
import { endPrograms, startTunedProgram, type TunedLimits, temporaryFolder } from '../support/program.js';
import { openSeed, plainMail } from '../support/program-seed.js';

/** A program in the sandbox on a database of its own, whose mails go to a stand-in that the test looks into. */
async function openWorkshop(env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const database = await createTestDatabase();
  const provider = await startMailStandIn();
  const seed = await openSeed(database.url);
  return {
    provider,
    seed,
    start: (limits: TunedLimits = {}, more: Readonly<Record<string, string>> = {}) =>
      startTunedProgram(
        {
          DATABASE_URL: database.url,
          DRUMBEAT_DATA_DIR: join(folder.path, 'data'),
          SENDGRID_API_KEY: 'SG.workshop',
          SENDGRID_BASE_URL: provider.url,
          ...env,
          ...more,
        },
        limits,
      ),
    /** Call when the program has ended. */
    close: async () => {
      await seed.close();
      await provider.close();
      await database.drop();
      await folder.remove();
    },
  };
}

export type Workshop = Awaited<ReturnType<typeof openWorkshop>>;

/** One for each test, closed once the programs of the test have ended. `env` is asked for before each. */
export function setUpWorkshop(env: () => Readonly<Record<string, string>> = () => ({})): () => Workshop {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await openWorkshop(env());
  });
  afterEach(async () => {
    await endPrograms();
    await workshop.close();
  });
  return () => workshop;
}

/** What Ana types in the sandbox. */
export async function type(url: string, text: string): Promise<void> {
  const response = await fetch(`${url}/sandbox/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: ANA, conversation: SALES, text }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** How long after its enrollment, by a command, the first mail, which has no delay, was taken, in milliseconds. */
export async function latenessOfZeroDelay(
  { seed, provider }: Workshop,
  url: string,
  steps: readonly object[] = [plainMail],
): Promise<number> {
  const before = provider.mails.length;
  const slug = `zero-${before}`;
  await seed.enrollMany(0, { name: slug, steps });
  await type(url, `/sequence enroll ${slug}@example.com in ${slug}`);
  await provider.whenMails(before + 1);
  const takenAt = await seed.clock.now();
  const { rows } = await seed.pool.query<{ at: Date }>('SELECT max(enrolled_at) AS at FROM enrollments');
  return takenAt.toMillis() - (rows[0]?.at.getTime() ?? Number.NaN);
}

/**
 * How long after its minute a scheduled step's mail was taken, in milliseconds. The program is started seconds before
 * that minute, by its own clock.
 */
async function latenessOfScheduled({ seed, provider }: Workshop, start: () => unknown): Promise<number> {
  const minute = DateTime.utc(2026, 3, 2, 12, 1);
  await seed.clock.freezeAt(minute.minus({ seconds: 5 }));
  await seed.enrollMany(1, { steps: [{ ...plainMail, when: { days: 0, at: '12:01' } }] });
  start();
  await provider.whenMails(1);
  return (await seed.clock.now()).toMillis() - minute.toMillis();
}

/** A step without delay leaves within 2 s of its enrollment, a scheduled one within 2 s of its minute. */
export async function expectPunctual(workshop: Workshop): Promise<void> {
  let url: Promise<string> | undefined;
  const scheduled = await latenessOfScheduled(workshop, () => {
    url = workshop.start().ready();
  });
  expect(scheduled).toBeGreaterThanOrEqual(0);
  expect(scheduled).toBeLessThan(2_000);
  expect(await latenessOfZeroDelay(workshop, (await url) ?? '')).toBeLessThan(2_000);
}
