import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Builds one file of src together with what it imports, and answers the built file's path. For tools and tests that run
 * parts of the program outside the tests' own transformation, whatever state dist is in.
 *
 * @param {string} path the source file, relative to the project
 */
export async function buildSource(path) {
  const outfile = join(root, 'node_modules/.cache/drumbeat', `${path.replace(/\W/g, '-')}.${process.pid}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

/** Imports one file of src, built as it is now. */
export async function importSource(path) {
  const file = await buildSource(path);
  try {
    return await import(file);
  } finally {
    rmSync(file, { force: true });
  }
}
