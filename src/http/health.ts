import { Router } from 'express';

export interface HealthDeps {
  /** Rejects when the database cannot be reached. */
  readonly database: () => Promise<void>;
  /** When the last alarm was heard (milliseconds, `nowMs`'s clock), null before the first; null in roles that do not fire. */
  readonly lastAlarmAt: (() => number | null) | null;
  readonly nowMs: () => number;
}

/** Alarms come every minute: none for this long means that this worker is woken by nothing (milliseconds). */
const alarmsAreLateAfterMs = 2 * 60_000;

/**
 * `GET /health` answers 200 while the process lives. `GET /ready` answers 200 when the database can be reached and, in
 * roles that fire, alarms come; otherwise 503 with what is missing. A worker that has just started counts as ready.
 */
export function createHealthRouter({ database, lastAlarmAt, nowMs }: HealthDeps): Router {
  const startedAt = nowMs();
  const router = Router();
  router.get('/health', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    const missing: string[] = [];
    await database().catch(() => missing.push('the database cannot be reached'));
    if (lastAlarmAt !== null) {
      const silentMs = nowMs() - (lastAlarmAt() ?? startedAt);
      if (silentMs > alarmsAreLateAfterMs) missing.push(`no alarm for ${Math.floor(silentMs / 1000)} seconds`);
    }
    const status = missing.length === 0 ? 200 : 503;
    response.status(status).set('Cache-Control', 'no-store');
    response.json({ status: missing.length === 0 ? 'ready' : 'not ready', missing });
  });
  return router;
}
