import { doubtful, type Found, failing } from '../../app/ports/finding.js';
import type { RestAnswer } from './request.js';

/** What an answer that is no answer means for whoever examines a provider; null where it said what was asked for. */
export function noAnswer(provider: string, variable: string, answer: RestAnswer): Found | null {
  if (answer.kind === 'none') {
    const todo = 'see whether this machine reaches the internet, and whether a proxy or firewall is in between';
    return failing(`${provider} cannot be reached (${answer.code})`, todo);
  }
  if (answer.status === 401)
    return failing(`${provider} refuses the key (401)`, `set ${variable} to one that is in force`);
  if (answer.status === 403) {
    return doubtful(
      `${provider} does not tell this key (403)`,
      'look at what the key may do, in the provider’s console',
    );
  }
  if (answer.status >= 300) {
    return failing(`${provider} answered with HTTP ${answer.status}`, 'try again in some minutes; see its status page');
  }
  return null;
}

/** The body as JSON; null where it is none. */
export function jsonOf(answer: RestAnswer): unknown {
  try {
    return answer.kind === 'answer' && answer.body !== null ? JSON.parse(answer.body) : null;
  } catch {
    return null;
  }
}
