import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vitest/config';

const root = resolve(import.meta.dirname, '../..');
const sources = join(root, 'src');
/** As deep as src: the project's folder is found from there (src/compose/database.ts). */
const compiled = join(root, '.test-sources');

/**
 * Compiles `src` once, before the suites of a run begin, and lets Node load it as it loads packages: through Vite each
 * worker asks for each module, and each use of an import looks it up (docs/decisions/0015-suites-share-modules.md). While
 * Vitest watches it stays with Vite, which knows what a changed file concerns.
 */
export function compiledSources(): Plugin {
  let isOn = false;
  return {
    name: 'compiled-sources',
    enforce: 'pre',
    config: () => ({ test: { server: { deps: { external: [/[\\/]\.test-sources[\\/]/] } } } }),
    async configureVitest({ vitest }) {
      isOn = !vitest.config.watch;
      if (isOn) await compile();
    },
    resolveId(id, importer) {
      if (!isOn || importer === undefined || !id.startsWith('.')) return null;
      const inside = relative(sources, resolve(dirname(importer), id));
      if (inside.startsWith('..') || !inside.endsWith('.js')) return null;
      return { id: join(compiled, inside), external: true };
    },
  };
}

async function compile(): Promise<void> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => join('src', file)),
    outdir: compiled,
    outbase: 'src',
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  const wanted = new Set(outputFiles.map(({ path }) => path));
  for (const { path, text } of outputFiles) writeAnew(path, text);
  for (const path of filesIn(compiled)) if (!wanted.has(path)) rmSync(path);
}

/** A run that goes on at the same time never reads half a file, and what is unchanged stays as it is. */
function writeAnew(path: string, text: string): void {
  if (readOrNull(path) === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, path);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function filesIn(folder: string): readonly string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return found.filter((file) => file.endsWith('.js')).map((file) => join(folder, file));
}
