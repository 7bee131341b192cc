/**
 * `node scripts/measure-edit.js [ENROLLMENTS [MINUTES]]`: how long the review of an edit, and its publishing, take for a sequence with so many
 * people in it (100000 unless given), enrolled in so many different minutes (400 unless given), each waiting for one of its seven steps or at its end: an edit that rewrites one text, and
 * one that puts a step in front of another. It fills a PostgreSQL of its own, with the settings of the program's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import pg from 'pg';
import { importSource } from './source.js';

const enrollments = Number(process.argv[2] ?? 100_000);
const minutes = Number(process.argv[3] ?? 400);

const [{ startEmbeddedPostgres }, { openDatabase }, { migrate }, { createStore }, { createIds }, edits] =
  await Promise.all(
    [
      'src/adapters/postgres/embedded.ts',
      'src/adapters/postgres/database.ts',
      'src/adapters/postgres/migrations.ts',
      'src/adapters/prisma/store.ts',
      'src/adapters/system/ids.ts',
      'test/support/edit-rows.ts',
    ].map(importSource),
  );

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-measure-'));
const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => {} });
try {
  await migrate(server.url, 'prisma/migrations');
  const database = await openDatabase({ url: server.url, max: 5 });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const store = createStore(database);
  const filled = await edits.fillPeople(client, { enrollments, minutes, from: '2026-03-02T16:00:00Z' });
  await client.end();
  const now = DateTime.fromISO('2026-03-04T18:00:00Z');
  const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  for (const [name, after] of Object.entries(edits.edited())) {
    const times = [];
    let summary;
    for (let run = 0; run < 3; run += 1) {
      const began = performance.now();
      summary = await edits.summarizeEdit(store.read, filled.workspace, filled.version, after, now);
      times.push(seconds(began));
    }
    console.log(
      `review, ${name}: ${times.join(', ')} (${summary.numbers.people} people, ${summary.numbers.affected} concerned)`,
    );
  }
  const began = performance.now();
  const taken = await edits.publishTo(store, createIds(), filled, now);
  console.log(`publishing: ${seconds(began)} (${taken} people)`);
  await database.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
