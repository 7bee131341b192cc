#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(fileURLToPath(program))) {
  const { runCli } = await import(program.href);
  await runCli(process.argv.slice(2));
} else {
  process.stderr.write('Drumbeat is not built yet: run `npm run build` first.\n');
  process.exitCode = 1;
}
