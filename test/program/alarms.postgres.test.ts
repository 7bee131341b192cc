import { jest } from '@jest/globals';
import { endPrograms } from '../support/program.js';
import { latenessOfScheduled, latenessOfZeroDelay, openWorkshop, type Workshop } from './lateness.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
jest.setTimeout(120_000);

/** The whole program with Agenda's jobs in PostgreSQL. */
let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  await endPrograms();
  await workshop.close();
});

test('a step without delay leaves within 2 s of its enrollment, a scheduled one within 2 s of its minute', async () => {
  let url: Promise<string> | undefined;
  const scheduled = await latenessOfScheduled(workshop, () => {
    url = workshop.start().ready();
  });
  expect(scheduled).toBeGreaterThanOrEqual(0);
  expect(scheduled).toBeLessThan(2_000);
  expect(await latenessOfZeroDelay(workshop, (await url) ?? '')).toBeLessThan(2_000);
});
