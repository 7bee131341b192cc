import { type Found, failing, fine } from '../../app/ports/finding.js';
import { describeFault } from './job-store.js';

/** Whether MongoDB answers, in which Agenda keeps its alarms. Creates nothing. */
export async function examineMongoJobStore(uri: string, timeoutMs: number): Promise<Found> {
  const { openMongoJobStore } = await import('./mongo-job-store.js');
  try {
    const store = await openMongoJobStore(uri, timeoutMs);
    await store.ping().finally(store.close);
    return fine('MongoDB answers');
  } catch (error) {
    const todo =
      'see that MongoDB runs and that MONGODB_URI leads to it; until then workers wake themselves every 90 seconds';
    return failing(`MongoDB cannot be reached (${describeFault(error, { kind: 'mongo', uri })})`, todo);
  }
}
