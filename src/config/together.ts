import type { Given, Variables } from './variables.js';

/** Something wrong with one variable: what it got, and what it takes. */
export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
}

/** What is wrong between the variables. `given` also holds those whose values are wrong: they are not missing. */
export function togetherProblems(values: Variables, given: Given): ConfigProblem[] {
  const isSet = (variable: keyof Variables) => given[variable] !== undefined;
  const isReal = isSet('SLACK_BOT_TOKEN') || isSet('SLACK_SIGNING_SECRET') || isSet('SLACK_APP_TOKEN');
  return [...(isReal ? realProblems(values, isSet) : sandboxProblems(values, isSet)), ...pairProblems(isSet)];
}

type IsSet = (variable: keyof Variables) => boolean;

const pairs = [
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'texts'],
  ['LOB_API_KEY', 'LOB_FROM', 'postcards'],
] as const;

/** What is nothing without the other. */
function pairProblems(isSet: IsSet): ConfigProblem[] {
  return pairs.flatMap(([one, other, what]) => {
    if (isSet(one) === isSet(other)) return [];
    const [missing, given] = isSet(one) ? [other, one] : [one, other];
    return [{ variable: missing, message: `is not set beside ${given}; ${what} need both` }];
  });
}

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
  for (const [variable, what] of [
    ['SENDGRID_BASE_URL', 'mail'],
    ['TWILIO_BASE_URL', 'texts'],
    ['LOB_BASE_URL', 'postcards'],
  ] as const) {
    const url = values[variable];
    if (url === undefined || isLoopback(url)) continue;
    const message = `got "${url}"; without Slack tokens the sandbox runs, which sends ${what} to this machine only`;
    problems.push({ variable, message });
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
