import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import type { Pool } from 'pg';
import { MONGO_COLLECTION } from '../../src/adapters/agenda/job-store.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.js';
import { clusterPaths } from '../../src/adapters/postgres/embedded-cluster.js';
import { openTcpProxy } from '../adapters/agenda/tcp-proxy.js';
import { startMongo } from '../support/mongo.js';

/** A server that the program reaches through a door which can be shut. */
export interface Server {
  /** For the program. */
  readonly url: string;
  /** Breaks every connection of the program; new ones are refused until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Kills the server in the middle of what it does, and starts it again on its data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of the test's own. What is committed survives the death of its processes, which is all that is played here;
 * nothing is forced to the disk, which only a loss of power would show. `ownUrl` leads past the door.
 */
export async function startDatabaseServer(folder: string): Promise<Server & { readonly ownUrl: string }> {
  const dataDir = join(folder, 'postgres');
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '100' };
  const start = () => startEmbeddedPostgres({ dataDir, log: () => {}, settings });
  let server: EmbeddedPostgres = await start();
  const target = { host: '127.0.0.1', port: Number(new URL(server.url).port) };
  const door = await openTcpProxy(target);
  const own = await openTcpProxy(target);
  const through = (port: number) => {
    const url = new URL(server.url);
    url.port = String(port);
    return url.href;
  };
  return {
    url: through(door.port),
    ownUrl: through(own.port),
    cut: door.cut,
    mend: door.mend,
    crash: async () => {
      const pid = Number.parseInt(readFileSync(join(clusterPaths(dataDir).clusterDir, 'postmaster.pid'), 'utf8'), 10);
      // PostgreSQL's "immediate shutdown": it ends as if it had crashed, and recovers from its log when it starts.
      process.kill(pid, 'SIGQUIT');
      await server.stop();
      server = await start();
      target.port = Number(new URL(server.url).port);
    },
    stop: async () => {
      await door.cut();
      await own.cut();
      await server.stop();
    },
  };
}

/** An alarm as Agenda keeps it. */
export interface StoredAlarm {
  readonly name: string;
  readonly nextRunAt: Date | null;
  readonly lockedAt: Date | null;
}

/** A job store, as a server of its own or in the program's database. */
export interface JobStore {
  readonly server: Server | null;
  alarms(): Promise<readonly StoredAlarm[]>;
  /** Deletes every alarm. */
  forget(): Promise<void>;
}

/** Agenda's alarms in PostgreSQL, where a worker makes their table. */
export function jobStoreIn(pool: Pick<Pool, 'query'>): JobStore {
  const alarms = async () => {
    const { rows: tables } = await pool.query("SELECT to_regclass('agenda_alarms') IS NOT NULL AS found");
    if (tables[0]?.found !== true) return [];
    const { rows } = await pool.query<StoredAlarm>(
      'SELECT name, next_run_at AS "nextRunAt", locked_at AS "lockedAt" FROM agenda_alarms',
    );
    return rows;
  };
  const forget = async () => {
    if ((await alarms()).length > 0) await pool.query('DELETE FROM agenda_alarms');
  };
  return { server: null, alarms, forget };
}

/** A server that can be away for as long as a test wants. */
export interface MortalServer extends Server {
  /** Kills it, and leaves nobody where it was. */
  kill(): Promise<void>;
  /** Starts it again where it was, with nothing of what it kept. */
  revive(): Promise<void>;
}

/** A server of MongoDB's protocol that keeps its data in a file of the folder; without one, in memory. */
export async function startJobStore(folder?: string): Promise<JobStore & { readonly server: MortalServer }> {
  const kept = folder === undefined ? {} : { file: join(folder, 'jobs.mv') };
  let server = await startMongo(kept);
  const { host, port } = server;
  const door = await openTcpProxy({ host, port });
  // Of its own, since a real server, where tests are given one, is the same for all.
  const { pathname } = new URL(server.uri);
  const ask = async <T>(question: (database: Db) => Promise<T>): Promise<T> => {
    const client = await MongoClient.connect(`mongodb://${host}:${port}${pathname}`);
    return question(client.db()).finally(() => client.close());
  };
  const alarms = () => ask((database) => database.collection<StoredAlarm>(MONGO_COLLECTION).find().toArray());
  const forget = async () => {
    await ask((database) => database.collection(MONGO_COLLECTION).deleteMany({}));
  };
  const start = async () => {
    server = await startMongo({ ...kept, port });
  };
  const mongo: MortalServer = {
    url: `mongodb://127.0.0.1:${door.port}${pathname}`,
    cut: door.cut,
    mend: door.mend,
    crash: async () => {
      await server.stop('SIGKILL');
      await start();
    },
    kill: async () => {
      await door.cut();
      await server.stop('SIGKILL');
    },
    revive: async () => {
      await start();
      await forget();
      await door.mend();
    },
    stop: async () => {
      await door.cut();
      await server.stop('SIGKILL');
      if (kept.file !== undefined) rmSync(kept.file, { force: true });
    },
  };
  return { server: mongo, alarms, forget };
}
