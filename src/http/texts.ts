import express, { type Request, type RequestHandler, Router } from 'express';
import type { AppDeps } from '../app/deps.js';
import { receiveText } from '../app/enrollments/receiveText.js';
import { recordTextReport } from '../app/enrollments/recordTextReport.js';
import { reasonOf } from '../app/faults.js';
import type { Log } from '../app/ports/log.js';
import type { TextReports } from '../app/ports/texter.js';

type Deps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> & {
  readonly reports: TextReports;
  readonly log: Log;
};

/**
 * Where the provider of texts posts what became of one (`/texts/status`) and what came in (`/texts/incoming`). Nothing
 * counts without its signature. A fault is answered with 500: a text that came in is then posted once more, if the number says where.
 */
export function createTextsRouter(deps: Deps): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '100kb' });
  router.post(
    '/texts/status',
    form,
    taking(deps, async (request) => {
      const report = deps.reports.read(request);
      if (report !== null) await recordTextReport(deps, report);
      return report !== null;
    }),
  );
  router.post(
    '/texts/incoming',
    form,
    taking(deps, async (request) => {
      const text = deps.reports.readIncoming(request);
      if (text !== null) await receiveText(deps, text);
      return text !== null;
    }),
  );
  return router;
}

type Posted = Parameters<TextReports['read']>[0];

/** Answers an empty document: nothing is said back to whoever wrote. */
function taking({ log }: Deps, take: (request: Posted) => Promise<boolean>): RequestHandler {
  return async (request, response) => {
    try {
      const taken = await take(posted(request));
      response
        .status(taken ? 200 : 403)
        .type('text/xml')
        .send('<Response/>');
    } catch (error) {
      log.error({ path: request.path, reason: reasonOf(error) }, 'what the provider of texts posted was not taken');
      response.status(500).end();
    }
  };
}

function posted(request: Request): Posted {
  const fields: Readonly<Record<string, unknown>> = request.body ?? {};
  const parameters = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  return { pathAndQuery: request.originalUrl, parameters, signature: request.get('x-twilio-signature') ?? null };
}
