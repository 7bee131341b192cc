import { z } from 'zod';
import { doubtful, type Found, failing, fine } from '../../app/ports/finding.js';
import { jsonOf, noAnswer } from '../rest/examine.js';
import { restRequest } from '../rest/request.js';

const scopesSchema = z.object({ scopes: z.array(z.string()) });
const sendersSchema = z.object({
  results: z.array(z.object({ from_email: z.string(), verified: z.union([z.boolean(), z.number()]) })),
});
const domainsSchema = z.array(z.object({ domain: z.string(), valid: z.boolean() }));

export interface ExaminedMailAccount {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** The usual sender. */
  readonly mailFrom: string;
  readonly timeoutMs: number;
}

/** Whether the key may send mail, and whether SendGrid knows the sender. Sends nothing. */
export async function examineSendgrid({ apiKey, baseUrl, mailFrom, timeoutMs }: ExaminedMailAccount): Promise<Found> {
  const ask = (path: string) =>
    restRequest({
      method: 'GET',
      url: `${baseUrl.replace(/\/+$/, '')}${path}`,
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
      timeoutMs,
    });
  const scopes = await ask('/v3/scopes');
  const silent = noAnswer('SendGrid', 'SENDGRID_API_KEY', scopes);
  if (silent !== null) return silent;
  const read = scopesSchema.safeParse(jsonOf(scopes));
  if (!read.success)
    return doubtful('SendGrid answered something unreadable', 'see whether SENDGRID_BASE_URL is right');
  if (!read.data.scopes.includes('mail.send')) {
    return failing('the key may not send mail', 'give it Mail Send in SendGrid’s settings, under API Keys');
  }
  const domain = mailFrom.slice(mailFrom.indexOf('@') + 1).toLowerCase();
  const [senders, domains] = await Promise.all([ask('/v3/verified_senders'), ask('/v3/whitelabel/domains?limit=1000')]);
  const known = sendersSchema.safeParse(jsonOf(senders));
  const owned = domainsSchema.safeParse(jsonOf(domains));
  const isVerified =
    (known.success &&
      known.data.results.some((one) => one.from_email.toLowerCase() === mailFrom.toLowerCase() && one.verified)) ||
    (owned.success && owned.data.some((one) => one.valid && isWithin(domain, one.domain.toLowerCase())));
  if (isVerified) return fine('the key may send mail, and the sender is verified');
  if (!known.success || !owned.success) {
    const todo =
      'see in SendGrid, under Sender Authentication, that the address of MAIL_FROM or its domain is verified';
    return doubtful('the key may send mail; whether the sender is verified it may not ask', todo);
  }
  return failing(
    'the sender is not verified',
    'verify MAIL_FROM or its domain in SendGrid, under Sender Authentication',
  );
}

function isWithin(domain: string, owner: string): boolean {
  return domain === owner || domain.endsWith(`.${owner}`);
}
