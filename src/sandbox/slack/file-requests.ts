import express, { type Request, Router } from 'express';
import type { SlackContext } from './context.js';
import { findFile, MOST_FILE_BYTES, takeContent } from './files.js';
import { SANDBOX_BOT_TOKEN } from './workspace.js';

/**
 * Where contents go and come from, as files.slack.com: an upload to the address that `files.getUploadURLExternal` gave
 * (the body itself, or a form with one file in it), a download of `url_private` with the app's token.
 */
export function createFileRequests(context: SlackContext): Router {
  const router = Router();

  router.post(
    '/upload/:id',
    express.raw({ type: () => true, limit: MOST_FILE_BYTES + 100_000 }),
    async (request: Request<{ id: string }>, response) => {
      const file = context.store.state.files.find((one) => one.id === request.params.id);
      const content = await contentOf(request);
      if (file === undefined || content === null || !(await takeContent(context, file, content))) {
        response.status(400).type('text/plain').send('The upload does not fit what was announced');
        return;
      }
      response.type('text/plain').send(`OK - ${content.byteLength}`);
    },
  );

  router.get('/:id/:name', async (request, response) => {
    // Slack sends those without a token to its sign-in page.
    if (request.headers.authorization !== `Bearer ${SANDBOX_BOT_TOKEN}`) {
      response.type('text/html').send('<!DOCTYPE html><title>Sign in</title>');
      return;
    }
    const file = findFile(context, request.params.id);
    const content = file === undefined ? null : await context.store.fileContents.read(file.id);
    if (file === undefined || content === null) {
      response.status(404).type('text/plain').send('There is no such file');
      return;
    }
    response.type(file.mimetype).send(content);
  });

  return router;
}

async function contentOf(request: Request): Promise<Buffer | null> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) return null;
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const value of form.values()) if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  return null;
}
