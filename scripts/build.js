/**
 * Builds what `npm start` runs: the Prisma client, the program (src to dist) and the sandbox page.
 * Types are checked apart from this, by `npm run typecheck`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { programBuild } from './program-build.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

generatePrismaClient();
rmSync('dist', { recursive: true, force: true });
await Promise.all([build(programBuild('dist')), buildPage()]);

function generatePrismaClient() {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  // What it has to say is in the error where it fails.
  execFileSync(process.execPath, [cli, 'generate', '--no-hints'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Generating needs no schema engine, yet Prisma would download one unless this names an executable.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
}

function buildPage() {
  cpSync('src/sandbox/page/index.html', 'dist/sandbox/page/index.html');
  return build({
    entryPoints: ['src/sandbox/page/main.tsx'],
    outdir: 'dist/sandbox/page',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'dataurl', '.woff2': 'dataurl' },
    logLevel: 'warning',
  });
}
