import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where test/mongo/install.sh puts the MongoDB-protocol server. */
export const mongoJars = fileURLToPath(new URL('../mongo/jars', import.meta.url));

/** The parts that npm does not bring: whether each is there, and the command that provides it. */
const requirements = {
  mongo: {
    there: () => Boolean(process.env.MONGODB_TEST_URI) || (existsSync(mongoJars) && onPath('java') !== null),
    provide: 'npm run test:mongo:install (needs Java 17 and Maven), or set MONGODB_TEST_URI',
  },
  browser: {
    there: () => findChromium() !== null,
    provide: 'apt-get install chromium-headless-shell (or chromium), or set CHROMIUM_PATH',
  },
} as const;

export type Requirement = keyof typeof requirements;

/** The browser that the tests drive: CHROMIUM_PATH, else the first one of the usual names on the PATH. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  for (const name of [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
  ]) {
    const found = onPath(name);
    if (found) return found;
  }
  return null;
}

/** For suites that do with another part where this one is missing. */
export function requirementIsThere(requirement: Requirement): boolean {
  return requirements[requirement].there();
}

/**
 * `describe` for suites that need an outside part. Where it is missing the suite is skipped, and its name says what
 * provides it; where DRUMBEAT_TEST_REQUIRE (`browser,mongo`) names it, it fails instead.
 */
export function describeIf(requirement: Requirement, name: string, suite: () => void): void {
  const isThere = requirements[requirement].there();
  const fate = fateOf(requirement, { name, isThere, required: process.env.DRUMBEAT_TEST_REQUIRE });
  switch (fate.becomes) {
    case 'run':
      describe(name, suite);
      break;
    case 'failed':
      describe(name, () => {
        test(`has its ${requirement}`, () => {
          throw new Error(fate.why);
        });
      });
      break;
    case 'skipped':
      // Said at once too, since the runner's report names no test of a suite that is skipped as a whole.
      process.stderr.write(`SKIPPED ${name}: ${fate.why}\n`);
      describe.skip(`${name} (${fate.why})`, suite);
  }
}

/** What becomes of a suite that needs a part. Throws where `required` (DRUMBEAT_TEST_REQUIRE) names a part that is none. */
export function fateOf(
  requirement: Requirement,
  { name, isThere, required = '' }: { name: string; isThere: boolean; required?: string | undefined },
): { readonly becomes: 'run' } | { readonly becomes: 'failed' | 'skipped'; readonly why: string } {
  const named = required.split(',').flatMap((part) => part.trim() || []);
  const unknown = named.filter((part) => !Object.hasOwn(requirements, part));
  if (unknown.length > 0) {
    const parts = Object.keys(requirements).join(', ');
    throw new Error(`DRUMBEAT_TEST_REQUIRE takes ${parts}, separated by commas; it names ${unknown.join(', ')}.`);
  }
  const { provide } = requirements[requirement];
  if (isThere) return { becomes: 'run' };
  if (!named.includes(requirement)) return { becomes: 'skipped', why: `needs ${requirement}: ${provide}` };
  return { becomes: 'failed', why: `${name} needs ${requirement}, which DRUMBEAT_TEST_REQUIRE names: ${provide}` };
}

function onPath(program: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next folder.
    }
  }
  return null;
}
