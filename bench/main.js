/** `npm run bench -- [--json] [--steps N] [--only WORD]`: see docs/benchmarks.md. */
import { importSource } from '../scripts/source.js';

const { runBench } = await importSource('bench/run.ts');
process.exitCode = await runBench(process.argv.slice(2));
