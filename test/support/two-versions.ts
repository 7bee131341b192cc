import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { programBuild } from '../../scripts/program-build.js';
import type { StepKind } from '../../src/domain/steps/step-kind.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes `folder` a project's folder with all that the program finds beside itself; `dist` is still to come. */
function project(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['prisma', 'bin', 'manifests', 'package.json', 'slack-manifest.yml']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** Builds the program as it was before these kinds of steps came: the version before one that adds them. */
export async function buildVersionBefore(folder: string, kinds: readonly StepKind[]): Promise<void> {
  project(folder);
  await build({ ...programBuild(join(folder, 'dist')), absWorkingDir: root, plugins: [without(kinds)] });
}

function without(kinds: readonly StepKind[]): Plugin {
  return {
    name: 'without-kinds-of-steps',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]domain[\\/]steps[\\/]step-kind\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const contents = kinds.reduce((text, kind) => text.replace(`  '${kind}',\n`, ''), source);
        const left = kinds.filter((kind) => contents.includes(`'${kind}'`));
        if (left.length > 0) throw new Error(`kinds of steps are not written as they were: ${left.join(', ')}`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** The program as it is, with a migration of its own beside the others: `statements` of its file. */
export function versionAfter(folder: string, statements: string): void {
  project(folder);
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  const migration = join(folder, 'prisma/migrations/29991231000000_newer');
  mkdirSync(migration);
  writeFileSync(join(migration, 'migration.sql'), statements);
}
