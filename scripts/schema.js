/** Writes schema/sequence.schema.json, by which editors complete sequence files, from the schemas that read them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the project, where the packages that it imports are found.
const folder = mkdtempSync(join(root, 'schema-'));
try {
  const outfile = join(folder, 'json-schema.mjs');
  const entryPoints = [join(root, 'src/domain/sequence/json-schema.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  const { sequenceJsonSchema } = await import(pathToFileURL(outfile).href);
  mkdirSync(join(root, 'schema'), { recursive: true });
  const file = join(root, 'schema/sequence.schema.json');
  writeFileSync(file, JSON.stringify(sequenceJsonSchema()));
  // As the linter wants it.
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', file], { cwd: root });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
