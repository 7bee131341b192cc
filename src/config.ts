import { resolve } from 'node:path';
import { z } from 'zod';
import { isZone } from './domain/timing/plan.js';

/** How Slack is reached; `sandbox` is the local stand-in. */
export type SlackConfig =
  | { readonly mode: 'sandbox' }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string };

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
  readonly mailFrom: string | null;
  readonly postalAddress: string | null;
  readonly role: 'all' | 'app' | 'worker';
  /** An absolute path. */
  readonly dataDir: string;
  readonly zone: string | null;
  /** Slack ids or addresses, lower case. */
  readonly admins: readonly string[];
  readonly logLevel: (typeof logLevels)[number];
}

/** Something wrong with one variable: what it got, and what it takes. */
export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const roles = ['all', 'app', 'worker'] as const;

const takes = (what: string) => ({ error: what });
const matching = (pattern: RegExp, what: string) => z.string().regex(pattern, takes(what));
const webAddress = (like: string) =>
  z
    .url({ protocol: /^https?$/, hostname: /./, ...takes(`a web address, like ${like}`) })
    .refine((url) => !/[?#]/.test(url), takes('a web address without ? and #'));

const portNumber = 'a port number from 1 to 65535';
const adminNames = 'Slack ids (U0123ABCD) or mail addresses, with commas between them';

/** The slash command that the manifests install. */
export const defaultCommand = '/sequence';

const variables = z.object({
  PORT: matching(/^\d{1,5}$/, portNumber)
    .transform(Number)
    .pipe(z.number().min(1, takes(portNumber)).max(65_535, takes(portNumber)))
    .default(3000),
  PUBLIC_URL: webAddress('https://drumbeat.example.com').optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      ...takes('a PostgreSQL address, like postgresql://user:password@host:5432/db'),
    })
    .optional(),
  MONGODB_URI: matching(
    /^mongodb(\+srv)?:\/\/[^\s/]\S*$/,
    'a MongoDB address, like mongodb://host:27017/drumbeat',
  ).optional(),
  SLACK_BOT_TOKEN: matching(/^xoxb-\S+$/, "the app's bot token, which begins with xoxb-").optional(),
  SLACK_SIGNING_SECRET: matching(/^\S{8,}$/, "the app's signing secret, from its Basic Information page").optional(),
  SLACK_APP_TOKEN: matching(/^xapp-\S+$/, 'an app-level token, which begins with xapp-').optional(),
  SLACK_API_URL: webAddress('https://slack.com/api/').optional(),
  SLACK_COMMAND: matching(
    /^\/[a-z0-9_-]{1,31}$/,
    'a slash and up to 31 lower-case letters, digits, - or _, like /sequence',
  ).default(defaultCommand),
  SENDGRID_API_KEY: matching(/^SG\.\S+$/, 'a SendGrid key, which begins with SG.').optional(),
  SENDGRID_BASE_URL: webAddress('https://api.eu.sendgrid.com').optional(),
  MAIL_FROM: z.email(takes('a mail address, like sales@example.com')).optional(),
  POSTAL_ADDRESS: z.string().min(5, takes('the postal address that every mail must carry')).optional(),
  DRUMBEAT_ROLE: z.enum(roles, takes(`one of ${roles.join(', ')}`)).default('all'),
  DRUMBEAT_DATA_DIR: z.string().default('.drumbeat'),
  DRUMBEAT_ZONE: z.string().refine(isZone, takes('an IANA time zone, like Europe/Berlin')).optional(),
  DRUMBEAT_ADMINS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .refine((all) => all.every((one) => /^([UW][A-Z0-9]{2,}|[^@\s]+@[^@\s]+)$/i.test(one)), takes(adminNames))
    .default([]),
  LOG_LEVEL: z.enum(logLevels, takes(`one of ${logLevels.join(', ')}`)).default('info'),
});

type Variables = z.infer<typeof variables>;
type Given = Readonly<Partial<Record<string, string>>>;

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

const secrets = /^(SLACK_BOT_TOKEN|SLACK_SIGNING_SECRET|SLACK_APP_TOKEN|SENDGRID_API_KEY|DATABASE_URL|MONGODB_URI)$/;
/** Somebody's token in the wrong variable, or a password in an address. */
const looksSecret = /xox[a-z]-|xapp-|SG\.|:\/\/[^/]*@/;

/** What a variable got, for an error message: never a secret, never a page of text. */
function shown(variable: string, value: string): string {
  if (secrets.test(variable) || looksSecret.test(value))
    return `a value that is not shown (${value.length} characters)`;
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

/** What is wrong between the variables. `given` also holds those whose values are wrong: they are not missing. */
function togetherProblems(values: Variables, given: Given): ConfigProblem[] {
  const isSet = (variable: keyof Variables) => given[variable] !== undefined;
  const isReal = isSet('SLACK_BOT_TOKEN') || isSet('SLACK_SIGNING_SECRET') || isSet('SLACK_APP_TOKEN');
  return isReal ? realProblems(values, isSet) : sandboxProblems(values, isSet);
}

type IsSet = (variable: keyof Variables) => boolean;

function sandboxProblems(values: Variables, isSet: IsSet): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (values.DRUMBEAT_ROLE !== 'all') {
    const message = `got "${values.DRUMBEAT_ROLE}"; without Slack tokens the sandbox runs, which takes only "all"`;
    problems.push({ variable: 'DRUMBEAT_ROLE', message });
  }
  if (isSet('SLACK_API_URL')) {
    const message = 'is set without SLACK_BOT_TOKEN; the sandbox is its own Slack';
    problems.push({ variable: 'SLACK_API_URL', message });
  }
  const mailUrl = values.SENDGRID_BASE_URL;
  if (mailUrl !== undefined && !isLoopback(mailUrl)) {
    const message = `got "${mailUrl}"; without Slack tokens the sandbox runs, which sends mail to this machine only`;
    problems.push({ variable: 'SENDGRID_BASE_URL', message });
  }
  return problems;
}

function realProblems(values: Variables, isSet: IsSet): ConfigProblem[] {
  const missing: readonly [keyof Variables, string][] = [
    ['SLACK_BOT_TOKEN', "Slack needs the app's bot token (xoxb-...)"],
    ['SENDGRID_API_KEY', 'without it no mail can be sent'],
    ['MAIL_FROM', 'mails need a sender that SendGrid has verified'],
    ['POSTAL_ADDRESS', 'the law asks for a postal address in every mail'],
  ];
  const problems = missing.flatMap(([variable, why]) =>
    isSet(variable) ? [] : [{ variable: String(variable), message: `is not set; ${why}` }],
  );
  const add = (variable: keyof Variables, message: string) => problems.push({ variable, message });
  if (!isSet('SLACK_SIGNING_SECRET') && !isSet('SLACK_APP_TOKEN')) {
    add('SLACK_APP_TOKEN', 'is not set; Slack needs it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP');
  }
  if (isSet('SLACK_SIGNING_SECRET') && isSet('SLACK_APP_TOKEN')) {
    add('SLACK_APP_TOKEN', 'is set beside SLACK_SIGNING_SECRET; set the first for Socket Mode or the second for HTTP');
  }
  if (!isSet('PUBLIC_URL') && !isSet('MAIL_FROM')) {
    add('PUBLIC_URL', 'is not set; mails need a way to unsubscribe: this address, or MAIL_FROM for mailto');
  }
  if (values.DRUMBEAT_ROLE !== 'all' && !isSet('DATABASE_URL')) {
    const message = `is not set; with DRUMBEAT_ROLE "${values.DRUMBEAT_ROLE}" several processes share one database`;
    add('DATABASE_URL', message);
  }
  return problems;
}

function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
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
    mailFrom: values.MAIL_FROM ?? null,
    postalAddress: values.POSTAL_ADDRESS ?? null,
    role: values.DRUMBEAT_ROLE,
    dataDir: resolve(values.DRUMBEAT_DATA_DIR),
    zone: values.DRUMBEAT_ZONE ?? null,
    admins: values.DRUMBEAT_ADMINS.map((one) => one.toLowerCase()),
    logLevel: values.LOG_LEVEL,
  };
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
