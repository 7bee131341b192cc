import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { SLACK_LIMITS } from '../../slack/views/limits.js';
import type { StoredMessage, StoredResponseUrl } from '../store/state.js';
import type { SlackContext } from './context.js';
import { addMessage, editMessage, findMessage, readContent, removeMessage } from './messages.js';
import { errorBody, SlackError } from './slack-error.js';

const RESPONSE_PATH = '/sandbox/slack/response';

/** A new response_url for something the person just did: 5 uses within 30 minutes. */
export function issueResponseUrl(
  context: SlackContext,
  place: { user: string; conversation: string; messageTs?: string | null },
): string {
  const { store, timers, ids, program } = context;
  const nowMs = timers.nowMs();
  const { responseUrls } = store.state;
  for (const [token, url] of Object.entries(responseUrls)) if (url.expiresAtMs < nowMs) delete responseUrls[token];
  const token = ids.next().replaceAll('-', '');
  responseUrls[token] = {
    user: place.user,
    conversation: place.conversation,
    messageTs: place.messageTs ?? null,
    expiresAtMs: nowMs + SLACK_LIMITS.responseUrlMs,
    uses: 0,
  };
  store.changed();
  return `${program.sandboxUrl()}${RESPONSE_PATH}/${token}`;
}

const response = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
export type MessageResponse = z.infer<typeof response>;

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses. 404 for a url that is used up or too old. */
export function createResponseUrls(context: SlackContext): Router {
  const router = Router();
  router.use(express.json({ limit: '4mb' }));
  router.post('/:token', async (request: Request<{ token: string }>, answer: Response) => {
    const { responseUrls } = context.store.state;
    const { token } = request.params;
    const url = Object.hasOwn(responseUrls, token) ? responseUrls[token] : undefined;
    if (url === undefined || context.timers.nowMs() > url.expiresAtMs) {
      answer.status(404).json({ ok: false, error: 'expired_url' });
      return;
    }
    if (url.uses >= SLACK_LIMITS.responseUrlUses) {
      answer.status(404).json({ ok: false, error: 'used_url' });
      return;
    }
    try {
      const parsed = response.safeParse(request.body);
      if (!parsed.success) throw new SlackError('invalid_payload');
      url.uses += 1;
      await respond(context, url, parsed.data);
      answer.json({ ok: true });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      answer.status(400).json(errorBody(error));
    }
  });
  return router;
}

/** Does what a message response (of a response_url or a command's acknowledgement) says. */
export async function respond(
  context: SlackContext,
  place: Pick<StoredResponseUrl, 'user' | 'conversation' | 'messageTs'>,
  answer: MessageResponse,
): Promise<void> {
  const original = originalOf(context, place);
  if (answer.delete_original === true) {
    if (original !== undefined) removeMessage(context, original);
    return;
  }
  const content = readContent(context, answer.text, answer.blocks);
  if (answer.replace_original === true && original !== undefined) {
    editMessage(context, original, content);
    return;
  }
  await addMessage(context, {
    ...content,
    conversation: place.conversation,
    author: 'app',
    // Somebody who clicks a reply that the conversation shows too reads the answer there.
    threadTs: answer.thread_ts ?? (original?.isBroadcast ? null : original?.threadTs) ?? null,
    visibleTo: answer.response_type === 'in_channel' ? null : place.user,
  });
}

/** Reads the body of a command's acknowledgement: a text, a message, or nothing. Throws for what is neither. */
export function readAcknowledgedMessage(body: unknown): MessageResponse | null {
  if (body === undefined || body === null || body === '') return null;
  if (typeof body === 'string') return { text: body };
  const parsed = response.safeParse(body);
  if (!parsed.success) throw new SlackError('invalid_payload');
  return parsed.data.text === undefined && parsed.data.blocks === undefined ? null : parsed.data;
}

function originalOf(
  context: SlackContext,
  place: Pick<StoredResponseUrl, 'conversation' | 'messageTs'>,
): StoredMessage | undefined {
  return place.messageTs === null ? undefined : findMessage(context, place.conversation, place.messageTs);
}
