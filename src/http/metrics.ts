import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';

/** Who may read the metrics: whoever has the token, anybody who reaches the server (it listens to this machine only), or nobody. */
export type MetricsReaders =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'anybody' }
  | { readonly kind: 'nobody' };

export interface MetricsDeps {
  readonly readers: MetricsReaders;
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/**
 * `GET /metrics` in Prometheus's format. The port is often open to the world, which the figures are not for
 * (docs/decisions/0022-metrics-take-a-token.md): a reader shows `Authorization: Bearer METRICS_TOKEN`, others get 401; without a
 * token set there is no such page.
 */
export function createMetricsRouter({ readers, text, contentType }: MetricsDeps): Router {
  const router = Router();
  if (readers.kind === 'nobody') return router;
  router.get('/metrics', async (request, response) => {
    response.set('Cache-Control', 'no-store');
    if (readers.kind === 'token' && !isToken(request.headers.authorization, readers.token)) {
      response.status(401).set('WWW-Authenticate', 'Bearer').type('text').send('METRICS_TOKEN is asked for.\n');
      return;
    }
    response.set('Content-Type', contentType).send(await text());
  });
  return router;
}

/** In a time that says nothing of how much of it was right. */
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
