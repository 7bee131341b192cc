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
 * to the public address; those of the stand-in to this machine's. `timeoutMs`: the longest that a request takes; what is usual
 * unless told.
 */
export function composeTexting(config: TextingConfig, localUrl: string, timers: Timers, timeoutMs?: number): Texting {
  const { twilio, publicUrl } = config;
  const time = timeoutMs === undefined ? {} : { timeoutMs };
  if (isStandIn(config)) {
    const { accountSid, authToken } = sandboxAccount;
    const baseUrl = `${localUrl}${TWILIO_PATH}`;
    return texting({ accountSid, authToken, baseUrl, publicUrl: localUrl, ...time }, timers);
  }
  if (twilio === null) return { texter: null, reports: null };
  return texting({ ...twilio, baseUrl: twilio.baseUrl ?? twilioUrl, publicUrl, ...time }, timers);
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
