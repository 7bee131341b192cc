import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createDatabaseClock } from '../adapters/postgres/clock.js';
import { programSecret } from '../adapters/postgres/secrets.js';
import { createStore } from '../adapters/prisma/store.js';
import { createSendgridMailer } from '../adapters/sendgrid/mailer.js';
import { createIds } from '../adapters/system/ids.js';
import { createSystemTimers } from '../adapters/system/timers.js';
import { createUnsubscribeLinks } from '../adapters/system/unsubscribe-links.js';
import type { AppDeps } from '../app/deps.js';
import { connectWorkspace } from '../app/people/connectWorkspace.js';
import type { Config } from '../config.js';
import { createHealthRouter } from '../http/health.js';
import { createUnsubscribeRouter } from '../http/unsubscribe.js';
import { createSlackChat } from '../slack/chat/chat.js';
import { createSlackDirectory } from '../slack/chat/directory.js';
import { registerListeners } from '../slack/listeners/register.js';
import { openProgramDatabase } from './database.js';
import { composeFiring, type FiringLimits, firingLimits } from './firing.js';
import { composeSandbox, sandboxSlack } from './sandbox.js';
import { composeSlack } from './slack.js';
import { openWeb } from './web.js';

/** A program that runs. */
export interface Program {
  /** Where it is reached on this machine. */
  readonly url: string;
  /** What is in flight is finished, nothing new is begun, every handle is closed. Safe to call twice. */
  stop(): Promise<void>;
}

const sendgridUrl = 'https://api.sendgrid.com';

/**
 * Builds and starts the program that a configuration asks for: the web server first (a taken port is found at once),
 * then the database with its migrations, Slack or the sandbox, and, in the roles that fire, the alarms. Rejects with what
 * to do; whatever was started by then is stopped.
 */
export async function startProgram(config: Config, log: Logger, limits: FiringLimits = firingLimits): Promise<Program> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let next = closing.pop(); next !== undefined; next = closing.pop()) await next();
  };
  try {
    const url = await start(config, log, limits, closing);
    let stopping: Promise<void> | null = null;
    const stop = () => {
      stopping ??= close();
      return stopping;
    };
    return { url, stop };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Pushes onto `closing` how to undo each thing that it starts. Answers the address. */
async function start(
  config: Config,
  log: Logger,
  limits: FiringLimits,
  closing: (() => Promise<void>)[],
): Promise<string> {
  const isSandbox = config.slack.mode === 'sandbox';
  const web = await openWeb({ port: config.port, host: isSandbox ? '127.0.0.1' : undefined });
  closing.push(web.stop);
  const localUrl = `http://127.0.0.1:${web.port}`;

  const database = await openProgramDatabase(config, log);
  closing.push(database.stop);
  const store = createStore(database.prisma);
  const clock = createDatabaseClock(database.pool);
  const ids = createIds();
  const timers = createSystemTimers();

  const standIn = sandboxSlack(randomBytes(32));
  const slackConfig = config.slack.mode === 'sandbox' ? standIn : config.slack;
  const slackApiUrl = config.slackApiUrl ?? (isSandbox ? sandboxSlack.apiUrl(localUrl) : null);
  const mail = mailProvider(config, localUrl);
  const mailer = createSendgridMailer(mail);
  closing.push(async () => mailer.close());
  const slack = composeSlack({ slack: slackConfig, apiUrl: slackApiUrl, web: web.app, log, logLevel: config.logLevel });
  const publicUrl = config.publicUrl ?? (isSandbox ? `http://localhost:${web.port}` : null);
  const links = createUnsubscribeLinks({
    secret: await programSecret(database.pool, 'unsubscribe links'),
    publicUrl,
    mailto: config.mailFrom,
  });
  const settings = {
    admins: config.admins,
    zone: config.zone,
    command: config.command,
    links,
    mailFrom: config.mailFrom ?? (isSandbox ? sandboxSlack.mailFrom : null),
    postalAddress: config.postalAddress ?? (isSandbox ? sandboxSlack.postalAddress : null),
  };
  const deps = { store, clock, ids, mailer, settings, directory: createSlackDirectory({ client: slack.client }) };
  const chat = createSlackChat({ client: slack.client });
  const firing = composeFiring({ config, database, deps, chat, timers, log, limits });
  const appDeps: AppDeps = { ...deps, poke: firing.poke };

  let lastAlarmAt: () => number | null = () => null;
  web.app.use(
    createHealthRouter({
      database: async () => void (await database.pool.query('SELECT 1')),
      lastAlarmAt: config.role === 'app' ? null : () => lastAlarmAt(),
      nowMs: timers.nowMs,
    }),
  );
  web.app.use(createUnsubscribeRouter(appDeps));
  if (config.role !== 'worker') registerListeners(slack.app, appDeps);
  if (config.slack.mode === 'sandbox') {
    const sandbox = await composeSandbox({ config, web, deps: appDeps, clock, firing, timers, log, slack: standIn });
    closing.push(sandbox.stop);
    await sandbox.loadExamples();
  } else {
    await connectWorkspace(appDeps);
  }
  if (config.role !== 'app') {
    const waking = firing.start();
    lastAlarmAt = waking.lastAlarmAt;
  }
  closing.push(firing.stop);
  if (config.role !== 'worker') {
    await slack.start();
    closing.push(slack.stop);
  }
  return `http://localhost:${web.port}`;
}

/** SendGrid, or in the sandbox its stand-in, unless a key and another address are configured for it. */
function mailProvider(config: Config, localUrl: string): { readonly apiKey: string; readonly baseUrl: string } {
  const { apiKey, baseUrl } = config.sendgrid;
  if (apiKey !== null && (config.slack.mode !== 'sandbox' || baseUrl !== null)) {
    return { apiKey, baseUrl: baseUrl ?? sendgridUrl };
  }
  return { apiKey: 'SG.sandbox', baseUrl: sandboxSlack.sendgridUrl(localUrl) };
}
