import { z } from 'zod';
import type { MailOutcome } from '../../app/ports/mailer.js';
import type { DeferredCause } from '../../app/ports/sending-outcome.js';
import { header, retryAfterMs } from '../rest/headers.js';
import { presentable } from '../rest/outcome.js';

/** SendGrid's (or somebody in between's) answer. */
export interface Answer {
  readonly status: number;
  readonly headers: unknown;
  readonly body: unknown;
}

const errorsSchema = z.object({
  errors: z.array(z.object({ message: z.string(), field: z.string().nullish() })).min(1),
});
// A ResponseError of @sendgrid/client, or, for a redirect, axios's own error.
const responseErrorSchema = z.object({
  code: z.number(),
  response: z.object({ headers: z.unknown(), body: z.unknown() }),
});
const axiosErrorSchema = z.object({ response: z.object({ status: z.number(), headers: z.unknown() }) });

/** The answer inside what the client rejected with; null when there was none. */
export function readAnswer(error: unknown): Answer | null {
  const response = responseErrorSchema.safeParse(error);
  if (response.success) {
    return { status: response.data.code, headers: response.data.response.headers, body: response.data.response.body };
  }
  const redirect = axiosErrorSchema.safeParse(error);
  return redirect.success ? { ...redirect.data.response, body: null } : null;
}

/**
 * What an answer means (architecture, "What a failed request means"). A wrong key, an exhausted plan or a sender
 * that is not verified is nobody's mail's fault: those wait, with what to do about it, until somebody has done it.
 */
export function outcomeOfAnswer({ status, headers, body }: Answer): MailOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', providerMessageId: header(headers, 'x-message-id') };
  const said = describe(body);
  const deferred = (cause: DeferredCause, reason: string): MailOutcome => {
    return { kind: 'deferred', reason, retryAfterMs: retryAfterMs(headers), cause };
  };
  if (status === 429) return deferred('moment', `SendGrid asks to slow down (429)${said}`);
  if (status === 503) return deferred('moment', `SendGrid is not available (503)${said}`);
  if (status === 401)
    return deferred('account', `SendGrid refuses the key or the plan is used up (401)${said}: check SENDGRID_API_KEY`);
  if ([400, 403, 413, 422].includes(status) && aboutSender(body))
    return deferred(
      'sender',
      `SendGrid refuses the sender (${status})${said}: check MAIL_FROM and the verified sender`,
    );
  if (status === 403)
    return deferred('account', `SendGrid forbids it (403)${said}: check the key's permissions and the verified sender`);
  if ([400, 413, 422].includes(status)) {
    return { kind: 'refused', reason: `SendGrid refused the mail (${status})${said}` };
  }
  if (status === 408 || status >= 500) return { kind: 'unknown', reason: `SendGrid failed (${status})${said}` };
  return deferred('account', `Unexpected answer ${status} from the mail provider: check SENDGRID_BASE_URL`);
}

/** What a request without an answer means. `connected` says whether the request can have left at all. */
export function outcomeOfFailure(error: unknown, connected: boolean): MailOutcome {
  const code = z.object({ code: z.string() }).safeParse(error).data?.code ?? null;
  if (code !== null && neverConnected.has(code)) {
    return notReached(`SendGrid cannot be reached (${code})`);
  }
  if (!connected) {
    return notReached(`No connection to SendGrid (${code ?? 'failed'})`);
  }
  return { kind: 'unknown', reason: `The connection to SendGrid broke before its answer (${code ?? 'failed'})` };
}

function notReached(reason: string): MailOutcome {
  return { kind: 'deferred', reason, retryAfterMs: null, cause: 'moment' };
}

/** These can only come from looking up or connecting. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The provider's own words, without addresses: `: Does not contain a valid address. (personalizations.0.to)`. */
function describe(body: unknown): string {
  const first = errorsSchema.safeParse(body).data?.errors[0];
  if (!first) return '';
  return `: ${presentable(first.message)}${first.field ? ` (${first.field})` : ''}`;
}

function aboutSender(body: unknown): boolean {
  return /^from\b/.test(errorsSchema.safeParse(body).data?.errors[0]?.field ?? '');
}
