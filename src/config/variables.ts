import { z } from 'zod';
import { readSender } from '../domain/postcard/sender.js';
import { isZone } from '../domain/timing/plan.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const reaches = ['public', 'any'] as const;
const roles = ['all', 'app', 'worker'] as const;

const takes = (what: string) => ({ error: what });
const matching = (pattern: RegExp, what: string) => z.string().regex(pattern, takes(what));
const webAddress = (like: string) =>
  z
    .url({ protocol: /^https?$/, hostname: /./, ...takes(`a web address, like ${like}`) })
    .refine((url) => !/[?#]/.test(url), takes('a web address without ? and #'));

const perSecond = z
  .string()
  .regex(/^\d{1,5}$/, takes('a whole number from 1 to 10000'))
  .transform(Number)
  .pipe(z.number().min(1, takes('a whole number from 1 to 10000')).max(10_000, takes('a whole number from 1 to 10000')))
  .optional();
const portNumber = 'a port number from 1 to 65535';
const adminNames = 'Slack ids (U0123ABCD) or mail addresses, with commas between them';

/** The slash command that the manifests install. */
export const defaultCommand = '/sequence';

/** Every variable and what it takes. */
export const variables = z.object({
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
  SENDGRID_PER_SECOND: perSecond,
  TWILIO_ACCOUNT_SID: matching(/^AC[0-9a-f]{32}$/, 'an account SID: AC and 32 digits from 0 to f').optional(),
  TWILIO_AUTH_TOKEN: matching(/^\S{16,}$/, "the account's auth token, from the console's first page").optional(),
  TWILIO_BASE_URL: webAddress('https://api.dublin.ie1.twilio.com').optional(),
  TWILIO_PER_SECOND: perSecond,
  LOB_API_KEY: matching(/^(live|test)_\S+$/, 'a key of Lob, which begins with live_ or test_').optional(),
  LOB_FROM: z
    .string()
    .transform(readSender)
    .refine((read) => read.ok, takes('an address in the US, like Example Inc., 1 Main Street, Springfield, IL 62701'))
    .optional(),
  LOB_BASE_URL: webAddress('https://api.lob.com').optional(),
  LOB_PER_SECOND: perSecond,
  WEBHOOK_REACH: z.enum(reaches, takes(`one of ${reaches.join(', ')}`)).default('public'),
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
  METRICS_TOKEN: matching(/^\S{16,}$/, 'at least 16 characters without blanks, made by chance').optional(),
  LOG_LEVEL: z.enum(logLevels, takes(`one of ${logLevels.join(', ')}`)).default('info'),
});

export type Variables = z.infer<typeof variables>;
export type LogLevel = (typeof logLevels)[number];
/** What is set, as it was written. */
export type Given = Readonly<Partial<Record<string, string>>>;
