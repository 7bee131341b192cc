import { MongoJobRepository } from '@agendajs/mongo-backend';
import { MongoClient } from 'mongodb';
import { type JobStore, MONGO_COLLECTION, ONE_OFF } from './job-store.js';

/**
 * Opens the job store in MongoDB, in the database that the address names (`drumbeat` when it names none). The client is
 * ours and not Agenda's, so that making the indexes anew does not open a second one.
 */
export async function openMongoJobStore(uri: string, awayAfterMs: number): Promise<JobStore> {
  const client = new MongoClient(uri, {
    appName: 'drumbeat-alarms',
    maxPoolSize: 5,
    serverSelectionTimeoutMS: awayAfterMs,
    connectTimeoutMS: awayAfterMs,
    socketTimeoutMS: awayAfterMs,
  });
  try {
    await client.connect();
  } catch (error) {
    await client.close().catch(() => {});
    throw error;
  }
  const namesDatabase = /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
  const db = namesDatabase ? client.db() : client.db('drumbeat');
  const repository = new MongoJobRepository({ mongo: db, db: { collection: MONGO_COLLECTION }, ensureIndex: false });
  await repository.connect();

  return {
    name: 'MongoDB',
    repository,
    ensure: async () => {
      const jobs = db.collection(MONGO_COLLECTION);
      await jobs.createIndex(
        { name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 },
        { name: 'find_and_lock' },
      );
      // Agenda's own `unique` looks before it inserts; only an index keeps two workers from storing one second twice.
      await jobs.createIndex(
        { name: 1, nextRunAt: 1 },
        {
          name: 'one_alarm_a_second',
          unique: true,
          partialFilterExpression: { name: ONE_OFF, nextRunAt: { $type: 'date' } },
        },
      );
    },
    ping: async () => {
      await db.command({ ping: 1 });
    },
    close: () => client.close().catch(() => {}),
  };
}
