/**
 * `node scripts/measure-start.js`: how long the built program takes to be ready, the first time in an empty folder and
 * the next times, and to stop; milliseconds, each in a process of its own. The promise on an idle machine is 8 s and 4 s.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const bin = fileURLToPath(new URL('../bin/drumbeat.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'drumbeat-measure-'));
try {
  for (const start of ['first', 'second', 'third']) {
    const { readyMs, stoppedMs } = await measure(await freePort());
    console.log(`${start} start: ready after ${readyMs} ms, stopped after ${stoppedMs} ms`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(port) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DRUMBEAT_DATA_DIR: folder };
  const begun = performance.now();
  const program = spawn(process.execPath, [bin, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(program, 'exit');
  await new Promise((resolve, reject) => {
    program.stdout.on('data', (text) => String(text).includes('is ready') && resolve());
    ended.then(() => reject(new Error('The program ended before it was ready.')));
  });
  const readyMs = Math.round(performance.now() - begun);
  const stopping = performance.now();
  program.kill('SIGTERM');
  await ended;
  return { readyMs, stoppedMs: Math.round(performance.now() - stopping) };
}
