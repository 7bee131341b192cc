import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.js';

/**
 * Vitest's globalSetup: names the run (DRUMBEAT_TEST_RUN, part of its databases' names) and stands ready to start one
 * PostgreSQL for it. That starts when a test first asks for a database (GET on DRUMBEAT_TEST_DATABASE_HOST answers its
 * URL), so runs that need none do not pay for it, and belongs to the main process, so that it ends with the run even when
 * that is killed. With DATABASE_TEST_URL the databases of the run are made on that server, and removed at the end.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const run = randomBytes(6).toString('hex');
  process.env.DRUMBEAT_TEST_RUN = run;
  const own = process.env.DATABASE_TEST_URL;
  if (own) return () => removeDatabases(own, run);

  const folder = mkdtempSync(join(fastFolder(), 'drumbeat-test-'));
  let starting: ReturnType<typeof start> | undefined;
  const host = createServer((_request, response) => {
    // A connection kept open would end at a moment when the next question may be on its way.
    response.setHeader('connection', 'close');
    starting ??= start(folder);
    starting.then(
      (server) => response.end(server.url),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  process.env.DRUMBEAT_TEST_DATABASE_HOST = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;

  return async () => {
    host.closeAllConnections();
    await new Promise((resolve) => host.close(resolve));
    const server = await starting?.catch(() => null);
    await server?.stop();
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
async function start(dataDir: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
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
