import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { PermanentFault, TransientFault } from '../../app/faults.js';
import type { ChatOutcome } from '../../app/ports/chat.js';
import { NetworkError, timedOut } from './network-error.js';

/**
 * Codes after which Slack has done nothing and the same call may pass later (docs.slack.dev/reference/methods, "Errors"):
 * the limit, the truncated upload, the moments in which Slack serves nobody.
 */
const temporaryCodes: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'org_login_required',
]);

/** The app's own access is broken: an operator mends that, and what was to be posted is still to be posted then. */
const tokenCodes: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/** "It's possible some aspect of the operation succeeded before the error was raised." */
const halfDoneCodes: ReadonlySet<string> = new Set(['internal_error', 'fatal_error']);

/** Errors of the socket before a request could have left. */
const notSentCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export type FailedOutcome = Exclude<ChatOutcome, { kind: 'ok' }>;

/**
 * What a failed call means (architecture, "Firing"): surely not done, and worth trying again or not; or not known, which
 * is also what an error nobody expected means once a request may have left.
 */
export function outcomeOf(error: unknown): FailedOutcome {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'deferred', reason: 'Slack asks to wait', retryAfterMs: error.retryAfter * 1000 };
  }
  if (error instanceof WebAPIPlatformError) return ofCode(error.data.error);
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode);
  if (error instanceof WebAPIRequestError) return ofNetwork(error.original);
  if (error instanceof Error && error.message.startsWith('Retry header')) {
    return { kind: 'deferred', reason: 'Slack asks to wait', retryAfterMs: null };
  }
  // An answer that breaks off while it is read comes as fetch's own error.
  return ofNetwork(error instanceof Error ? error : new Error(String(error)));
}

/** The fault of a question that Slack did not answer; where nobody is harmed by asking twice, unknown is transient too. */
export function faultOf(outcome: FailedOutcome): TransientFault | PermanentFault {
  if (outcome.kind === 'refused') return new PermanentFault(`Slack refuses to say: ${outcome.code}`, outcome.code);
  return new TransientFault(`Slack could not be asked: ${outcome.reason}`);
}

function ofCode(code: string): FailedOutcome {
  // The client puts a body that is no JSON (a proxy's error page) where the code would be.
  if (!/^[a-z0-9_]{1,100}$/.test(code)) return { kind: 'unknown', reason: 'Slack answered something unreadable' };
  if (temporaryCodes.has(code)) return { kind: 'deferred', reason: `Slack answered ${code}`, retryAfterMs: null };
  if (tokenCodes.has(code))
    return { kind: 'deferred', reason: `Slack refuses the token (${code})`, retryAfterMs: null };
  if (halfDoneCodes.has(code)) return { kind: 'unknown', reason: `Slack answered ${code}` };
  return { kind: 'refused', code };
}

function ofStatus(status: number): FailedOutcome {
  const reason = `Slack answered with HTTP ${status}`;
  if (status === 503) return { kind: 'deferred', reason, retryAfterMs: null };
  return status >= 500 ? { kind: 'unknown', reason } : { kind: 'refused', code: `http_${status}` };
}

function ofNetwork(error: Error): FailedOutcome {
  if (!(error instanceof NetworkError)) return { kind: 'unknown', reason: 'the connection to Slack broke' };
  const { code } = error;
  if (code === timedOut) return { kind: 'unknown', reason: 'Slack did not answer in time' };
  if (notSentCodes.has(code)) {
    return { kind: 'deferred', reason: `Slack could not be reached (${code})`, retryAfterMs: null };
  }
  return { kind: 'unknown', reason: `the connection to Slack broke (${code})` };
}
