import http from 'node:http';
import https from 'node:https';
import type { Mail, Mailer, MailOutcome } from '../../app/ports/mailer.js';
import type { MayLeave } from '../../app/ports/sending-outcome.js';
import { jsonOf, outcomeOfSilence } from '../rest/outcome.js';
import { type RequestEnds, restRequest, usualTimeoutMs } from '../rest/request.js';
import { startStopwatch } from '../system/stopwatch.js';
import { keyOfShared, requestOf } from './compose.js';
import { outcomeOfAnswer } from './outcome.js';

export interface SendgridOptions extends RequestEnds {
  readonly apiKey: string;
  /** `https://api.sendgrid.com`, or its European twin, or a stand-in. */
  readonly baseUrl: string;
  /** The most mails that one request carries; 20 unless told. All of them are in doubt where its answer is lost. */
  readonly mailsPerRequest?: number;
}

/** SendGrid's mailer also holds connections open, which end with `close`. */
export interface SendgridMailer extends Mailer {
  close(): void;
}

const noTimeLeft: MailOutcome = {
  kind: 'deferred',
  reason: 'SendGrid refused a mail that was sent together with this one',
  retryAfterMs: null,
  cause: 'moment',
};

/**
 * Mails through SendGrid's v3 API (docs/decisions/0021-many-mails-a-request.md). Click and open tracking stay as the
 * account has them. A redirect is not followed, since that would turn the POST into a GET and look like success.
 */
export function createSendgridMailer(options: SendgridOptions): SendgridMailer {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const url = `${options.baseUrl.replace(/\/+$/, '')}/v3/mail/send`;
  const agent = url.startsWith('https:') ? agents.https : agents.http;
  const { timeoutMs = usualTimeoutMs, hangUp, mailsPerRequest = 20 } = options;
  const ending = hangUp && { hangUp };
  const headers = { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' };

  const ask = async (mails: readonly Mail[], withinMs: number, mayLeave?: MayLeave): Promise<MailOutcome> => {
    const answer = await restRequest({
      method: 'POST',
      url,
      headers,
      body: JSON.stringify(requestOf(mails)),
      timeoutMs: withinMs,
      agent,
      ...ending,
      ...(mayLeave && { mayLeave }),
    });
    if (answer.kind === 'none') return outcomeOfSilence('SendGrid', answer);
    return outcomeOfAnswer({ ...answer, body: jsonOf(answer.body) });
  };
  /**
   * A wrong mail has the whole request refused: it is looked for among ever fewer, and the others leave. None is handed
   * over with less than half of the time left, which might make a doubtful case of it.
   */
  const askForEach = async (
    mails: readonly Mail[],
    takenMs: () => number,
    mayLeave?: MayLeave,
  ): Promise<readonly MailOutcome[]> => {
    const leftMs = Math.floor(timeoutMs - takenMs());
    if (leftMs < timeoutMs / 2) return mails.map(() => noTimeLeft);
    const outcome = await ask(mails, leftMs, mayLeave);
    if (outcome.kind !== 'refused' || mails.length === 1) return mails.map(() => outcome);
    const half = Math.ceil(mails.length / 2);
    const first = await askForEach(mails.slice(0, half), takenMs);
    return [...first, ...(await askForEach(mails.slice(half), takenMs))];
  };
  return {
    send: (mail, mayLeave) => ask([mail], timeoutMs, mayLeave),
    ...(mailsPerRequest > 1 && {
      together: {
        most: mailsPerRequest,
        keyOf: keyOfShared,
        send: (mails, mayLeave) => askForEach(mails, startStopwatch(), mayLeave),
      },
    }),
    close() {
      for (const one of Object.values(agents)) one.destroy();
    },
  };
}
