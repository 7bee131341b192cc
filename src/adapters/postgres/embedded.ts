import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { dataFolderHolder, lockDataFolder } from './data-folder-lock.js';
import { findPostgresBinaries, type PostgresBinaries } from './embedded-binaries.js';
import {
  clusterPaths,
  embeddedRole,
  ensureCluster,
  readPassword,
  serverEnvironment,
  stopOrphan,
  stopServer,
} from './embedded-cluster.js';
import { planServerPrivileges, type ServerPrivileges } from './embedded-privileges.js';

export { DataFolderInUse } from './data-folder-lock.js';

export interface EmbeddedPostgres {
  /** A connection string of the database `drumbeat`; holds the password. */
  readonly url: string;
  /** Ends the server, waits until it is gone and gives the data folder free. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** PostgreSQL settings on top of ours; tests trade durability for speed here. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts Drumbeat's own PostgreSQL, with its data in `<dataDir>/postgres`, on a free port of the loopback interface; the
 * password lies in `<dataDir>/postgres-password` for this user only, the server's log in `<dataDir>/postgres.log`.
 *
 * The server gets a session of its own: Ctrl-C in a terminal reaches every process of the foreground group, and the
 * database must outlive us until the last transaction is done. It ends with {@link EmbeddedPostgres.stop}, when this
 * process exits otherwise, and (where the kernel can be asked to) when this process is killed. If it is left over
 * nevertheless, the next start stops it first.
 *
 * @throws {DataFolderInUse} when another running program has the data folder.
 * @throws with the server's last words when it does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  // The server may run as another user, which must be able to pass through.
  mkdirSync(options.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    const { clusterDir } = clusterPaths(dataDir);
    const binaries = findPostgresBinaries();
    const privileges = planServerPrivileges({ dataDir, clusterDir, binary: binaries.postgres });
    const { password } = await ensureCluster({ dataDir, binaries, privileges, log: options.log });
    await stopOrphan(clusterDir, options.log);
    const server = await startServer({ dataDir, binaries, privileges, settings: options.settings ?? {} });
    try {
      await ensureDatabase(urlOf(server.port, password, 'postgres'));
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      url: urlOf(server.port, password, embeddedRole),
      async stop() {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * The connection string of the server that another running program has started in `dataDir`, null when there is none
 * (or it is not ready). For commands that work beside a running program.
 */
export function findRunningEmbeddedPostgres(dataDir: string): { readonly url: string } | null {
  const { clusterDir, passwordFile } = clusterPaths(dataDir);
  if (!existsSync(clusterDir) || !dataFolderHolder(realpathSync(dataDir))) return null;
  const state = readState(clusterDir);
  return state?.ready ? { url: urlOf(state.port, readPassword(passwordFile, clusterDir), embeddedRole) } : null;
}

/** Whether there is a database of Drumbeat's own in `dataDir`, which a start would find. */
export function hasEmbeddedPostgres(dataDir: string): boolean {
  return existsSync(join(clusterPaths(dataDir).clusterDir, 'PG_VERSION'));
}

interface ServerStart {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly privileges: ServerPrivileges;
  readonly settings: Readonly<Record<string, string>>;
}

async function startServer(o: ServerStart): Promise<{ port: number; stop(): Promise<void> }> {
  const { clusterDir, logFile } = clusterPaths(o.dataDir);
  // A port that was free may be taken a moment later, and the processes of a killed server may take a moment to end.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const logStart = startLog(logFile);
    const child = spawnServer(o, clusterDir, logFile, port);
    const failure = await whenReady(child, clusterDir);
    const said = failure === null ? '' : readFileSync(logFile, 'utf8').slice(logStart).trim();
    if (failure === null) return { port, stop: stopper(child) };
    if (attempt === 10 || !/could not bind|pre-existing shared memory/.test(said)) {
      throw new Error(
        `PostgreSQL did not start (${failure}). Its log, ${logFile}, ends:\n${said.split('\n').slice(-12).join('\n')}`,
      );
    }
    await delay(300);
  }
}

function spawnServer(o: ServerStart, clusterDir: string, logFile: string, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // The log must hold neither the values of a row nor the statement that carried them.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...o.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args } = o.privileges.command(o.binaries.postgres, ['-D', clusterDir, '-p', String(port), ...flags]);
  const logFd = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(file, args, {
      ...o.privileges.spawnAs,
      cwd: '/',
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', 'ignore', logFd],
    });
    child.unref();
    return child;
  } finally {
    closeSync(logFd);
  }
}

/** Answers null when the server accepts connections, else how it ended. */
async function whenReady(child: ChildProcess, clusterDir: string): Promise<string | null> {
  let ended: string | null = null;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = signal ?? `exit code ${code}`));
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 10) {
    if (ended !== null) return ended;
    const state = readState(clusterDir);
    if (state?.ready && state.pid === child.pid) return null;
    await delay(10);
  }
  if (child.pid !== undefined) await stopServer(child.pid);
  return 'not ready after 60 seconds';
}

/** `postmaster.pid`: the pid in its first line, the port in the fourth, the state in the eighth (miscadmin.h). */
function readState(clusterDir: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

function stopper(child: ChildProcess): () => Promise<void> {
  const interrupt = () => child.kill('SIGINT');
  process.once('exit', interrupt);
  let stopping: Promise<void> | null = null;
  return () => {
    stopping ??= (async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await stopServer(child.pid);
      process.off('exit', interrupt);
    })();
    return stopping;
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [embeddedRole]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${embeddedRole}`);
  } finally {
    await client.end();
  }
}

/** Keeps one earlier log once the present one is over 5 MB; answers where this run's part begins. */
function startLog(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 5_000_000) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${embeddedRole}:${password}@127.0.0.1:${port}/${database}`;
}
