import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/adapters/postgres/embedded.js';
import { migrate } from '../src/adapters/postgres/migrations.js';
import type { Taken } from './provider.js';
import type { Fired, ToWorker, WorkerSetup } from './worker.js';

/** What a worker process is to its parent. */
export interface WorkerProcess {
  readonly pid: number;
  /** As an alarm would; resolves when nothing is due or under way any more. */
  fire(): Promise<Fired>;
  /** Lets it wake itself by its alarms. */
  listen(): void;
  stop(): Promise<void>;
}

/** What the bench runs on: one PostgreSQL, the provider's stand-in, and databases and workers as measures need them. */
export interface Machine {
  readonly postgresPid: number;
  readonly providerPid: number;
  readonly providerUrl: string;
  /** A database of the measure's own, migrated or empty. */
  database(template?: 'migrated' | 'template0'): Promise<{ readonly url: string; drop(): Promise<void> }>;
  connect(databaseUrl: string): pg.Pool;
  worker(databaseUrl: string, limits?: WorkerSetup['limits']): Promise<WorkerProcess>;
  /** What the provider has taken since it was asked last. */
  taken(): Promise<Taken>;
  /** Has the provider take so long for each request (milliseconds) while something is measured, and none afterwards. */
  withDelay<T>(ms: number, measure: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * `root`: the project's folder. PostgreSQL is durable, and has the settings of the program's own server. With
 * `BENCH_STATEMENTS=1` it says at the end which statements took its time.
 */
export async function openMachine(root: string): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-bench-'));
  const settings = process.env.BENCH_STATEMENTS
    ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' }
    : {};
  const server = await startEmbeddedPostgres({ dataDir: folder, log: () => {}, settings });
  const postgresPid = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n', 1)[0]);
  const provider = spawn(process.execPath, [join(root, 'bench/provider-main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const providerUrl = String((await once(provider.stdout, 'data'))[0]).trim();
  const workers = new Set<ChildProcess>();
  const administrator = new pg.Pool({ connectionString: server.url, max: 1 });
  administrator.on('error', () => {});
  await administrator.query('CREATE DATABASE migrated');
  await migrate(named(server.url, 'migrated'), join(root, 'prisma/migrations'));
  let made = 0;
  return {
    postgresPid,
    providerPid: Number(provider.pid),
    providerUrl,
    database: async (template = 'migrated') => {
      made += 1;
      const name = `bench_${made}`;
      await administrator.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      const url = named(server.url, name);
      return {
        url,
        drop: async () => {
          await administrator.query(`DROP DATABASE ${name} WITH (FORCE)`);
        },
      };
    },
    connect: (databaseUrl) => new pg.Pool({ connectionString: databaseUrl, max: 2 }).on('error', () => {}),
    worker: async (databaseUrl, limits = {}) => {
      const setup: WorkerSetup = { databaseUrl, providerUrl, limits };
      const child = fork(join(root, 'bench/worker-main.js'), [JSON.stringify(setup)], { execArgv: profiling() });
      workers.add(child);
      await answerOf(child);
      const say = (what: ToWorker) => child.send(what);
      return {
        pid: Number(child.pid),
        fire: () => {
          say('fire');
          return answerOf(child);
        },
        listen: () => void say('alarms'),
        stop: async () => {
          const ended = once(child, 'exit');
          say('stop');
          await ended;
          workers.delete(child);
        },
      };
    },
    taken: async () => (await fetch(`${providerUrl}/taken`)).json() as Promise<Taken>,
    withDelay: async (ms, measure) => {
      const delay = (body: string) => fetch(`${providerUrl}/delay`, { method: 'PUT', body });
      await delay(String(ms));
      return measure().finally(() => delay('0'));
    },
    close: async () => {
      for (const child of workers) child.kill('SIGKILL');
      provider.kill();
      if (process.env.BENCH_STATEMENTS) await showStatements(administrator);
      await administrator.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function showStatements(administrator: pg.Pool): Promise<void> {
  await administrator.query('CREATE EXTENSION pg_stat_statements');
  const { rows } = await administrator.query(`
    SELECT calls::int, rows::int, round(total_exec_time)::int AS ms, round(total_plan_time)::int AS plan_ms,
      round(wal_bytes / greatest(rows, 1))::int AS wal_a_row, wal_fpi::int AS page_images,
      (shared_blks_dirtied + shared_blks_hit)::int AS buffers, left(regexp_replace(query, '\\s+', ' ', 'g'), 80) AS statement
    FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 25`);
  console.table(rows);
}

/** `BENCH_PROFILE=FOLDER` leaves a profile of every worker there, for Chromium's developer tools. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

function answerOf(child: ChildProcess): Promise<Fired> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`the worker ended with ${code}`));
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      resolve(message as Fired);
    });
  });
}

function named(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
