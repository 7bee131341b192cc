import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { jsonOnly } from './loopback.js';
import type { PageAnswers } from './page-answers.js';
import { Refusal } from './refusal.js';
import type { SlackContext } from './slack/context.js';
import { openFile } from './slack/events/uploaded.js';

export interface PageApi {
  readonly router: Router;
  /** Ends the streams of changes. */
  stop(): void;
}

/** What the page says to the sandbox (protocol.ts), over HTTP. */
export function createPageApi(context: SlackContext, answers: PageAnswers): PageApi {
  const { store } = context;
  const streams = new Set<Response>();
  const router = Router();

  router.get('/snapshot', async (request, response) => {
    const asked = request.query.person;
    const snapshot = await answers.snapshot(asked === undefined || asked === '' ? undefined : String(asked));
    response.set('Cache-Control', 'no-store').json(snapshot);
  });

  router.get('/changes', (_request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const send = (revision: number) => response.write(`event: changed\ndata: ${revision}\n\n`);
    response.write('retry: 1000\n\n');
    send(store.state.revision);
    const forget = answers.onChange(send);
    streams.add(response);
    response.on('close', () => {
      forget();
      streams.delete(response);
    });
  });

  router.get('/files/:id', async (request, response) => {
    const { file, content } = await openFile(context, String(request.query.person), request.params.id);
    if (!file.mimetype.startsWith('image/')) response.attachment(file.name);
    response.set('X-Content-Type-Options', 'nosniff').type(file.mimetype).send(content);
  });

  router.use(jsonOnly, express.json({ limit: '8mb' }));
  for (const [path, take] of Object.entries(answers.takes)) {
    router.post(path, async (request, response) => void response.json(await take(request.body)));
  }
  router.use(refuse);

  return {
    router,
    stop: () => {
      for (const stream of streams) stream.end();
    },
  };
}

/** Express tells an error handler by its four parameters. */
function refuse(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof Refusal) {
    response.status(error.status).json({ error: error.message });
    return;
  }
  next(error);
}
