import { configDefaults, defineConfig } from 'vitest/config';
import { compiledSources } from './test/support/compiled-sources.js';
import { EvenlyBusy } from './test/support/evenly-busy.js';

/** The rehearsal of crashes, and what waits for the real 90 seconds, are a command of their own: `npm run test:crash` (test/crash/main.js). */
const isRehearsal = process.env.DRUMBEAT_CRASH_KILLS !== undefined;
const rehearsed = ['test/crash/rehearsal.test.ts', 'test/crash/self-waking.test.ts'];

/** Suites share their worker's modules (docs/decisions/0015-suites-share-modules.md): a suite must leave them as it found them. */
export default defineConfig({
  plugins: [compiledSources()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(isRehearsal ? [] : rehearsed)],
    globals: true,
    globalSetup: ['test/support/database-setup.js', 'test/support/browser-setup.js', 'test/sandbox/page/page-setup.js'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: EvenlyBusy },
    testTimeout: 20_000,
    hookTimeout: 20_000,
    slowTestThreshold: 5_000,
  },
});
