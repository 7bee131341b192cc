/**
 * `npm run test:crash -- [--steps N] [--kills N] [--seed N] [--results FILE]`: the rehearsal of crashes with its full numbers
 * (20,000 steps and 200 kills unless told), see docs/reliability.md, and beside it programs that nothing wakes any more. Exits with 1
 * where something was lost, doubled, not known or later than is promised. FILE gets the runner's totals as JSON.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    results: { type: 'string' },
  },
});
const env = {
  ...process.env,
  DRUMBEAT_CRASH_STEPS: values.steps,
  DRUMBEAT_CRASH_KILLS: values.kills,
  DRUMBEAT_CRASH_SEED: values.seed,
};
const run = (args) => spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
const report = values.results === undefined ? [] : ['--reporter=json', `--outputFile.json=${values.results}`];
const suites = ['test/crash/rehearsal.test.ts', 'test/crash/self-waking.test.ts'];
const rehearsal = ['run', ...suites, '--reporter=default', ...report];
process.exitCode = run(['scripts/build.js']) || run(['node_modules/vitest/vitest.mjs', ...rehearsal]);
