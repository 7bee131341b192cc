import { type NextFunction, type Request, type Response, Router } from 'express';
import type { Ids } from '../app/ports/ids.js';
import type { Timers } from '../app/ports/timers.js';
import { loopbackOnly } from './loopback.js';
import { createSendGrid, SENDGRID_PATH } from './mail/sendgrid.js';
import { createPageAnswers, type PageAnswers } from './page-answers.js';
import { createPageApi } from './page-api.js';
import { createPageFiles, type PageFolders } from './page-files.js';
import { createParcelReceiver } from './parcels/receiver.js';
import { createTwilio } from './phone/twilio.js';
import { createLob } from './postbox/lob.js';
import type { Program } from './program.js';
import type { OutboxMail } from './protocol.js';
import { createSlackApi } from './slack/api.js';
import type { SlackContext } from './slack/context.js';
import { createDeliver } from './slack/deliver.js';
import { createFileRequests } from './slack/file-requests.js';
import { createResponseUrls } from './slack/response-urls.js';
import { createTriggers } from './slack/triggers.js';
import { SANDBOX_BOT_TOKEN } from './slack/workspace.js';
import type { SandboxState } from './store/state.js';
import { openStore } from './store/store.js';

/** `slackApiUrl` for Slack's clients is the sandbox's URL and this. */
export const SLACK_API_PATH = '/sandbox/slack/api/';

export interface SandboxOptions {
  /** What the sandbox remembers lies in here (`sandbox.json`, `outbox.jsonl`, `files`); created where it is missing. */
  readonly folder: string;
  readonly program: Program;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly page: PageFolders;
  /** Answers chat.postMessage with 429 beyond so many a second in one channel; no limit unless given. */
  readonly postsPerSecondPerChannel?: number;
  /** Types of blocks that its Slack does not take in messages, as a workspace which has not got them yet; none unless given. */
  readonly refusedBlocks?: readonly string[];
  /** Hears of what should never happen: the sandbox's own faults. */
  readonly onFault?: (error: unknown) => void;
}

export interface Sandbox {
  /** To be mounted at `/`: the page at `/`, everything else below `/sandbox`. Answers loopback only. */
  readonly router: Router;
  /** What the page is answered, for who shares the process and need not go over HTTP. */
  readonly page: PageAnswers;
  /** What it remembers now, for tests and for counting what left; not to be changed. */
  readonly state: Readonly<SandboxState>;
  /** Every mail that left, oldest first. */
  readonly outbox: readonly OutboxMail[];
  /** Ends streams, requests and timers, and writes what is unsaved. */
  stop(): Promise<void>;
}

/** The local stand-in for Slack, SendGrid, Twilio, Lob and receivers of webhooks, with its page. Rejects when its folder cannot be read or made. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { program, timers, ids, onFault = () => undefined } = options;
  const store = await openStore(options.folder);
  const deliver = createDeliver({ eventsUrl: program.eventsUrl, signingSecret: program.signingSecret, timers });
  const waiting = new Set<() => void>();
  const context: SlackContext = {
    store,
    program,
    timers,
    ids,
    deliver,
    onFault,
    refusedBlocks: options.refusedBlocks ?? [],
    triggers: createTriggers(timers, ids),
    later: (delayMs, run) => {
      const cancel = timers.after(delayMs, () => {
        waiting.delete(cancel);
        run().catch(onFault);
      });
      waiting.add(cancel);
    },
  };
  const page = createPageAnswers(context);
  const pageApi = createPageApi(context, page);

  const router = Router();
  const sandbox = Router();
  sandbox.use('/slack/response', createResponseUrls(context));
  sandbox.use('/slack/files', createFileRequests(context));
  sandbox.use('/slack/api', createSlackApi(context, options));
  sandbox.use('/sendgrid', createSendGrid({ store, program, ids }));
  sandbox.use('/twilio', createTwilio({ store, program, ids }));
  sandbox.use('/lob', createLob({ store, program, ids }));
  sandbox.use('/parcels', createParcelReceiver({ store, program }));
  sandbox.use('/api', pageApi.router);
  router.use('/sandbox', loopbackOnly, sandbox);
  router.get('/', loopbackOnly);
  router.use(createPageFiles(options.page));
  router.use('/sandbox', (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (isClientError(error)) return void response.status(error.status).json({ error: error.message });
    onFault(error);
    response.status(500).json({ error: 'The sandbox itself failed', ok: false });
  });

  return {
    router,
    page,
    state: store.state,
    outbox: store.outbox.taken,
    stop: async () => {
      pageApi.stop();
      deliver.stop();
      for (const cancel of waiting) cancel();
      waiting.clear();
      await store.close();
    },
  };
}

/** What body parsers throw for unreadable or too large bodies. */
function isClientError(error: unknown): error is Error & { readonly status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;
}

export { SANDBOX_BOT_TOKEN, SENDGRID_PATH };
