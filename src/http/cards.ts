import { Router } from 'express';
import type { AppDeps } from '../app/deps.js';
import { reasonOf } from '../app/faults.js';
import type { Log } from '../app/ports/log.js';
import type { Pictures } from '../app/ports/pictures.js';
import { drawCard } from '../app/templates/drawCard.js';

type Deps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings'> & { readonly pictures: Pictures; readonly log: Log };

/** `GET /cards/:token.png` is the picture of a stored card that Slack shows in a form; an unsigned one is not found. */
export function createCardsRouter(deps: Deps): Router {
  const router = Router();
  router.get('/cards/:token.png', async ({ params }, response) => {
    response.set({
      'X-Robots-Tag': 'noindex, nofollow',
      'X-Content-Type-Options': 'nosniff',
      // Another version has another address.
      'Cache-Control': 'private, max-age=86400',
    });
    try {
      const png = await drawCard(deps, { token: params.token });
      if (png === null) response.status(404).end();
      else response.type('image/png').send(Buffer.from(png));
    } catch (error) {
      deps.log.error({ reason: reasonOf(error) }, 'the picture of a card was not drawn');
      response.status(500).end();
    }
  });
  return router;
}
