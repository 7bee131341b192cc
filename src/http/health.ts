import { Router } from 'express';
import type { Timers } from '../app/ports/timers.js';

/** What a program that is ready can rely on. */
export interface ReadinessCheck {
  readonly name: 'database' | 'job store' | 'slack' | 'alarms';
  /** What is wrong, as a plain sentence without secrets; null while all is well. What it rejects with is told to nobody. */
  readonly problem: () => Promise<string | null>;
}

export interface HealthDeps {
  readonly checks: readonly ReadinessCheck[];
  readonly timers: Pick<Timers, 'after'>;
}

/** How long a check may take; whatever watches the program gives up soon after (milliseconds). */
const patienceMs = 4_000;

/**
 * `GET /health` answers 200 while the process lives. `GET /ready` answers 200 while every check passes; otherwise 503 with
 * what is wrong. Both are for whoever can reach the program, so neither says more than that.
 */
export function createHealthRouter({ checks, timers }: HealthDeps): Router {
  const router = Router();
  router.get('/health', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    const found = await Promise.all(checks.map(async (check) => [check.name, await problemOf(check, timers)] as const));
    const missing = found.flatMap(([, problem]) => problem ?? []);
    response.status(missing.length === 0 ? 200 : 503).set('Cache-Control', 'no-store');
    response.json({
      status: missing.length === 0 ? 'ready' : 'not ready',
      checks: Object.fromEntries(found.map(([name, problem]) => [name, problem === null ? 'ok' : 'failing'])),
      missing,
    });
  });
  return router;
}

async function problemOf({ name, problem }: ReadinessCheck, timers: Pick<Timers, 'after'>): Promise<string | null> {
  let cancel = () => {};
  const late = new Promise<string>((resolve) => {
    cancel = timers.after(patienceMs, () => resolve(`the ${name} check got no answer in ${patienceMs / 1000} seconds`));
  });
  try {
    return await Promise.race([problem(), late]);
  } catch {
    return `the ${name} check failed`;
  } finally {
    cancel();
  }
}

/** Alarms come every minute: none for this long means that this worker is woken by nothing (milliseconds). */
const alarmsAreLateAfterMs = 2 * 60_000;

/** What a late alarm comes to; `silentForMs` counts from the start where none was heard yet. */
export function alarmProblem(silentForMs: number): string | null {
  return silentForMs > alarmsAreLateAfterMs ? `no alarm for ${Math.floor(silentForMs / 1000)} seconds` : null;
}
