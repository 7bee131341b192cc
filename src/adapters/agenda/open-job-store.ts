import type { AgendaBackendChoice, JobStore } from './job-store.js';
import { openPostgresJobStore } from './postgres-job-store.js';

/**
 * Connects and makes sure of the schema. Rejects, with nothing left open, when the store cannot be reached.
 * `awayAfterMs` bounds a connection, the search for a server, and a query.
 */
export async function openJobStore(backend: AgendaBackendChoice, awayAfterMs: number): Promise<JobStore> {
  const store =
    backend.kind === 'mongo' ? await openMongo(backend.uri, awayAfterMs) : openPostgresJobStore(backend, awayAfterMs);
  try {
    await store.ensure();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** MongoDB's driver takes a good part of a start to load, so only those who use it load it. */
async function openMongo(uri: string, awayAfterMs: number): Promise<JobStore> {
  const { openMongoJobStore } = await import('./mongo-job-store.js');
  return openMongoJobStore(uri, awayAfterMs);
}
