import type { AgendaBackendChoice, JobStore } from './job-store.js';
import { openMongoJobStore } from './mongo-job-store.js';
import { openPostgresJobStore } from './postgres-job-store.js';

/**
 * Connects and makes sure of the schema. Rejects, with nothing left open, when the store cannot be reached.
 * `awayAfterMs` bounds a connection, the search for a server, and a query.
 */
export async function openJobStore(backend: AgendaBackendChoice, awayAfterMs: number): Promise<JobStore> {
  const store =
    backend.kind === 'mongo'
      ? await openMongoJobStore(backend.uri, awayAfterMs)
      : openPostgresJobStore(backend, awayAfterMs);
  try {
    await store.ensure();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}
