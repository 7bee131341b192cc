import type { RequestEnds } from '../adapters/rest/request.js';
import { rememberNumbers } from '../adapters/twilio/remembered-numbers.js';
import { createTwilioReports } from '../adapters/twilio/reports.js';
import { createTwilioTexter } from '../adapters/twilio/texter.js';
import type { Texter, TextReports } from '../app/ports/texter.js';
import type { Timers } from '../app/ports/timers.js';
import type { Config } from '../config.js';
import { sandboxAccount, TWILIO_PATH } from '../sandbox/phone/account.js';

export const twilioUrl = 'https://api.twilio.com';

export interface Texting {
  /** Null: no provider for texts is configured. */
  readonly texter: Texter | null;
  /** Null: nothing is posted to this program. */
  readonly reports: TextReports | null;
}

type TextingConfig = Pick<Config, 'twilio' | 'slack' | 'publicUrl'>;

/**
 * Twilio, or in the sandbox its stand-in, unless an account and another address are configured for it. Its reports come
 * to the public address; those of the stand-in to this machine's.
 */
export function composeTexting(
  config: TextingConfig,
  localUrl: string,
  timers: Timers,
  ends: RequestEnds = {},
): Texting {
  const { twilio, publicUrl } = config;
  if (isStandIn(config)) {
    const { accountSid, authToken } = sandboxAccount;
    const baseUrl = `${localUrl}${TWILIO_PATH}`;
    return texting({ accountSid, authToken, baseUrl, publicUrl: localUrl, ...ends }, timers);
  }
  if (twilio === null) return { texter: null, reports: null };
  return texting({ ...twilio, baseUrl: twilio.baseUrl ?? twilioUrl, publicUrl, ...ends }, timers);
}

function isStandIn({ slack, twilio }: TextingConfig): boolean {
  return slack.mode === 'sandbox' && (twilio === null || twilio.baseUrl === null);
}

function texting(options: Parameters<typeof createTwilioTexter>[0], timers: Timers): Texting {
  const { authToken, publicUrl } = options;
  return {
    texter: rememberNumbers(createTwilioTexter(options), timers),
    reports: publicUrl === null ? null : createTwilioReports({ authToken, publicUrl }),
  };
}

/**
 * What an import on the command line asks: beside the sandbox, whose stand-in need not run, the stand-in's numbers; else
 * the configured account's.
 */
export function numbersBeside(config: TextingConfig, timers: Timers): Pick<Texter, 'numbers'> | null {
  if (isStandIn(config)) {
    return { numbers: async () => ({ ok: true, found: sandboxAccount.numbers }) };
  }
  return composeTexting(config, '', timers).texter;
}
