/**
 * `node scripts/measure-report.js [ENROLLMENTS]`: how long the numbers of a report take, over all time, over a period that
 * begins before it, over one that begins right after it, and over 30 days, for a sequence of seven steps with so many enrollments (100000 unless given) that went through
 * all of it. The promise is 300 ms over any. It fills a PostgreSQL of its own, with the settings of the program's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import pg from 'pg';
import { importSource } from './source.js';

const enrollments = Number(process.argv[2] ?? 100_000);
const runs = 15;

const [{ startEmbeddedPostgres }, { openDatabase }, { migrate }, { createStore }, { fillSequence }] = await Promise.all(
  [
    'src/adapters/postgres/embedded.ts',
    'src/adapters/postgres/database.ts',
    'src/adapters/postgres/migrations.ts',
    'src/adapters/prisma/store.ts',
    'test/support/report-rows.ts',
  ].map(importSource),
);

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-measure-'));
const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => {} });
try {
  await migrate(server.url, 'prisma/migrations');
  const database = await openDatabase({ url: server.url, max: 5 });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const filling = performance.now();
  const sequenceId = await fillSequence(client, { enrollments, from: '2026-01-01T00:00:00Z' });
  const { rows } = await client.query(
    'SELECT (SELECT count(*) FROM executions) AS touches, (SELECT count(*) FROM provider_events) AS events',
  );
  await client.end();
  const seconds = Math.round((performance.now() - filling) / 1000);
  console.log(
    `${enrollments} enrollments, ${rows[0].touches} touches, ${rows[0].events} events (filled in ${seconds} s)`,
  );
  const { reports } = createStore(database).read;
  const month = DateTime.fromISO('2026-02-01T00:00:00Z');
  for (const [name, period] of [
    ['all time', { from: null, to: null }],
    ['365 days', { from: month.minus({ months: 6 }), to: null }],
    ['365 days, of a sequence that is older', { from: month.minus({ days: 30 }), to: null }],
    ['30 days', { from: month, to: month.plus({ days: 30 }) }],
  ]) {
    const times = [];
    for (let run = 0; run < runs; run += 1) {
      const before = performance.now();
      await reports.figures({ sequenceId, now: month.plus({ days: 37 }), ...period });
      times.push(performance.now() - before);
    }
    const [first = 0] = times;
    times.sort((a, b) => a - b);
    const ms = (value) => `${Math.round(value)} ms`;
    console.log(`${name}: first ${ms(first)}, median ${ms(times[runs >> 1])}, longest ${ms(times[runs - 1])}`);
  }
  await database.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
