import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { startMongo, type TestMongo } from '../../support/mongo.js';
import type { RawJobs } from './fixture.js';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.js';

/**
 * A fresh MongoDB, or a fresh database of a `server` that others use too, with a proxy in front; `uri` goes through the
 * proxy, `raw` past it.
 */
export async function openMongoJobs(server?: TestMongo): Promise<{ uri: string; proxy: TcpProxy; raw: RawJobs }> {
  const mongo = server === undefined ? await startMongo() : databaseOf(server);
  const proxy = await openTcpProxy({ host: mongo.host, port: mongo.port });
  const client = await MongoClient.connect(mongo.uri);
  const jobs = client.db().collection('agendaAlarms');
  return {
    uri: mongo.uri.replace(/(@|\/\/)[^@/]+\//, `$1127.0.0.1:${proxy.port}/`),
    proxy,
    raw: {
      names: async () => (await jobs.find().toArray()).map((job) => String(job.name)),
      nextRuns: async () => (await jobs.find().toArray()).map((job) => job.nextRunAt),
      deleteAll: async () => {
        await jobs.deleteMany({});
      },
      close: async () => {
        await client.close();
        await mongo.stop();
      },
    },
  };
}

function databaseOf(server: TestMongo): TestMongo {
  const { pathname } = new URL(server.uri);
  const uri = server.uri.replace(pathname, `/drumbeat_test_${randomUUID().replaceAll('-', '')}`);
  const stop = async () => {
    const client = await MongoClient.connect(uri);
    await client.db().dropDatabase();
    await client.close();
  };
  return { ...server, uri, stop };
}
