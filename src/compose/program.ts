import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createDatabaseClock } from '../adapters/postgres/clock.js';
import { programSecret } from '../adapters/postgres/secrets.js';
import { createStore } from '../adapters/prisma/store.js';
import { createPictures } from '../adapters/resvg/pictures.js';
import { createSendgridMailer } from '../adapters/sendgrid/mailer.js';
import { createCardLinks } from '../adapters/system/card-links.js';
import { boundHeap } from '../adapters/system/heap.js';
import { createIds } from '../adapters/system/ids.js';
import { createSystemTimers } from '../adapters/system/timers.js';
import { createUnsubscribeLinks } from '../adapters/system/unsubscribe-links.js';
import type { AppDeps, ProgramSettings } from '../app/deps.js';
import type { Config } from '../config.js';
import { createCardsRouter } from '../http/cards.js';
import { createHealthRouter } from '../http/health.js';
import { createMetricsRouter } from '../http/metrics.js';
import { createTextsRouter } from '../http/texts.js';
import { createUnsubscribeRouter } from '../http/unsubscribe.js';
import { createSlackChat } from '../slack/chat/chat.js';
import { createSlackDirectory } from '../slack/chat/directory.js';
import { registerListeners } from '../slack/listeners/register.js';
import { type Closing, createClosing } from './closing.js';
import { connectSlack, refuseOtherWorkspace } from './connect.js';
import { openProgramDatabase } from './database.js';
import { composeDelivering } from './delivering.js';
import { createHangUp, finishWork } from './finish-work.js';
import { composeFiring, type FiringLimits, firingLimits } from './firing.js';
import { mailProvider } from './mailing.js';
import { composeMetrics, metricsReaders } from './measuring.js';
import { composePrinting, type Printing } from './printing.js';
import { readinessChecks } from './readiness.js';
import { composeSandbox, sandboxSlack } from './sandbox.js';
import { composeSlack } from './slack.js';
import { composeTexting } from './texting.js';
import { openWeb } from './web.js';

/** A program that runs. */
export interface Program {
  /** Where it is reached on this machine. */
  readonly url: string;
  /** What is in flight is finished, nothing new is begun, every handle is closed. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Builds and starts the program that a configuration asks for: the web server first (a taken port is found at once; port
 * 0 takes any free one), then the database with its migrations, Slack or the sandbox, and, in the roles that fire, the
 * alarms. Rejects with what to do, or at the next step of the start with the reason of `abort`; whatever was started by
 * then is stopped.
 */
export async function startProgram(
  config: Config,
  log: Logger,
  limits: Partial<FiringLimits> = {},
  abort: AbortSignal = new AbortController().signal,
): Promise<Program> {
  boundHeap();
  const closing = createClosing(log);
  try {
    const url = await start(config, log, limitsOf(config, limits), closing, abort);
    return { url, stop: closing.close };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** Says to `closing` how to undo each thing that it starts. Answers the address. */
async function start(
  config: Config,
  log: Logger,
  limits: FiringLimits,
  closing: Closing,
  abort: AbortSignal,
): Promise<string> {
  const isSandbox = config.slack.mode === 'sandbox';
  const web = await openWeb({ port: config.port, host: isSandbox ? '127.0.0.1' : undefined });
  closing.add('the web server', web.stop);
  const localUrl = `http://127.0.0.1:${web.port}`;

  const database = await openProgramDatabase(config, log);
  closing.add('the database', database.stop);
  abort.throwIfAborted();
  const clock = createDatabaseClock(database.pool);
  const timers = createSystemTimers();

  const standIn = sandboxSlack(randomBytes(32));
  const slackConfig = config.slack.mode === 'sandbox' ? standIn : config.slack;
  const slackApiUrl = config.slackApiUrl ?? (isSandbox ? sandboxSlack.apiUrl(localUrl) : null);
  const { signal: hangUp, hangUp: hangUpOnAll } = createHangUp();
  const slack = composeSlack({ slack: slackConfig, apiUrl: slackApiUrl, hangUp, web: web.app, timers, log });
  const { mailsPerRequest, requestMs: timeoutMs } = limits;
  const ends = { timeoutMs, hangUp };
  const mailer = createSendgridMailer({ ...mailProvider(config, localUrl), mailsPerRequest, ...ends });
  closing.add('the mailer', mailer.close);
  const printing = composePrinting(config, localUrl, ends);
  const secrets = {
    unsubscribe: await programSecret(database.pool, 'unsubscribe links'),
    cards: await programSecret(database.pool, 'pictures of cards'),
  };
  const settings = settingsOf(config, secrets, { port: web.port, ...printing });
  const directory = createSlackDirectory({ client: slack.client, timers });
  const { texter, reports } = composeTexting(config, localUrl, timers, ends);
  const { postcards } = printing;
  const webhookSecret = await programSecret(database.pool, 'webhooks');
  const deliveries = composeDelivering(config, localUrl, webhookSecret, ends);
  const providers = { mailer, texter, postcards, deliveries };
  const deps = { store: createStore(database), clock, ids: createIds(), ...providers, settings, directory };
  const chat = createSlackChat({ client: slack.client });
  const monotonicMs = () => performance.now();
  let silentForMs = () => 0;
  const metrics = composeMetrics({
    config,
    ...deps,
    lanes: () => firing.lanes,
    silentForMs: () => silentForMs(),
    timers,
    monotonicMs,
  });
  const watched = { measures: metrics.measures, monotonicMs };
  const firing = composeFiring({ config, database, deps, chat, timers, log, limits, watched });
  const appDeps: AppDeps = { ...deps, poke: firing.poke };

  const checks = readinessChecks({
    database: () => database.pool.query('SELECT 1'),
    jobStore: firing.pingJobStore,
    slack,
    silentForMs: config.role === 'app' ? null : () => silentForMs(),
    monotonicMs,
  });
  web.app.use(createHealthRouter({ checks, timers }));
  web.app.use(createMetricsRouter({ ...metrics, readers: metricsReaders(config) }));
  web.app.use(createUnsubscribeRouter(appDeps));
  const pictures = createPictures();
  web.app.use(createCardsRouter({ ...appDeps, pictures, log }));
  if (reports !== null) web.app.use(createTextsRouter({ ...appDeps, reports, log }));
  if (config.role !== 'worker') {
    registerListeners(slack.app, { ...appDeps, sharedFiles: slack.files, pictures, timers, log });
  }
  const sandbox = isSandbox
    ? await composeSandbox({ config, web, deps: appDeps, clock, firing, timers, log, slack: standIn })
    : null;
  if (sandbox !== null) closing.add('the sandbox', sandbox.stop);
  closing.add('what is in flight', async () => {
    // The sandbox's Slack and mail provider answer on this server: what is in flight needs it until the end.
    if (sandbox === null) web.refuse();
    await finishWork({ work: [firing.stop(), slack.stop()], hangUp: hangUpOnAll, cut: database.cut, timers, log });
  });
  abort.throwIfAborted();
  if (sandbox !== null) await refuseOtherWorkspace(appDeps);
  const isNew = (await sandbox?.loadExamples()) ?? false;
  closing.add('connecting to Slack', await connectSlack({ deps: appDeps, timers, log }));
  if (isNew) await sandbox?.nameManager();
  abort.throwIfAborted();
  // So that the first text waits for nobody.
  void texter?.numbers();
  if (config.role !== 'app') silentForMs = firing.start().silentForMs;
  if (config.role !== 'worker') await slack.start();
  return `http://localhost:${web.port}`;
}

/** How firing is tuned: as usual, as it is configured, as whoever starts the program wants it. */
function limitsOf({ perSecond, slack }: Config, wanted: Partial<FiringLimits>): FiringLimits {
  // The sandbox's Slack takes all that comes, and nobody wants to wait for it.
  return { ...firingLimits, perSecond, ...(slack.mode === 'sandbox' ? { postSpacingMs: 0 } : {}), ...wanted };
}

/** What use cases are told of the configuration; the sandbox brings what it leaves open. */
function settingsOf(
  config: Config,
  secrets: { readonly unsubscribe: Buffer; readonly cards: Buffer },
  { port, cardsFrom }: { readonly port: number } & Pick<Printing, 'cardsFrom'>,
): ProgramSettings {
  const isSandbox = config.slack.mode === 'sandbox';
  const { admins, zone, command } = config;
  const mailFrom = config.mailFrom ?? (isSandbox ? sandboxSlack.mailFrom : null);
  const postalAddress = config.postalAddress ?? (isSandbox ? sandboxSlack.postalAddress : null);
  const publicUrl = config.publicUrl ?? (isSandbox ? `http://localhost:${port}` : null);
  const links = createUnsubscribeLinks({ secret: secrets.unsubscribe, publicUrl, mailto: config.mailFrom });
  // Slack shows no picture that it cannot fetch by https.
  const cardsUrl = isSandbox || publicUrl?.startsWith('https:') ? publicUrl : null;
  const cardLinks = createCardLinks({ secret: secrets.cards, publicUrl: cardsUrl });
  // Only the sandbox's outbox tells so far.
  const hearsOfMails = isSandbox;
  return { admins, zone, command, links, cardLinks, mailFrom, postalAddress, cardsFrom, hearsOfMails };
}
