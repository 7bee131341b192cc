import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { variables } from '../src/config/variables.js';
import { type Config, configReport, readConfig } from '../src/config.js';

type Environment = Record<string, string | undefined>;

/** What real Slack asks for; Socket Mode. */
const real = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_APP_TOKEN: 'xapp-1-A-2-def',
  SENDGRID_API_KEY: 'SG.key.secret',
  MAIL_FROM: 'sales@harbor.example',
  POSTAL_ADDRESS: '12 Pier Road, Portland',
};

function configOf(environment: Environment): Config {
  const result = readConfig(environment);
  if (!result.ok) throw new Error(configReport(result.problems));
  return result.config;
}

/** `NAME message` of every problem. */
function problemsOf(environment: Environment): string[] {
  const result = readConfig(environment);
  return result.ok ? [] : result.problems.map(({ variable, message }) => `${variable} ${message}`);
}

const withoutKeys = (environment: Environment, ...names: string[]) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));

describe('everything that can be set', () => {
  const names = Object.keys(variables.shape).sort();

  test('stands in the README’s table, and nothing else does', () => {
    const rows = readFileSync('README.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm);
    expect([...rows].map(([, name]) => name).sort()).toEqual(names);
  });

  test('reaches the program that compose.yml starts, but for its role and its folder', () => {
    const { services } = parse(readFileSync('compose.yml', 'utf8'));
    const own = ['DRUMBEAT_DATA_DIR', 'DRUMBEAT_ROLE'];
    expect([...Object.keys(services.drumbeat.environment), ...own].sort()).toEqual(names);
  });
});

test('nothing set is the sandbox with everything of its own', () => {
  expect(configOf({})).toEqual({
    port: 3000,
    publicUrl: null,
    databaseUrl: null,
    mongodbUri: null,
    slack: { mode: 'sandbox' },
    slackApiUrl: null,
    command: '/sequence',
    sendgrid: { apiKey: null, baseUrl: null },
    twilio: null,
    lob: null,
    perSecond: {},
    webhookReach: 'public',
    mailFrom: null,
    postalAddress: null,
    role: 'all',
    dataDir: resolve('.drumbeat'),
    zone: null,
    admins: [],
    logLevel: 'info',
    metricsToken: null,
  });
});

test('everything set arrives where it belongs', () => {
  expect(
    configOf({
      ...real,
      PORT: '8080',
      PUBLIC_URL: 'https://drumbeat.example.com/',
      DATABASE_URL: 'postgresql://me:pw@db:5432/drumbeat',
      MONGODB_URI: 'mongodb://mongo:27017/drumbeat',
      SLACK_API_URL: 'https://slack.example/api/',
      SLACK_COMMAND: '/cadence',
      SENDGRID_BASE_URL: 'https://api.eu.sendgrid.com',
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'token-of-the-account',
      TWILIO_BASE_URL: 'https://api.dublin.ie1.twilio.com',
      LOB_API_KEY: 'live_key',
      LOB_FROM: 'Harbor Analytics, 12 Pier Road, Suite 4, Portland, ME 04101, USA',
      LOB_BASE_URL: 'https://lob.example',
      TWILIO_PER_SECOND: '10',
      SENDGRID_PER_SECOND: '500',
      WEBHOOK_REACH: 'any',
      DRUMBEAT_ROLE: 'worker',
      DRUMBEAT_DATA_DIR: '/var/lib/drumbeat',
      DRUMBEAT_ZONE: 'Europe/Berlin',
      DRUMBEAT_ADMINS: 'U0ANA00001, Ben@Harbor.example',
      LOG_LEVEL: 'debug',
      METRICS_TOKEN: 'made-by-chance-0001',
    }),
  ).toEqual({
    port: 8080,
    publicUrl: 'https://drumbeat.example.com',
    databaseUrl: 'postgresql://me:pw@db:5432/drumbeat',
    mongodbUri: 'mongodb://mongo:27017/drumbeat',
    slack: { mode: 'socket', botToken: 'xoxb-1-2-abc', appToken: 'xapp-1-A-2-def' },
    slackApiUrl: 'https://slack.example/api/',
    command: '/cadence',
    sendgrid: { apiKey: 'SG.key.secret', baseUrl: 'https://api.eu.sendgrid.com' },
    twilio: {
      accountSid: `AC${'0'.repeat(32)}`,
      authToken: 'token-of-the-account',
      baseUrl: 'https://api.dublin.ie1.twilio.com',
    },
    lob: {
      apiKey: 'live_key',
      from: {
        name: null,
        company: 'Harbor Analytics',
        line1: '12 Pier Road',
        line2: 'Suite 4',
        city: 'Portland',
        state: 'ME',
        zip: '04101',
        country: 'US',
      },
      baseUrl: 'https://lob.example',
    },
    perSecond: { email: 500, sms: 10 },
    webhookReach: 'any',
    mailFrom: 'sales@harbor.example',
    postalAddress: '12 Pier Road, Portland',
    role: 'worker',
    dataDir: '/var/lib/drumbeat',
    zone: 'Europe/Berlin',
    admins: ['u0ana00001', 'ben@harbor.example'],
    logLevel: 'debug',
    metricsToken: 'made-by-chance-0001',
  });
});

describe('each variable', () => {
  test.each([
    ['PORT', '1'],
    ['PORT', '65535'],
    ['PUBLIC_URL', 'http://10.0.0.7:3000/drumbeat'],
    ['DATABASE_URL', 'postgres://db/drumbeat'],
    ['DATABASE_URL', 'postgresql://me:p%40ss@db:5432/drumbeat?sslmode=require'],
    ['MONGODB_URI', 'mongodb+srv://me:pw@cluster.example/drumbeat?retryWrites=true'],
    ['MONGODB_URI', 'mongodb://a:1,b:2,c:3/drumbeat?replicaSet=rs'],
    ['SLACK_COMMAND', '/seq-2_b'],
    ['SENDGRID_BASE_URL', 'http://127.0.0.1:4000'],
    ['TWILIO_BASE_URL', 'http://127.0.0.1:4000'],
    ['LOB_BASE_URL', 'http://127.0.0.1:4000'],
    ['MAIL_FROM', 'first.last+sales@mail.harbor.example'],
    ['DRUMBEAT_ZONE', 'America/Argentina/Buenos_Aires'],
    ['DRUMBEAT_ZONE', 'UTC'],
    ['DRUMBEAT_ADMINS', 'ana@harbor.example ben@harbor.example,W0123ABCD'],
    ['LOG_LEVEL', 'silent'],
  ])('%s takes %s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([]);
  });

  test.each([
    ['PORT', '0', 'a port number from 1 to 65535'],
    ['PORT', '65536', 'a port number from 1 to 65535'],
    ['PORT', '-1', 'a port number from 1 to 65535'],
    ['PORT', '3000.5', 'a port number from 1 to 65535'],
    ['PORT', '0x10', 'a port number from 1 to 65535'],
    ['PORT', '3000abc', 'a port number from 1 to 65535'],
    ['PUBLIC_URL', 'drumbeat.example.com', 'a web address, like https://drumbeat.example.com'],
    ['PUBLIC_URL', 'ftp://drumbeat.example.com', 'a web address, like https://drumbeat.example.com'],
    ['PUBLIC_URL', 'https://drumbeat.example.com/?a=b', 'a web address without ? and #'],
    ['SLACK_COMMAND', 'sequence', 'a slash and up to 31 lower-case letters, digits, - or _, like /sequence'],
    ['SLACK_COMMAND', '/Sequence', 'a slash and up to 31 lower-case letters, digits, - or _, like /sequence'],
    ['SENDGRID_BASE_URL', 'localhost:4000', 'a web address, like https://api.eu.sendgrid.com'],
    ['TWILIO_BASE_URL', 'localhost:4000', 'a web address, like https://api.dublin.ie1.twilio.com'],
    ['MAIL_FROM', 'sales', 'a mail address, like sales@example.com'],
    ['POSTAL_ADDRESS', 'x', 'the postal address that every mail must carry'],
    ['DRUMBEAT_ROLE', 'web', 'one of all, app, worker'],
    ['DRUMBEAT_ZONE', 'Berlin', 'an IANA time zone, like Europe/Berlin'],
    ['DRUMBEAT_ZONE', 'UTC+1', 'an IANA time zone, like Europe/Berlin'],
    ['DRUMBEAT_ZONE', '+01:00', 'an IANA time zone, like Europe/Berlin'],
    ['DRUMBEAT_ADMINS', 'ana,ben', 'Slack ids (U0123ABCD) or mail addresses, with commas between them'],
    ['LOG_LEVEL', 'verbose', 'one of fatal, error, warn, info, debug, trace, silent'],
  ])('%s does not take %s', (name, value, what) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} got ${JSON.stringify(value)}; it takes ${what}`]);
  });

  test.each([
    ['DATABASE_URL', 'mysql://me:hunter2@db/x', 'a PostgreSQL address, like postgresql://user:password@host:5432/db'],
    ['DATABASE_URL', 'me:hunter2@db', 'a PostgreSQL address, like postgresql://user:password@host:5432/db'],
    ['MONGODB_URI', 'http://me:hunter2@db', 'a MongoDB address, like mongodb://host:27017/drumbeat'],
    ['SLACK_BOT_TOKEN', 'xoxp-hunter2', "the app's bot token, which begins with xoxb-"],
    ['SLACK_APP_TOKEN', 'xoxb-hunter2', 'an app-level token, which begins with xapp-'],
    ['SENDGRID_API_KEY', 'hunter2', 'a SendGrid key, which begins with SG.'],
  ])('%s is a secret: a wrong value is not repeated', (name, value, what) => {
    const problems = problemsOf({ ...real, [name]: value });
    expect(problems).toEqual([`${name} got a value that is not shown (${value.length} characters); it takes ${what}`]);
  });

  test('a signing secret is not repeated either', () => {
    expect(problemsOf({ ...withoutKeys(real, 'SLACK_APP_TOKEN'), SLACK_SIGNING_SECRET: 'hunter2' })).toEqual([
      "SLACK_SIGNING_SECRET got a value that is not shown (7 characters); it takes the app's signing secret, from its Basic Information page",
    ]);
  });

  test.each([
    ['LOG_LEVEL', 'xoxb-1-2-hunter2'],
    ['MAIL_FROM', 'SG.hunter2'],
    ['SLACK_COMMAND', 'xapp-hunter2'],
    ['PUBLIC_URL', 'ftp://me:hunter2@drumbeat.example.com'],
  ])("somebody's secret in %s is not repeated", (name, value) => {
    expect(problemsOf({ [name]: value }).join()).not.toContain('hunter2');
  });

  test('a page of text is cut', () => {
    expect(problemsOf({ DRUMBEAT_ZONE: 'z'.repeat(5_000) }).join().length).toBeLessThan(200);
  });
});

test('texts need an account and its token', () => {
  const sid = `AC${'0'.repeat(32)}`;
  expect(problemsOf({ TWILIO_ACCOUNT_SID: sid })).toEqual([
    'TWILIO_AUTH_TOKEN is not set beside TWILIO_ACCOUNT_SID; texts need both',
  ]);
  expect(problemsOf({ TWILIO_AUTH_TOKEN: 'token-of-the-account' })).toEqual([
    'TWILIO_ACCOUNT_SID is not set beside TWILIO_AUTH_TOKEN; texts need both',
  ]);
  expect(problemsOf({ TWILIO_ACCOUNT_SID: 'SK123', TWILIO_AUTH_TOKEN: 'hunter2' })).toEqual([
    'TWILIO_ACCOUNT_SID got "SK123"; it takes an account SID: AC and 32 digits from 0 to f',
    "TWILIO_AUTH_TOKEN got a value that is not shown (7 characters); it takes the account's auth token, from the console's first page",
  ]);
});

test('postcards need a key and a sender', () => {
  expect(problemsOf({ LOB_API_KEY: 'test_key' })).toEqual([
    'LOB_FROM is not set beside LOB_API_KEY; postcards need both',
  ]);
  expect(problemsOf({ LOB_FROM: 'Harbor, 12 Pier Road, Portland, ME 04101' })).toEqual([
    'LOB_API_KEY is not set beside LOB_FROM; postcards need both',
  ]);
  expect(problemsOf({ LOB_API_KEY: 'test_key', LOB_FROM: '1 Main Street, Springfield' })).toEqual([
    'LOB_FROM got "1 Main Street, Springfield"; it takes an address in the US, like Example Inc., 1 Main Street, Springfield, IL 62701',
  ]);
  expect(problemsOf({ LOB_API_KEY: 'hunter2' }).join()).not.toContain('hunter2');
});

test('an empty variable, or one of blanks, counts as not set', () => {
  const names = Object.keys({ ...real, PORT: 1, DATABASE_URL: 1, DRUMBEAT_ROLE: 1, DRUMBEAT_ADMINS: 1, LOG_LEVEL: 1 });
  expect(configOf(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(configOf({}));
  expect(configOf(Object.fromEntries(names.map((name) => [name, ' \n'])))).toEqual(configOf({}));
});

test('blanks and line ends around a value fall away', () => {
  const { slack } = configOf({ ...real, SLACK_BOT_TOKEN: ' xoxb-1-2-abc\n' });
  expect(slack).toMatchObject({ botToken: 'xoxb-1-2-abc' });
});

test('everything wrong is said at once, single values and what is missing between them', () => {
  const problems = problemsOf({ PORT: 'x', LOG_LEVEL: 'y', DRUMBEAT_ZONE: 'z', SLACK_BOT_TOKEN: 'xoxb-1' });
  expect(problems.map((line) => line.split(' ', 1)[0])).toEqual([
    'PORT',
    'DRUMBEAT_ZONE',
    'LOG_LEVEL',
    'SENDGRID_API_KEY',
    'MAIL_FROM',
    'POSTAL_ADDRESS',
    'SLACK_APP_TOKEN',
    'PUBLIC_URL',
  ]);
});

test('the report names each problem on its own line', () => {
  const report = configReport([
    { variable: 'PORT', message: 'got "x"; it takes a port number' },
    { variable: 'MAIL_FROM', message: 'is not set' },
  ]);
  expect(report).toBe(
    'Drumbeat cannot start with this configuration:\n  PORT got "x"; it takes a port number\n  MAIL_FROM is not set\n',
  );
});

describe('real Slack', () => {
  test('over HTTP with a signing secret, over Socket Mode with an app token', () => {
    expect(configOf({ ...withoutKeys(real, 'SLACK_APP_TOKEN'), SLACK_SIGNING_SECRET: '12345678' }).slack).toEqual({
      mode: 'http',
      botToken: 'xoxb-1-2-abc',
      signingSecret: '12345678',
    });
    expect(configOf(real).slack.mode).toBe('socket');
  });

  test('needs one of the two, and not both', () => {
    expect(problemsOf(withoutKeys(real, 'SLACK_APP_TOKEN'))).toEqual([
      'SLACK_APP_TOKEN is not set; Slack needs it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP',
    ]);
    expect(problemsOf({ ...real, SLACK_SIGNING_SECRET: '12345678' })).toEqual([
      'SLACK_APP_TOKEN is set beside SLACK_SIGNING_SECRET; set the first for Socket Mode or the second for HTTP',
    ]);
  });

  test.each(['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'])('%s alone is not the sandbox', (name) => {
    const problems = problemsOf({ [name]: name === 'SLACK_APP_TOKEN' ? 'xapp-1' : '12345678' });
    expect(problems).toContain("SLACK_BOT_TOKEN is not set; Slack needs the app's bot token (xoxb-...)");
  });

  test.each([
    ['SENDGRID_API_KEY', 'without it no mail can be sent'],
    ['MAIL_FROM', 'mails need a sender that SendGrid has verified'],
    ['POSTAL_ADDRESS', 'the law asks for a postal address in every mail'],
  ])('refuses to start without %s', (name, why) => {
    expect(problemsOf(withoutKeys(real, name))).toContain(`${name} is not set; ${why}`);
  });

  test('refuses to start without a way to unsubscribe', () => {
    const neither = problemsOf(withoutKeys(real, 'MAIL_FROM'));
    expect(neither).toContain(
      'PUBLIC_URL is not set; mails need a way to unsubscribe: this address, or MAIL_FROM for mailto',
    );
    const page = problemsOf({ ...withoutKeys(real, 'MAIL_FROM'), PUBLIC_URL: 'https://drumbeat.example.com' });
    expect(page.filter((line) => line.startsWith('PUBLIC_URL'))).toEqual([]);
  });

  test.each(['app', 'worker'])('in the role %s needs a database that several processes can share', (role) => {
    expect(problemsOf({ ...real, DRUMBEAT_ROLE: role })).toEqual([
      `DATABASE_URL is not set; with DRUMBEAT_ROLE "${role}" several processes share one database`,
    ]);
    expect(problemsOf({ ...real, DRUMBEAT_ROLE: role, DATABASE_URL: 'postgres://db/x' })).toEqual([]);
  });
});

describe('the sandbox', () => {
  test.each(['app', 'worker'])('does not take the role %s', (role) => {
    expect(problemsOf({ DRUMBEAT_ROLE: role, DATABASE_URL: 'postgres://db/x' })).toEqual([
      `DRUMBEAT_ROLE got "${role}"; without Slack tokens the sandbox runs, which takes only "all"`,
    ]);
  });

  test("is its own Slack, so that another one's address is a mistake", () => {
    expect(problemsOf({ SLACK_API_URL: 'https://slack.com/api/' })).toEqual([
      'SLACK_API_URL is set without SLACK_BOT_TOKEN; the sandbox is its own Slack',
    ]);
  });

  test('sends no texts beyond this machine', () => {
    const twilio = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token-of-the-account' };
    expect(problemsOf({ ...twilio, TWILIO_BASE_URL: 'https://api.twilio.com' })).toEqual([
      'TWILIO_BASE_URL got "https://api.twilio.com"; without Slack tokens the sandbox runs, which sends texts to this machine only',
    ]);
    expect(problemsOf({ ...twilio, TWILIO_BASE_URL: 'http://localhost:4000' })).toEqual([]);
  });

  test('has no postcards printed beyond this machine', () => {
    const lob = { LOB_API_KEY: 'live_key', LOB_FROM: 'Harbor, 12 Pier Road, Portland, ME 04101' };
    expect(problemsOf({ ...lob, LOB_BASE_URL: 'https://api.lob.com' })).toEqual([
      'LOB_BASE_URL got "https://api.lob.com"; without Slack tokens the sandbox runs, which sends postcards to this machine only',
    ]);
  });

  test('sends no mail beyond this machine', () => {
    expect(problemsOf({ SENDGRID_API_KEY: 'SG.x', SENDGRID_BASE_URL: 'https://api.eu.sendgrid.com' })).toEqual([
      'SENDGRID_BASE_URL got "https://api.eu.sendgrid.com"; without Slack tokens the sandbox runs, which sends mail to this machine only',
    ]);
    expect(problemsOf({ SENDGRID_API_KEY: 'SG.x', SENDGRID_BASE_URL: 'http://localhost:4000' })).toEqual([]);
  });
});
