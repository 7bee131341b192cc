import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSource } from '../../scripts/source.js';

/**
 * Jest's globalSetup: stands ready to start one PostgreSQL for the whole run. It starts when a test first asks for a
 * database (GET on DRUMBEAT_TEST_DATABASE_HOST answers its URL), so runs that need none do not pay for it, and belongs to
 * Jest's main process, so that it ends with the run even when that is killed.
 */
export default async function setUp() {
  if (process.env.DATABASE_TEST_URL) return;
  const folder = mkdtempSync(join(fastFolder(), 'drumbeat-test-'));
  let starting = null;
  const host = createServer((_request, response) => {
    // A connection kept open would end at a moment when the next question may be on its way.
    response.setHeader('connection', 'close');
    starting ??= start(folder);
    starting.then(
      (server) => response.end(server.url),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  process.env.DRUMBEAT_TEST_DATABASE_HOST = `http://127.0.0.1:${host.address().port}/`;

  globalThis.stopTestDatabases = async () => {
    host.closeAllConnections();
    await new Promise((resolve) => host.close(resolve));
    const server = await starting?.catch(() => null);
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** In memory where the system has such a folder: a database for each test is mostly files that are written and removed. */
function fastFolder() {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

async function start(folder) {
  const { startEmbeddedPostgres } = await importSource('src/adapters/postgres/embedded.ts');
  return startEmbeddedPostgres({
    dataDir: folder,
    log: () => {},
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
      max_connections: '200',
    },
  });
}
