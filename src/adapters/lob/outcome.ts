import { z } from 'zod';
import type { DeferredCause, SendingOutcome } from '../../app/ports/sending-outcome.js';
import { retryAfterMs } from '../rest/headers.js';
import { jsonOf, outcomeOfSilence, presentable } from '../rest/outcome.js';
import type { RestAnswer } from '../rest/request.js';

const createdSchema = z.object({ id: z.string() });
const errorSchema = z.object({ error: z.object({ message: z.string(), code: z.string().nullish() }) });
type LobError = z.infer<typeof errorSchema>['error'];

/**
 * Errors that no card is at fault for: they wait until somebody has done what is said (docs.lob.com, "Errors").
 */
const fixes: Readonly<Record<string, string>> = {
  foreign_return_address: 'give a sender address in the US',
  mail_use_type_can_not_be_null: "set the use type in the Lob account's settings",
  billing_address_required: 'set up a billing address in the Lob account',
  payment_method_unverified: 'set up a means of payment in the Lob account',
  email_required: "verify the Lob account's mail address",
  feature_limit_reached: "the Lob account's plan is used up",
};

/** What became of a request to make a card (architecture, "What a failed request means"). */
export function outcomeOf(answer: RestAnswer): SendingOutcome {
  if (answer.kind === 'none') return outcomeOfSilence('Lob', answer);
  const { status, headers } = answer;
  if (status >= 200 && status < 300) {
    return { kind: 'accepted', providerMessageId: createdSchema.safeParse(jsonOf(answer.body)).data?.id ?? null };
  }
  const error = errorOf(answer.body);
  const said = describe(status, error);
  const deferred = (cause: DeferredCause, reason: string): SendingOutcome => ({
    kind: 'deferred',
    reason,
    retryAfterMs: retryAfterMs(headers),
    cause,
  });
  if (status === 429) return deferred('moment', `Lob asks to slow down ${said}`);
  // 409: the same card is being made just now. Repeating settles all of these, since the id of the sending goes along.
  if (status === 408 || status === 409 || status >= 500) return { kind: 'unknown', reason: `Lob failed ${said}` };
  const fix = fixes[error?.code ?? ''];
  if (fix !== undefined)
    return deferred(error?.code === 'foreign_return_address' ? 'sender' : 'account', `Lob refuses ${said}: ${fix}`);
  if (status === 401 || status === 403) return deferred('account', `Lob refuses ${said}: check LOB_API_KEY`);
  if (status === 400 || status === 413 || status === 422) {
    return aboutSender(error)
      ? deferred('sender', `Lob refuses the sender ${said}: check the address that postcards come from`)
      : { kind: 'refused', reason: `Lob refused the postcard ${said}` };
  }
  return deferred('account', `Unexpected answer ${status} from the provider of postcards: check LOB_BASE_URL`);
}

/** Why a look-up found nothing out, in one line for people. */
export function whyNot(answer: RestAnswer): string {
  if (answer.kind === 'none') return outcomeOfSilence('Lob', answer).reason;
  const hint = answer.status === 401 || answer.status === 403 ? ': check LOB_API_KEY' : '';
  return `Lob did not answer the question ${describe(answer.status, errorOf(answer.body))}${hint}`;
}

function errorOf(body: string | null): LobError | null {
  return errorSchema.safeParse(jsonOf(body)).data?.error ?? null;
}

/** `(422, invalid): to.address_zip is required`. */
function describe(status: number, error: LobError | null): string {
  if (error === null) return `(${status})`;
  return `(${status}${error.code == null ? '' : `, ${error.code}`}): ${presentable(error.message)}`;
}

function aboutSender(error: LobError | null): boolean {
  return /^from\b/.test(error?.message ?? '');
}
