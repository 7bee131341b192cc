import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { scopesNeeded } from '../../slack/surface.js';
import { createArgs } from './args.js';
import type { SlackContext } from './context.js';
import { chatMethods } from './methods/chat.js';
import { conversationMethods } from './methods/conversations.js';
import { fileMethods } from './methods/files.js';
import type { Methods } from './methods/method.js';
import { viewMethods } from './methods/views.js';
import { workspaceMethods } from './methods/workspace.js';
import { createPostLimit } from './rate-limit.js';
import { errorBody, SlackError } from './slack-error.js';
import { SANDBOX_BOT_TOKEN } from './workspace.js';

const METHODS: Methods = {
  ...workspaceMethods,
  ...conversationMethods,
  ...chatMethods,
  ...fileMethods,
  ...viewMethods,
};

/** What an installation by the manifest grants: answered in `X-OAuth-Scopes`. */
const SCOPES = scopesNeeded().join(',');

/**
 * Slack's Web API at `/:method`: for @slack/web-api with `slackApiUrl` (Bolt: `clientOptions.slackApiUrl`).
 * Answers as Slack does: HTTP 200 with `ok`, 429 with Retry-After where a limit was asked for.
 */
export function createSlackApi(
  context: SlackContext,
  options: { readonly postsPerSecondPerChannel?: number | undefined },
): Router {
  const postLimit = createPostLimit(options.postsPerSecondPerChannel, context.timers);

  const answer = async (request: Request<{ method: string }>, response: Response) => {
    const fields = fieldsOf(request);
    const args = createArgs(fields);
    const { method: name } = request.params;
    try {
      authenticate(request, args.text('token'));
      const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (method === undefined) throw new SlackError('unknown_method');
      const waitSeconds = name === 'chat.postMessage' ? postLimit(args.text('channel') ?? '') : null;
      if (waitSeconds !== null) {
        response.status(429).set('Retry-After', String(waitSeconds)).json({ ok: false, error: 'ratelimited' });
        return;
      }
      const body = await method(args, context);
      response.set('X-OAuth-Scopes', SCOPES).json({ ok: true, ...body });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      response.json(errorBody(error));
    }
  };

  const router = Router();
  router.use(
    express.urlencoded({ extended: false, limit: '4mb', parameterLimit: 1000 }),
    express.json({ limit: '4mb' }),
  );
  router.post('/:method', answer);
  router.get('/:method', answer);
  return router;
}

const record = z.record(z.string(), z.unknown());

function fieldsOf(request: Request): Readonly<Record<string, unknown>> {
  const body = record.safeParse(request.body);
  return { ...request.query, ...(body.success ? body.data : {}) };
}

function authenticate(request: Request, tokenArgument: string | undefined): void {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? tokenArgument;
  if (token === undefined || token === '') throw new SlackError('not_authed');
  if (token !== SANDBOX_BOT_TOKEN) throw new SlackError('invalid_auth');
}
