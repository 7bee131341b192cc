import pg from 'pg';
import { createEmptyDatabase } from '../../support/database.js';
import type { RawJobs } from './fixture.js';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** A fresh database with a proxy in front; `url` goes through the proxy, `raw` past it. */
export async function openPostgresJobs(): Promise<{ url: string; proxy: TcpProxy; raw: RawJobs }> {
  const database = await createEmptyDatabase();
  const direct = new URL(database.url);
  const proxy = await openTcpProxy({ host: direct.hostname, port: Number(direct.port) });
  const through = new URL(direct);
  through.host = `127.0.0.1:${proxy.port}`;
  through.searchParams.delete('host');
  const pool = new pg.Pool({ connectionString: direct.href, max: 2 });
  pool.on('error', () => {});
  const whereThere = async (sql: string) => {
    const { rows } = await pool.query("SELECT to_regclass('agenda_alarms') AS there");
    return rows[0].there ? (await pool.query(sql)).rows : [];
  };
  return {
    url: through.href,
    proxy,
    raw: {
      names: async () => (await whereThere('SELECT name FROM agenda_alarms')).map((row) => row.name),
      nextRuns: async () => (await whereThere('SELECT next_run_at FROM agenda_alarms')).map((row) => row.next_run_at),
      deleteAll: async () => {
        await whereThere('DELETE FROM agenda_alarms');
      },
      close: async () => {
        await pool.end();
        await database.drop();
      },
    },
  };
}
