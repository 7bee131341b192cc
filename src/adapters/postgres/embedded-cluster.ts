import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PostgresBinaries } from './embedded-binaries.js';
import type { ServerPrivileges } from './embedded-privileges.js';
import { processBirth, processCommand } from './process-identity.js';

/** Where things lie in the data folder. */
export function clusterPaths(dataDir: string) {
  return {
    clusterDir: join(dataDir, 'postgres'),
    passwordFile: join(dataDir, 'postgres-password'),
    logFile: join(dataDir, 'postgres.log'),
  };
}

/** The role and the database that Drumbeat uses in its own server. */
export const embeddedRole = 'drumbeat';

/** What PostgreSQL's programs see of our environment: no keys, one language, one zone. */
export const serverEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes sure that there is a database cluster and answers the password of its one role. A new one is made aside and
 * moved into place whole, so a program killed on the way leaves nothing half made.
 *
 * @throws with initdb's own words when it fails.
 */
export async function ensureCluster(o: {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly privileges: ServerPrivileges;
  readonly log: (line: string) => void;
}): Promise<{ password: string }> {
  const { clusterDir, passwordFile } = clusterPaths(o.dataDir);
  const unfinished = `${clusterDir}.new`;
  for (const name of readdirSync(o.dataDir)) {
    if (name.startsWith('postgres.new')) rmSync(join(o.dataDir, name), { recursive: true, force: true });
  }
  if (existsSync(join(clusterDir, 'PG_VERSION'))) return { password: readPassword(passwordFile, clusterDir) };
  if (existsSync(clusterDir) && readdirSync(clusterDir).length > 0) {
    throw new Error(
      `${clusterDir} is neither empty nor a PostgreSQL data folder. Move it away, or set DRUMBEAT_DATA_DIR.`,
    );
  }

  o.log('creating the database (once)');
  const password = randomBytes(24).toString('base64url');
  const passwordForInitdb = `${unfinished}-password`;
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordForInitdb, password, { mode: 0o600 });
  if (o.privileges.owner) {
    chownSync(unfinished, o.privileges.owner.uid, o.privileges.owner.gid);
    chownSync(passwordForInitdb, o.privileges.owner.uid, o.privileges.owner.gid);
  }
  // The built-in C.UTF-8 collation sorts and folds alike on every system, whatever locales are installed.
  await run(o.privileges, o.binaries.initdb, [
    ...['--pgdata', unfinished, '--username', embeddedRole, '--pwfile', passwordForInitdb, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    '--no-instructions',
  ]);
  rmSync(passwordForInitdb);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  rmSync(clusterDir, { recursive: true, force: true });
  renameSync(unfinished, clusterDir);
  return { password };
}

export function readPassword(passwordFile: string, clusterDir: string): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (error) {
    throw new Error(
      `The database in ${clusterDir} is there, but its password in ${passwordFile} cannot be read. ` +
        'Bring that file back (or, to begin anew with an empty database, remove the data folder).',
      { cause: error },
    );
  }
}

/**
 * Deals with what a killed program left. A server that still runs on this data is stopped (it rolls back what was open).
 * A pid file that is there after that names a process that is not our server: a stranger with its pid, or its zombie
 * (a container's first process may never reap it). PostgreSQL would take either for a server, so the file is made to
 * name nobody. The rest of it stays: PostgreSQL checks that the shared memory it names is unused before it starts.
 * Call this only while holding the data folder's lock.
 */
export async function stopOrphan(clusterDir: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : 0;
  if (pid > 0 && processBirth(pid) !== null && processCommand(pid)?.includes(clusterDir)) {
    log(`stopping the database server ${pid} that an earlier run left behind`);
    await stopServer(pid);
  }
  if (!existsSync(pidFile)) return;
  const noSuchPid = 2 ** 31 - 2;
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(noSuchPid)));
}

/** Ends a server: fast (transactions roll back, files are left clean), then at once, then by force. */
export async function stopServer(pid: number): Promise<void> {
  const birth = processBirth(pid);
  if (birth === null) return;
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the look and the signal.
    }
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 10) {
      if (processBirth(pid) !== birth) return;
      await delay(10);
    }
  }
  throw new Error(`The database server ${pid} does not end.`);
}

function run(privileges: ServerPrivileges, program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const { file, args: all } = privileges.command(program, args);
    const child = spawn(file, all, {
      ...privileges.spawnAs,
      cwd: '/',
      env: serverEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} failed (${code}):\n${said.trim()}`)),
    );
  });
}
