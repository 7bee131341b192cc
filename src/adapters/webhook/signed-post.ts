import type { SendingOutcome } from '../../app/ports/sending-outcome.js';
import { retryAfterMs } from '../rest/headers.js';
import { outcomeOfSilence } from '../rest/outcome.js';
import { type RequestEnds, type RestAnswer, restRequest } from '../rest/request.js';
import { isPublic, literalAddress, lookupPublic, notPublic } from './public-address.js';
import { signedHeaders } from './signature.js';

export interface SignedPost {
  readonly url: string;
  /** The same however often it is tried. */
  readonly id: string;
  /** `whsec_...` */
  readonly secret: string;
  /** Sent as JSON. */
  readonly payload: unknown;
  /** `public`: the internet only; `any`: this machine and its private networks too. */
  readonly reach: 'public' | 'any';
  readonly ends: RequestEnds;
}

/** Posts signed JSON to a web address. The time of the signature is the real one, also in the sandbox. */
export async function signedPost(post: SignedPost): Promise<SendingOutcome> {
  const { url, id, secret, reach } = post;
  const literal = literalAddress(url);
  if (reach === 'public' && literal !== null && !isPublic(literal)) return outOfReach;
  const body = JSON.stringify(post.payload);
  const timestamp = Math.floor(Date.now() / 1000);
  const answer = await restRequest({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Drumbeat',
      ...signedHeaders({ secret, id, timestamp, body }),
    },
    body,
    ...post.ends,
    ...(reach === 'public' && { lookup: lookupPublic }),
  });
  return outcomeOf(answer);
}

const outOfReach: SendingOutcome = {
  kind: 'refused',
  reason: 'The webhook leads to a private network; give it a public address',
};

/** What became of a request (architecture, "What a failed request means"; Standard Webhooks, "Delivery success"). */
function outcomeOf(answer: RestAnswer): SendingOutcome {
  if (answer.kind === 'none') {
    return answer.code === notPublic ? outOfReach : outcomeOfSilence('The webhook', answer);
  }
  const { status, headers } = answer;
  const deferred = (reason: string): SendingOutcome => ({
    kind: 'deferred',
    reason,
    retryAfterMs: retryAfterMs(headers),
    // One address answers here, not a provider: what it says holds for nobody else's.
    cause: 'sender',
  });
  if (status >= 200 && status < 300) return { kind: 'accepted', providerMessageId: null };
  if (status === 429) return deferred('The webhook asks to slow down (429)');
  if (status === 408 || status >= 500) return { kind: 'unknown', reason: `The webhook failed (${status})` };
  if (status === 410) return { kind: 'refused', reason: 'The webhook takes no more deliveries (410)' };
  if ([400, 413, 415, 422].includes(status)) {
    return { kind: 'refused', reason: `The webhook refused the delivery (${status})` };
  }
  const redirected = status >= 300 && status < 400;
  const hint = redirected ? 'give the address that it leads to' : "check its address and the list's secret there";
  return deferred(`The webhook answered ${status}: ${hint}`);
}
