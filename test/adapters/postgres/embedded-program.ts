import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/adapters/postgres/embedded.js';

/** A program with an embedded server, for embedded.test.ts to kill: prints the URL, or in one line why not. */
const dataDir = process.argv[2] ?? '';
try {
  const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
  console.log(server.url);
  const stay = setInterval(() => {}, 60_000);
  process.once('SIGINT', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("INSERT INTO last_words VALUES ('goodbye')");
    await client.end();
    await server.stop();
    clearInterval(stay);
  });
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}
