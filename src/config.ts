import { resolve } from 'node:path';
import { type ConfigProblem, togetherProblems } from './config/together.js';
import { type Given, type LogLevel, type Variables, variables } from './config/variables.js';

export { defaultCommand } from './config/variables.js';
export type { ConfigProblem };

/** How Slack is reached; `sandbox` is the local stand-in. */
export type SlackConfig =
  | { readonly mode: 'sandbox' }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string };

/** A postal address in the US. */
type LobSender = Extract<Variables['LOB_FROM'], { ok: true }>['address'];

export interface Config {
  readonly port: number;
  /** Where the world reaches the program, without a slash at the end. */
  readonly publicUrl: string | null;
  /** Null: the program runs its own PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  /** Null: Agenda keeps its jobs in the same PostgreSQL. */
  readonly mongodbUri: string | null;
  readonly slack: SlackConfig;
  readonly slackApiUrl: string | null;
  /** With its slash. */
  readonly command: string;
  readonly sendgrid: { readonly apiKey: string | null; readonly baseUrl: string | null };
  /** Null: no text steps. */
  readonly twilio: { readonly accountSid: string; readonly authToken: string; readonly baseUrl: string | null } | null;
  /** Null: no postcard steps. */
  readonly lob: { readonly apiKey: string; readonly from: LobSender; readonly baseUrl: string | null } | null;
  /** Mails, texts and postcards a second that their providers are handed, where it is limited. */
  readonly perSecond: Readonly<Partial<Record<'email' | 'sms' | 'postcard', number>>>;
  /** Where webhooks may lead: the public internet, or this machine and its private networks too. */
  readonly webhookReach: 'public' | 'any';
  readonly mailFrom: string | null;
  readonly postalAddress: string | null;
  readonly role: 'all' | 'app' | 'worker';
  /** An absolute path. */
  readonly dataDir: string;
  readonly zone: string | null;
  /** Slack ids or addresses, lower case. */
  readonly admins: readonly string[];
  readonly logLevel: LogLevel;
  /** Who reads `/metrics` shows this; null: nobody reads it, but in the sandbox. */
  readonly metricsToken: string | null;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the program's settings from environment variables, without the blanks around them; an empty one counts as not
 * set. Everything wrong comes at once. With real Slack tokens, whatever sending lawfully needs must be there: the
 * program refuses to start rather than pretend to send or send what the law forbids.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given: Given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
  const parsed = variables.safeParse(given);
  if (parsed.success) {
    const problems = togetherProblems(parsed.data, given);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, config: configOf(parsed.data) };
  }
  const wrong = new Map(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
  const problems = [...wrong].map(([variable, what]) => ({
    variable,
    message: `got ${shown(variable, given[variable] ?? '')}; it takes ${what}`,
  }));
  const rest = variables.parse(Object.fromEntries(Object.entries(given).filter(([variable]) => !wrong.has(variable))));
  return { ok: false, problems: [...problems, ...togetherProblems(rest, given)] };
}

/** {@link readConfig} of this process's own environment, which nothing else reads. */
export function readEnvironment(): ConfigResult {
  return readConfig(process.env);
}

const secrets =
  /^(SLACK_BOT_TOKEN|SLACK_SIGNING_SECRET|SLACK_APP_TOKEN|SENDGRID_API_KEY|TWILIO_AUTH_TOKEN|LOB_API_KEY|METRICS_TOKEN|DATABASE_URL|MONGODB_URI)$/;
/** Somebody's token in the wrong variable, or a password in an address. */
const looksSecret = /xox[a-z]-|xapp-|SG\.|:\/\/[^/]*@/;

/** What a variable got, for an error message: never a secret, never a page of text. */
function shown(variable: string, value: string): string {
  if (secrets.test(variable) || looksSecret.test(value))
    return `a value that is not shown (${value.length} characters)`;
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

function configOf(values: Variables): Config {
  return {
    port: values.PORT,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    mongodbUri: values.MONGODB_URI ?? null,
    slack: slackOf(values),
    slackApiUrl: values.SLACK_API_URL ?? null,
    command: values.SLACK_COMMAND,
    sendgrid: { apiKey: values.SENDGRID_API_KEY ?? null, baseUrl: values.SENDGRID_BASE_URL ?? null },
    twilio: twilioOf(values),
    lob: lobOf(values),
    perSecond: perSecondOf(values),
    webhookReach: values.WEBHOOK_REACH,
    mailFrom: values.MAIL_FROM ?? null,
    postalAddress: values.POSTAL_ADDRESS ?? null,
    role: values.DRUMBEAT_ROLE,
    dataDir: resolve(values.DRUMBEAT_DATA_DIR),
    zone: values.DRUMBEAT_ZONE ?? null,
    admins: values.DRUMBEAT_ADMINS.map((one) => one.toLowerCase()),
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN ?? null,
  };
}

function perSecondOf({ SENDGRID_PER_SECOND: email, TWILIO_PER_SECOND: sms, LOB_PER_SECOND: postcard }: Variables) {
  return {
    ...(email === undefined ? {} : { email }),
    ...(sms === undefined ? {} : { sms }),
    ...(postcard === undefined ? {} : { postcard }),
  };
}

function twilioOf({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL }: Variables) {
  if (accountSid === undefined || authToken === undefined) return null;
  return { accountSid, authToken, baseUrl: TWILIO_BASE_URL ?? null };
}

function lobOf({ LOB_API_KEY: apiKey, LOB_FROM: from, LOB_BASE_URL }: Variables) {
  if (apiKey === undefined || !from?.ok) return null;
  return { apiKey, from: from.address, baseUrl: LOB_BASE_URL ?? null };
}

function slackOf(values: Variables): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = values;
  if (botToken === undefined) return { mode: 'sandbox' };
  if (signingSecret !== undefined) return { mode: 'http', botToken, signingSecret };
  return { mode: 'socket', botToken, appToken: appToken ?? '' };
}

/** What is printed before the program gives up. */
export function configReport(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ variable, message }) => `  ${variable} ${message}`);
  return ['Drumbeat cannot start with this configuration:', ...lines, ''].join('\n');
}
