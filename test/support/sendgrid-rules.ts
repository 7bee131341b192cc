/**
 * What SendGrid publishes of `POST /v3/mail/send` (its API reference, "Mail Send" and "Personalizations"), as far as the
 * program uses it. A stand-in refuses what this forbids, with the field that SendGrid names.
 */
import { z } from 'zod';

/** Recipients, and therefore personalizations, that one request may have. */
export const mostPersonalizations = 1_000;
/** Bytes that the substitutions of one personalization may have. */
export const substitutionBytes = 10_000;
/** Bytes that the custom arguments of one mail may have. */
const customArgBytes = 10_000;
/** Bytes of a whole request. */
const requestBytes = 30 * 1024 * 1024;

/** Headers that SendGrid writes itself. */
const reservedHeaders = new Set([
  ...['x-sg-id', 'x-sg-eid', 'received', 'dkim-signature', 'content-type', 'content-transfer-encoding'],
  ...['to', 'from', 'subject', 'reply-to', 'cc', 'bcc'],
]);

const mailbox = z.strictObject({ email: z.email(), name: z.string().optional() });
const texts = z.record(z.string(), z.string());

const personalization = z.strictObject({
  to: z.array(mailbox).min(1),
  subject: z.string().min(1).optional(),
  headers: texts
    .refine((headers) => !Object.keys(headers).some((name) => reservedHeaders.has(name.toLowerCase())), {
      error: 'names a reserved header',
    })
    .optional(),
  custom_args: texts.refine((args) => bytesOf(args) <= customArgBytes, { error: 'is too large' }),
  substitutions: texts.refine((values) => bytesOf(values) <= substitutionBytes, { error: 'is too large' }).optional(),
});

const request = z.strictObject({
  personalizations: z.array(personalization).min(1).max(mostPersonalizations),
  from: mailbox,
  reply_to: mailbox.optional(),
  subject: z.string().min(1).optional(),
  content: z
    .array(z.strictObject({ type: z.string().min(1), value: z.string().min(1) }))
    .min(1)
    // "If included, text/plain must be first, then text/html."
    .refine((parts) => parts.findIndex(({ type }) => type === 'text/plain') <= 0, {
      error: 'has text/plain not first',
    }),
  attachments: z
    .array(z.strictObject({ filename: z.string(), type: z.string(), content: z.base64(), disposition: z.string() }))
    .optional(),
});

/** A request as SendGrid reads it. */
export type SendRequest = z.infer<typeof request>;

/** What the request says, or what SendGrid would not take of it. */
export function readSendRequest(
  body: string,
):
  | { readonly ok: true; readonly request: SendRequest }
  | { readonly ok: false; readonly field: string; readonly message: string } {
  if (body.length > requestBytes) return { ok: false, field: 'request', message: 'The request is too large.' };
  const read = request.safeParse(JSON.parse(body));
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ok: false, field: (issue?.path ?? []).join('.'), message: issue?.message ?? 'Bad request' };
  }
  const { personalizations, subject } = read.data;
  const bare = personalizations.findIndex((one) => one.subject === undefined && subject === undefined);
  if (bare >= 0) return { ok: false, field: `personalizations.${bare}.subject`, message: 'The subject is required.' };
  return { ok: true, request: read.data };
}

/** One mail of a request as its recipient gets it: the subject of its own, and the substitutions made. */
export function mailOf({ subject, content }: SendRequest, one: SendRequest['personalizations'][number]) {
  const filled = (text: string) =>
    Object.entries(one.substitutions ?? {}).reduce((so, [tag, value]) => so.replaceAll(tag, () => value), text);
  const part = (type: string) => filled(content.find((one) => one.type === type)?.value ?? '');
  return { subject: filled(one.subject ?? subject ?? ''), text: part('text/plain'), html: part('text/html') };
}

function bytesOf(values: Readonly<Record<string, string>>): number {
  return Object.entries(values).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}
