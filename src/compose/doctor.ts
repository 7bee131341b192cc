import { join } from 'node:path';
import { examineMongoJobStore } from '../adapters/agenda/examine.js';
import { examineLob } from '../adapters/lob/examine.js';
import {
  findRunningEmbeddedPostgres,
  hasEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../adapters/postgres/embedded.js';
import { type ExaminedDatabase, examineDatabase } from '../adapters/postgres/examine.js';
import { jsonOf } from '../adapters/rest/examine.js';
import { examinePublicUrl } from '../adapters/rest/examine-public-url.js';
import { restRequest } from '../adapters/rest/request.js';
import { examineSendgrid } from '../adapters/sendgrid/examine.js';
import { examineDataFolder } from '../adapters/system/data-folder.js';
import { createSystemTimers } from '../adapters/system/timers.js';
import { examineTwilio } from '../adapters/twilio/examine.js';
import { reasonOf } from '../app/faults.js';
import { doubtful, type Finding, type Found, failing, fine, skipped } from '../app/ports/finding.js';
import type { Config } from '../config.js';
import { type ExaminedSlack, examineAppToken, examineSlack } from '../slack/chat/examine.js';
import { createSlackClient } from '../slack/chat/slack-client.js';
import { projectFolder } from './database.js';
import { sendgridUrl } from './mailing.js';
import { lobUrl } from './printing.js';
import { twilioUrl } from './texting.js';

/** How long one look may take (milliseconds). */
const timeoutMs = 10_000;
const sandbox = skipped('the sandbox has a stand-in for it');

/**
 * Looks at everything that the configured program relies on, whether or not it runs; sends nothing and changes nothing. Only
 * Drumbeat's own PostgreSQL is started for it where nobody runs it, and stopped again. The findings come in the order in which they are best mended.
 */
export async function examine(config: Config): Promise<readonly Finding[]> {
  const isSandbox = config.slack.mode === 'sandbox';
  const runs = await programFound(config.port);
  const [database, slack] = await Promise.all([databaseFound(config), slackFound(config)]);
  const looks: readonly (readonly [string, () => Found | Promise<Found>])[] = [
    [
      'Data folder',
      () => (config.databaseUrl === null ? examineDataFolder(config.dataDir) : skipped('DATABASE_URL is set')),
    ],
    ['PostgreSQL', () => database.server],
    ['Migrations', () => database.migrations],
    ['Job store', () => jobStoreFound(config)],
    ['Slack: bot token', () => slack?.token ?? sandbox],
    ['Slack: scopes', () => slack?.scopes ?? sandbox],
    ['Slack: app token', () => appTokenFound(config)],
    ['Slack: workspace', () => (slack === null ? sandbox : workspaceFound(slack, database))],
    ['Slack: blocks', () => slack?.blocks ?? sandbox],
    ['SendGrid', () => (isSandbox ? sandbox : sendgridFound(config))],
    ['Twilio', () => (isSandbox ? sandbox : twilioFound(config))],
    ['Lob', () => (isSandbox ? sandbox : lobFound(config))],
    ['Public address', () => publicFound(config, runs !== null)],
    ['Program', () => runs ?? skipped(`none answers on port ${config.port} of this machine`)],
  ];
  return Promise.all(
    looks.map(async ([what, look]) => {
      const found = await Promise.resolve()
        .then(look)
        .catch((error: unknown) => failing(reasonOf(error), 'tell the makers of Drumbeat: nobody foresaw this'));
      return { what, ...found };
    }),
  );
}

async function databaseFound({ databaseUrl, dataDir }: Config): Promise<ExaminedDatabase> {
  const { nowMs } = createSystemTimers();
  const look = (url: string) =>
    examineDatabase({ url, migrationsDir: join(projectFolder, 'prisma/migrations'), nowMs, timeoutMs });
  const running = databaseUrl ?? findRunningEmbeddedPostgres(dataDir)?.url ?? null;
  if (running !== null) return look(running);
  const unseen = (server: Found) => ({
    server,
    migrations: skipped('the database cannot be asked'),
    slackTeamId: null,
  });
  if (!hasEmbeddedPostgres(dataDir)) return unseen(skipped('the first start makes Drumbeat’s own'));
  try {
    const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
    return await look(server.url).finally(server.stop);
  } catch (error) {
    return unseen(failing(reasonOf(error), `see ${join(dataDir, 'postgres.log')}`));
  }
}

function jobStoreFound({ mongodbUri }: Config): Promise<Found> | Found {
  return mongodbUri === null ? skipped('it is the same PostgreSQL') : examineMongoJobStore(mongodbUri, timeoutMs);
}

async function slackFound({ slack, slackApiUrl, command }: Config): Promise<ExaminedSlack | null> {
  if (slack.mode === 'sandbox') return null;
  return examineSlack(
    createSlackClient({ token: slack.botToken, apiUrl: slackApiUrl ?? undefined, timeoutMs }),
    command,
  );
}

function appTokenFound({ slack, slackApiUrl }: Config): Promise<Found> | Found {
  if (slack.mode === 'sandbox') return sandbox;
  if (slack.mode === 'http') return skipped('Slack reaches the program by HTTP, with SLACK_SIGNING_SECRET');
  return examineAppToken(createSlackClient({ token: slack.appToken, apiUrl: slackApiUrl ?? undefined, timeoutMs }));
}

function workspaceFound(slack: ExaminedSlack, database: ExaminedDatabase): Found {
  if (slack.slackTeamId === null || database.server.state === 'failing') return skipped('it cannot be compared');
  if (database.slackTeamId === null) return fine('the database is nobody’s yet');
  if (database.slackTeamId === slack.slackTeamId) return fine('the database is this workspace’s');
  const todo = 'set DATABASE_URL, or DRUMBEAT_DATA_DIR, to one of this workspace’s own';
  return failing(`the database belongs to another workspace (${database.slackTeamId})`, todo);
}

function sendgridFound({ sendgrid: { apiKey, baseUrl }, mailFrom }: Config): Promise<Found> | Found {
  if (apiKey === null || mailFrom === null) return skipped('SENDGRID_API_KEY or MAIL_FROM is not set');
  return examineSendgrid({ apiKey, baseUrl: baseUrl ?? sendgridUrl, mailFrom, timeoutMs });
}

function twilioFound({ twilio, publicUrl }: Config): Promise<Found> | Found {
  if (twilio === null) return skipped('not set up: there are no text steps');
  return examineTwilio({ ...twilio, baseUrl: twilio.baseUrl ?? twilioUrl, publicUrl, timeoutMs });
}

function lobFound({ lob }: Config): Promise<Found> | Found {
  if (lob === null) return skipped('not set up: there are no postcard steps');
  return examineLob({ apiKey: lob.apiKey, baseUrl: lob.baseUrl ?? lobUrl, timeoutMs });
}

function publicFound({ publicUrl }: Config, runs: boolean): Promise<Found> | Found {
  if (publicUrl === null) return skipped('PUBLIC_URL is not set: people unsubscribe by mail');
  return examinePublicUrl({ publicUrl, runs, timeoutMs });
}

/** What a program on this machine says of itself; null where none answers. */
async function programFound(port: number): Promise<Found | null> {
  const answer = await restRequest({ method: 'GET', url: `http://127.0.0.1:${port}/ready`, headers: {}, timeoutMs });
  const body = jsonOf(answer);
  if (answer.kind === 'none' || typeof body !== 'object' || body === null || !('missing' in body)) return null;
  if (answer.status === 200) return fine(`it runs on port ${port} and is ready`);
  const missing = Array.isArray(body.missing) ? body.missing.join('; ') : 'it does not say why';
  return doubtful(`it runs on port ${port} and is not ready: ${missing}`, 'mend what is said above');
}
