import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { mongoJars } from './requirements.js';

export interface TestMongo {
  /** A connection string with a database of the test's own. */
  readonly uri: string;
  readonly host: string;
  readonly port: number;
  /** Ends the server (SIGKILL is a crash); of a real MongoDB, only drops the database. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * A MongoDB for one suite: a fresh database of the server that MONGODB_TEST_URI names, else a MongoDB-protocol server
 * (test/mongo) of its own, in memory or with its data in `file`, on a free port unless `port` is given.
 */
export async function startMongo(o: { file?: string; port?: number } = {}): Promise<TestMongo> {
  const real = process.env.MONGODB_TEST_URI;
  return real ? databaseOnRealMongo(real) : startProtocolServer(o);
}

async function databaseOnRealMongo(serverUri: string): Promise<TestMongo> {
  const parts = /^(mongodb:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/?,]+)(?::(\d+))?[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(serverUri);
  if (!parts) throw new Error('MONGODB_TEST_URI must look like mongodb://host:port');
  const [, server, host = '', port = '27017', query = ''] = parts;
  const uri = `${server}/drumbeat_test_${randomUUID().replaceAll('-', '')}${query}`;
  return {
    uri,
    host,
    port: Number(port),
    stop: async () => {
      const client = await MongoClient.connect(uri);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

async function startProtocolServer(o: { file?: string; port?: number }): Promise<TestMongo> {
  const source = join(dirname(mongoJars), 'Server.java');
  const args = ['-Xmx256m', '-cp', join(mongoJars, '*'), source, String(o.port ?? 0), ...(o.file ? [o.file] : [])];
  const server = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithUs = () => server.kill('SIGKILL');
  process.once('exit', killWithUs);
  const port = await listeningPort(server);
  return {
    uri: `mongodb://127.0.0.1:${port}/drumbeat_test`,
    host: '127.0.0.1',
    port,
    stop: async (signal = 'SIGTERM') => {
      process.off('exit', killWithUs);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill(signal);
      await gone;
    },
  };
}

/** The port of the server's "listening" line; rejects with what it said when it ends without one. */
function listeningPort(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`the MongoDB-protocol server did not start:\n${said.join('\n')}`)));
    for (const stream of [server.stdout, server.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const port = /^listening on port (\d+)$/.exec(line)?.[1];
        if (port) resolve(Number(port));
      });
    }
  });
}
