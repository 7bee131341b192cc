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

/** The provider's own words, without addresses: `: Does not contain a valid address. (personalizations.0.to)`. */
function describe(body: unknown): string {
  const first = errorsSchema.safeParse(body).data?.errors[0];
  if (!first) return '';
  return `: ${presentable(first.message)}${first.field ? ` (${first.field})` : ''}`;
}

function aboutSender(body: unknown): boolean {
  return /^from\b/.test(errorsSchema.safeParse(body).data?.errors[0]?.field ?? '');
}
