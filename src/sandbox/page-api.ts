import express, { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { jsonOnly } from './loopback.js';
import { takeMailEvent } from './mail/recipient.js';
import { createPageClock } from './page-clock.js';
import {
  actionRequest,
  clockRequest,
  closingRequest,
  homeRequest,
  mailEventRequest,
  messageRequest,
  optionsRequest,
  readRequest,
  shortcutRequest,
  submissionRequest,
  textEventRequest,
  uploadRequest,
} from './page-requests.js';
import { takeTextEvent } from './phone/recipient.js';
import { Refusal } from './refusal.js';
import type { SlackContext } from './slack/context.js';
import { takeAction, takeOptions } from './slack/events/actions.js';
import { takeHome, takeRead, takeShortcut } from './slack/events/opened.js';
import { takeClosing, takeSubmission } from './slack/events/submissions.js';
import { findPerson, firstPerson, takeTyped } from './slack/events/typed.js';
import { openFile, takeUpload } from './slack/events/uploaded.js';
import { takeSnapshot } from './snapshot.js';

export interface PageApi {
  readonly router: Router;
  /** Ends the streams of changes. */
  stop(): void;
}

/** What the page says to the sandbox: protocol.ts. */
export function createPageApi(context: SlackContext): PageApi {
  const { store, program } = context;
  const clock = createPageClock({ program, changed: store.announce, onFault: context.onFault });
  const streams = new Set<Response>();
  const router = Router();

  router.get('/snapshot', async (request, response) => {
    const asked = request.query.person;
    const me = asked === undefined || asked === '' ? firstPerson() : findPerson(String(asked));
    const snapshot = await takeSnapshot({ store, program, travelingTo: clock.travelingTo() }, me);
    response.set('Cache-Control', 'no-store').json(snapshot);
    clock.shown(snapshot.nextDueAt);
  });

  router.get('/changes', (_request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const send = (revision: number) => response.write(`event: changed\ndata: ${revision}\n\n`);
    response.write('retry: 1000\n\n');
    send(store.state.revision);
    const forget = store.onChange(send);
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
  router.post(
    '/files',
    taking(uploadRequest, (body) => takeUpload(context, body)),
  );
  router.post(
    '/messages',
    taking(messageRequest, (body) => takeTyped(context, body)),
  );
  router.post(
    '/actions',
    taking(actionRequest, (body) => takeAction(context, body)),
  );
  router.post(
    '/submissions',
    taking(submissionRequest, (body) => takeSubmission(context, body)),
  );
  router.post(
    '/closings',
    taking(closingRequest, (body) => takeClosing(context, body)),
  );
  router.post(
    '/shortcuts',
    taking(shortcutRequest, (body) => takeShortcut(context, body)),
  );
  router.post(
    '/options',
    taking(optionsRequest, (body) => takeOptions(context, body)),
  );
  router.post(
    '/home',
    taking(homeRequest, (body) => takeHome(context, body)),
  );
  router.post(
    '/read',
    taking(readRequest, async (body) => takeRead(context, body)),
  );
  router.post(
    '/mail-events',
    taking(mailEventRequest, (body) => takeMailEvent({ store, program }, body)),
  );
  router.post(
    '/text-events',
    taking(textEventRequest, (body) => takeTextEvent({ store, program }, body)),
  );
  router.post(
    '/clock',
    taking(clockRequest, (body) => clock.take(body)),
  );
  router.use(refuse);

  return {
    router,
    stop: () => {
      for (const stream of streams) stream.end();
    },
  };
}

function taking<S extends z.ZodType>(schema: S, take: (body: z.infer<S>) => Promise<unknown>): RequestHandler {
  return async (request, response) => {
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error));
    response.json((await take(parsed.data)) ?? {});
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
