import { z } from 'zod';
import type { DeferredCause } from '../../app/ports/sending-outcome.js';
import type { TextOutcome } from '../../app/ports/texter.js';
import { retryAfterMs } from '../rest/headers.js';
import { jsonOf, outcomeOfSilence, presentable } from '../rest/outcome.js';
import type { RestAnswer } from '../rest/request.js';

const createdSchema = z.object({ sid: z.string() });
const errorSchema = z.object({ code: z.number().nullish(), message: z.string() });

/** The recipient has opted out (twilio.com/docs/api/errors/21610). */
const optedOut = 21610;

/**
 * Errors that no text is at fault for: they wait until somebody has done what is said. Twilio asks not to build on its
 * error codes, which change; a code that is missing here is a refusal, which a person sees and can try again.
 */
const fixes: Readonly<Record<number, string>> = {
  20003: 'check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
  20005: 'the Twilio account is not active',
  21212: 'choose another number to send from',
  21408: "allow that country in the Twilio account's geographic permissions",
  21603: 'choose a number to send from',
  21606: 'choose a number of the Twilio account that can send texts',
  21608: 'a Twilio trial account texts verified numbers only; upgrade it',
  21659: 'choose a number that belongs to the Twilio account',
  21660: 'choose a number that belongs to the Twilio account',
  21661: 'choose a number that can send texts',
};

/** Of these: no text at all passes. The others concern one number or one country. */
const aboutAccount: ReadonlySet<number> = new Set([20003, 20005]);

/** Twilio's queue for the number is full; nothing was added to it. */
const queueIsFull = 21611;

/** What became of a request to send (architecture, "What a failed request means"). */
export function outcomeOf(answer: RestAnswer): TextOutcome {
  if (answer.kind === 'none') return outcomeOfSilence('Twilio', answer);
  const { status, headers } = answer;
  const body = jsonOf(answer.body);
  if (status >= 200 && status < 300) {
    return { kind: 'accepted', providerMessageId: createdSchema.safeParse(body).data?.sid ?? null };
  }
  const error = errorSchema.safeParse(body).data ?? null;
  const code = error?.code ?? null;
  const said = describe(status, error);
  const deferred = (cause: DeferredCause, reason: string): TextOutcome => {
    return { kind: 'deferred', reason, retryAfterMs: retryAfterMs(headers), cause };
  };
  // 429 is documented as never processed (twilio.com/docs/api/errors/20429); a 503 is not, so it is unknown.
  if (status === 429) return deferred('moment', `Twilio asks to slow down ${said}`);
  // A queue belongs to a number: other numbers' texts go on.
  if (code === queueIsFull) return deferred('sender', `Twilio asks to slow down ${said}`);
  if (status === 408 || status >= 500) return { kind: 'unknown', reason: `Twilio failed ${said}` };
  if (code === optedOut) {
    return { kind: 'opted-out', reason: 'They have answered STOP to this number; Twilio does not carry texts to them' };
  }
  const fix = code === null ? undefined : fixes[code];
  if (fix !== undefined)
    return deferred(aboutAccount.has(code ?? 0) ? 'account' : 'sender', `Twilio refuses ${said}: ${fix}`);
  if (status === 401) return deferred('account', `Twilio refuses ${said}: ${fixes[20003]}`);
  if (status === 403) return deferred('account', `Twilio forbids it ${said}: check the Twilio account`);
  if (status === 400 || status === 422) return { kind: 'refused', reason: `Twilio refused the text ${said}` };
  return deferred('account', `Unexpected answer ${status} from the provider of texts: check TWILIO_BASE_URL`);
}

/** Why a look-up found nothing out, in one line for people. */
export function whyNot(answer: RestAnswer): string {
  if (answer.kind === 'none') return outcomeOfSilence('Twilio', answer).reason;
  const error = errorSchema.safeParse(jsonOf(answer.body)).data ?? null;
  const fix = fixes[error?.code ?? (answer.status === 401 ? 20003 : 0)];
  return `Twilio did not answer the question ${describe(answer.status, error)}${fix === undefined ? '' : `: ${fix}`}`;
}

/** `(400, error 21211): Invalid 'To' Phone Number`. */
function describe(status: number, error: z.infer<typeof errorSchema> | null): string {
  if (error === null) return `(${status})`;
  return `(${status}${error.code == null ? '' : `, error ${error.code}`}): ${presentable(error.message)}`;
}
