import { IANAZone } from 'luxon';
import { z } from 'zod';

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

/** Values that must not be repeated in an error. */
const secrets = new Set([
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SENDGRID_API_KEY',
  'DATABASE_URL',
  'MONGODB_URI',
]);

const takes = (what: string) => ({ error: what });
const matching = (pattern: RegExp, what: string) => z.string().regex(pattern, takes(what)).optional();
const url = (protocols: RegExp, what: string) => z.url({ protocol: protocols, ...takes(what) }).optional();

const variables = z.object({
  PORT: z.coerce
    .number(takes('a port number from 1 to 65535'))
    .int(takes('a port number from 1 to 65535'))
    .min(1, takes('a port number from 1 to 65535'))
    .max(65_535, takes('a port number from 1 to 65535'))
    .default(3000),
  PUBLIC_URL: url(/^https?$/, 'a web address, like https://drumbeat.example.com'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'a PostgreSQL address, like postgresql://user:password@host:5432/drumbeat'),
  MONGODB_URI: matching(/^mongodb(\+srv)?:\/\/\S+$/, 'a MongoDB address, like mongodb://host:27017/drumbeat'),
  SLACK_BOT_TOKEN: matching(/^xoxb-\S+$/, "the app's bot token, which begins with xoxb-"),
  SLACK_SIGNING_SECRET: matching(/^\S{8,}$/, "the app's signing secret, from its Basic Information page"),
  SLACK_APP_TOKEN: matching(/^xapp-\S+$/, 'an app-level token, which begins with xapp-'),
  SLACK_API_URL: url(/^https?$/, 'a web address, like https://slack.com/api/'),
  SLACK_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, takes('a slash and up to 31 lower-case letters, digits, - or _, like /sequence'))
    .default('/sequence'),
  SENDGRID_API_KEY: matching(/^SG\.\S+$/, 'a SendGrid key, which begins with SG.'),
  SENDGRID_BASE_URL: url(/^https?$/, 'a web address, like https://api.eu.sendgrid.com'),
  MAIL_FROM: z.email(takes('a mail address, like sales@example.com')).optional(),
  POSTAL_ADDRESS: z.string().trim().min(5, takes('the postal address that every mail must carry')).optional(),
  DRUMBEAT_ROLE: z.enum(roles, takes(`one of ${roles.join(', ')}`)).default('all'),
  DRUMBEAT_DATA_DIR: z.string().default('.drumbeat'),
  DRUMBEAT_ZONE: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), takes('an IANA time zone, like Europe/Berlin'))
    .optional(),
  DRUMBEAT_ADMINS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^([UW][A-Z0-9]{2,}|[^@\s]+@[^@\s]+)$/i,
            takes('Slack ids (U0123ABCD) or mail addresses, with commas'),
          ),
      ),
    )
    .default([]),
  LOG_LEVEL: z.enum(logLevels, takes(`one of ${logLevels.join(', ')}`)).default('info'),
});

type Variables = z.infer<typeof variables>;

/**
 * Reads the program's settings from environment variables; an empty one counts as not set. Everything wrong comes at
 * once. With real Slack tokens, whatever sending lawfully needs must be there (issue: it "refuses to start rather than
 * pretend to send or send what the law forbids").
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => problemOf(issue, given)) };
  }
  const problems = togetherProblems(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: configOf(parsed.data) };
}

/** {@link readConfig} of this process's own environment, which nothing else reads. */
export function readEnvironment(): ConfigResult {
  return readConfig(process.env);
}

function problemOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): ConfigProblem {
  const variable = String(issue.path[0]);
  const got = secrets.has(variable) ? 'something else' : `"${given[variable]}"`;
  return { variable, message: `got ${got}; it takes ${issue.message}` };
}

function togetherProblems(values: Variables): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const add = (variable: string, message: string) => problems.push({ variable, message });
  const slackNamed = values.SLACK_BOT_TOKEN ?? values.SLACK_SIGNING_SECRET ?? values.SLACK_APP_TOKEN;
  if (slackNamed === undefined) {
    if (values.DRUMBEAT_ROLE !== 'all') {
      add(
        'DRUMBEAT_ROLE',
        `got "${values.DRUMBEAT_ROLE}"; without Slack tokens the sandbox runs, which takes only "all"`,
      );
    }
    return problems;
  }
  if (values.SLACK_BOT_TOKEN === undefined)
    add('SLACK_BOT_TOKEN', "is not set; Slack needs the app's bot token (xoxb-...)");
  if (values.SLACK_SIGNING_SECRET === undefined && values.SLACK_APP_TOKEN === undefined) {
    add('SLACK_APP_TOKEN', 'is not set; Slack needs it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP');
  }
  if (values.SLACK_SIGNING_SECRET !== undefined && values.SLACK_APP_TOKEN !== undefined) {
    add('SLACK_APP_TOKEN', 'is set beside SLACK_SIGNING_SECRET; set the first for Socket Mode or the second for HTTP');
  }
  if (values.SENDGRID_API_KEY === undefined) add('SENDGRID_API_KEY', 'is not set; without it no mail can be sent');
  if (values.MAIL_FROM === undefined) add('MAIL_FROM', 'is not set; mails need a sender that SendGrid has verified');
  if (values.POSTAL_ADDRESS === undefined) {
    add('POSTAL_ADDRESS', 'is not set; the law asks for a postal address in every mail');
  }
  if (values.PUBLIC_URL === undefined && values.MAIL_FROM === undefined) {
    add('PUBLIC_URL', 'is not set; mails need a way to unsubscribe: this address, or MAIL_FROM for mailto');
  }
  return problems;
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
    dataDir: values.DRUMBEAT_DATA_DIR,
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
