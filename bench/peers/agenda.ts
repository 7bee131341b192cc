import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda } from 'agenda';
import pg from 'pg';
import type { Machine } from '../machine.js';

/** Agenda on PostgreSQL with one job a step, all of them due, and nothing done in them. Answers jobs a second. */
export async function drainAgenda(machine: Machine, url: string, jobs: number): Promise<number> {
  // As Agenda would make it, but for somebody who hears that a connection ended with the database.
  const own = new pg.Pool({ connectionString: url }).on('error', () => {});
  const agenda = new Agenda({
    backend: new PostgresBackend({ pool: own }),
    processEvery: 1_000,
    defaultConcurrency: 100,
    maxConcurrency: 100,
  });
  await agenda.ready;
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  agenda.define('step', async () => {
    done += 1;
    if (done >= jobs) finish();
  });
  const pool = machine.connect(url);
  try {
    await agenda.schedule(new Date(0), 'step', { step: 0 });
    // One as Agenda stores it, and copies: storing them one by one would take longer than running them.
    const { rows } = await pool.query<{ column_name: string }>(
      "SELECT column_name FROM information_schema.columns WHERE table_name = 'agenda_jobs' AND column_name <> 'id'",
    );
    const columns = rows.map(({ column_name }) => `"${column_name}"`).join(', ');
    await pool.query(
      `INSERT INTO agenda_jobs (${columns}) SELECT ${columns} FROM agenda_jobs, generate_series(2, ${jobs})`,
    );
    const begun = performance.now();
    await agenda.start();
    await finished;
    return jobs / ((performance.now() - begun) / 1000);
  } finally {
    await agenda.stop();
    await own.end();
    await pool.end();
  }
}
