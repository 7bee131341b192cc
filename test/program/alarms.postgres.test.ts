import { vi } from 'vitest';
import { expectPunctual, setUpWorkshop } from './lateness.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** The whole program with Agenda's jobs in PostgreSQL. */
const workshop = setUpWorkshop();

test('a step without delay leaves within 2 s of its enrollment, a scheduled one within 2 s of its minute', async () => {
  await expectPunctual(workshop());
});
