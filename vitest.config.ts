import { defineConfig } from 'vitest/config';
import { EvenlyBusy } from './test/support/evenly-busy.js';

/** Suites share their worker's modules (docs/decisions/0015-suites-share-modules.md): a suite must leave them as it found them. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globals: true,
    globalSetup: ['test/support/database-setup.js', 'test/support/browser-setup.js'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: EvenlyBusy },
    testTimeout: 20_000,
    hookTimeout: 20_000,
    slowTestThreshold: 5_000,
  },
});
