/** A worker of the bench, in a process of its own; steered by messages, see worker.ts. */
import { importSource } from '../scripts/source.js';

const { work } = await importSource('bench/worker.ts');
await work(JSON.parse(process.argv[2] ?? '{}'));
