import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.js';
import { onDemand, type Shared } from './on-demand.js';

/**
 * Vitest's globalSetup for databases: names the run (DRUMBEAT_TEST_RUN, part of its databases' names) and stands ready to
 * start one PostgreSQL for it. With DATABASE_TEST_URL the databases of the run are made on that server, and removed at
 * the end.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const run = randomBytes(6).toString('hex');
  process.env.DRUMBEAT_TEST_RUN = run;
  const own = process.env.DATABASE_TEST_URL;
  if (own) return () => removeDatabases(own, run);

  const folder = mkdtempSync(join(fastFolder(), 'drumbeat-test-'));
  const database = await onDemand(() => start(folder));
  process.env.DRUMBEAT_TEST_DATABASE_HOST = database.host;
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** In memory where the system has such a folder: a database for each test is mostly files that are written and removed. */
function fastFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** Heard by a socket in its folder: a statement over it costs half of one over the loopback interface. */
async function start(dataDir: string): Promise<Shared> {
  const sockets = join(dataDir, 'sockets');
  mkdirSync(sockets, { recursive: true });
  // The server may run as another user.
  chmodSync(sockets, 0o777);
  const server = await startEmbeddedPostgres({
    dataDir,
    log: () => {},
    settings: {
      unix_socket_directories: sockets,
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
      max_connections: '200',
    },
  });
  const url = new URL(server.url);
  if (process.platform !== 'win32') url.searchParams.set('host', sockets);
  return { url: url.href, stop: server.stop };
}

async function removeDatabases(url: string, run: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [databasePrefix(run)],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

/** What the names of a run's databases begin with. */
export function databasePrefix(run: string): string {
  return `drumbeat_test_${run}_`;
}
