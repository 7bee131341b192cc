import { type NextFunction, type Request, type Response, Router } from 'express';
import type { AppDeps } from '../app/deps.js';
import { readUnsubscribeToken, unsubscribe } from '../app/enrollments/unsubscribe.js';
import { askPage, contentSecurityPolicy, donePage, laterPage, type Page, unknownLinkPage } from './unsubscribe-page.js';

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentSecurityPolicy,
  // The address is in the link: it must not travel on, nor stay in a cache or an index.
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Where unsubscribe links lead. `GET /u/:token` shows a page and changes nothing, because mail scanners fetch links; a
 * `POST` unsubscribes, from that page's form as well as from a mail program's one click (RFC 8058), whatever its body says.
 */
export function createUnsubscribeRouter(deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings' | 'poke'>): Router {
  const router = Router();
  router
    .route('/u/:token')
    .get(async ({ params }, response) => {
      await answer(response, async () => {
        const signed = await readUnsubscribeToken(deps, params.token);
        return signed === null ? unknownLinkPage() : askPage(signed.email, signed.workspace.name);
      });
    })
    .post(async ({ params }, response) => {
      await answer(response, async () => {
        const outcome = await unsubscribe(deps, { token: params.token });
        return outcome.ok ? donePage(outcome.email, outcome.workspaceName) : unknownLinkPage();
      });
    });
  // What is no text at all (`%ff`) is refused before it reaches a route.
  router.use('/u', (_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    send(response, unknownLinkPage());
  });
  return router;
}

/** Whoever wants no more mail is told plainly that it did not work, and may try again: a one click comes again by itself. */
async function answer(response: Response, work: () => Promise<Page>): Promise<void> {
  send(response, await work().catch(laterPage));
}

function send(response: Response, { status, html }: Page): void {
  response.status(status).set(headers).send(html);
}
