import { vi } from 'vitest';
import { firingLimits } from '../../src/compose/firing.js';
import { requirementIsThere } from '../support/requirements.js';
import { rehearse } from './rehearsal.js';

// `npm run test:crash` sets these, and without them nothing runs this suite (vitest.config.ts).
const { DRUMBEAT_CRASH_STEPS, DRUMBEAT_CRASH_KILLS, DRUMBEAT_CRASH_SEED } = process.env;
const kills = Number(DRUMBEAT_CRASH_KILLS ?? 20);
const steps = Number(DRUMBEAT_CRASH_STEPS ?? 600);
const seed = Number(DRUMBEAT_CRASH_SEED ?? Date.now() % 1_000_000);

vi.setConfig({ testTimeout: 300_000 + kills * 30_000 });

test(`${kills} SIGKILLs (seed ${seed}) in the middle of ${steps} steps of every kind, with servers killed and cut off and failing providers, lose and double nothing`, async () => {
  const say = (line: string) => {
    if (DRUMBEAT_CRASH_KILLS !== undefined) process.stdout.write(`${line}\n`);
  };
  const rehearsed = await rehearse({ steps, kills, seed, withMongo: requirementIsThere('mongo'), say });
  say(`seed ${seed}: ${JSON.stringify(rehearsed, null, 2)}`);
  expect(rehearsed.problems).toEqual([]);
  const { mailRequests, mailsPerRequest, concurrency } = firingLimits;
  const { email = 0, sms = 0, postcard = 0 } = rehearsed.mostInDoubt;
  expect(email).toBeLessThanOrEqual(mailRequests * mailsPerRequest);
  expect(Math.max(sms, postcard)).toBeLessThanOrEqual(concurrency);
  // Were it none, the kills would not have come in the middle.
  expect(rehearsed.held).toBeGreaterThan(0);
});
