import { z } from 'zod';

/**
 * The body of SendGrid's `POST /v3/mail/send` and the rules for the fields that Drumbeat uses:
 * twilio.com/docs/sendgrid/api-reference/mail-send and its page of errors. Unknown fields are refused: those of SendGrid
 * that are left out here would be accepted there and do nothing here.
 */

const MAX_PERSONALIZATIONS = 1000;
const MAX_RECIPIENTS = 1000;
const MAX_SUBSTITUTION_BYTES = 10_000;
const MAX_CUSTOM_ARGS_BYTES = 10_000;

/** twilio.com/docs/sendgrid/api-reference/mail-send/errors, "headers": set by SendGrid itself. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'x-sg-id',
  'x-sg-eid',
  'received',
  'dkim-signature',
  'content-type',
  'content-transfer-encoding',
  'to',
  'from',
  'subject',
  'reply-to',
  'cc',
  'bcc',
]);

const mailbox = z.strictObject({
  email: z.string().regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, 'Does not contain a valid address.'),
  name: z.string().optional(),
});

const headers = z
  .record(z.string().regex(/^[!-9;-~]+$/, 'Header names are printable ASCII without a colon.'), z.string())
  .refine((given) => Object.keys(given).every((name) => !RESERVED_HEADERS.has(name.toLowerCase())), {
    message: 'The headers may not contain reserved headers.',
  });
const customArgs = z
  .record(z.string(), z.string('custom_args values must be strings.'))
  .refine((given) => Buffer.byteLength(JSON.stringify(given)) <= MAX_CUSTOM_ARGS_BYTES, {
    message: `custom_args may not be more than ${MAX_CUSTOM_ARGS_BYTES} bytes.`,
  });
const substitutions = z
  .record(z.string(), z.string('substitutions must be strings.'))
  .refine((given) => byteLength(given) <= MAX_SUBSTITUTION_BYTES, {
    message: `The substitutions of a personalization may not be more than ${MAX_SUBSTITUTION_BYTES} bytes.`,
  });

const personalization = z.strictObject({
  to: z.array(mailbox).min(1, 'The to array is required for all personalization objects, and must have at least one.'),
  cc: z.array(mailbox).optional(),
  bcc: z.array(mailbox).optional(),
  from: mailbox.optional(),
  subject: z.string().min(1).optional(),
  headers: headers.optional(),
  custom_args: customArgs.optional(),
  substitutions: substitutions.optional(),
  send_at: z.int().optional(),
});

const content = z.strictObject({
  type: z.string().min(1),
  value: z.string().min(1, 'The content value must be a string at least one character in length.'),
});

const attachment = z.strictObject({
  content: z.base64('The attachment content must be base64 encoded.'),
  filename: z.string().min(1, 'The filename of the attachment is required.'),
  type: z.string().min(1).optional(),
  disposition: z.enum(['inline', 'attachment']).optional(),
  content_id: z.string().optional(),
});

const CONTENT_ORDER = ['text/plain', 'text/html'];

const mail = z.strictObject({
  personalizations: z
    .array(personalization)
    .min(1, 'You must have at least one personalization.')
    .max(
      MAX_PERSONALIZATIONS,
      `The personalization block is limited to ${MAX_PERSONALIZATIONS} personalizations per API request.`,
    ),
  from: mailbox,
  reply_to: mailbox.optional(),
  reply_to_list: z.array(mailbox).optional(),
  subject: z.string().min(1, 'The subject is required.').optional(),
  content: z
    .array(content)
    .min(1, 'Unless a valid template_id is provided, the content parameter is required.')
    .refine((parts) => inOrder(parts.map((part) => part.type)), {
      message: 'If present, text/plain must be first, followed by text/html, then any other content.',
    }),
  attachments: z.array(attachment).optional(),
  headers: headers.optional(),
  custom_args: customArgs.optional(),
  categories: z.array(z.string().max(255)).max(10).optional(),
  mail_settings: z.record(z.string(), z.unknown()).optional(),
  tracking_settings: z.record(z.string(), z.unknown()).optional(),
  asm: z.record(z.string(), z.unknown()).optional(),
  send_at: z.int().optional(),
  batch_id: z.string().optional(),
  ip_pool_name: z.string().optional(),
});

export type SendGridMail = z.infer<typeof mail>;

export interface SendGridError {
  readonly message: string;
  readonly field: string | null;
  readonly help: string | null;
}

export type ReadMail =
  | { readonly ok: true; readonly mail: SendGridMail }
  | { readonly ok: false; readonly errors: readonly SendGridError[] };

const HELP = 'http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#message';

/** Checks a request's body; the whole request is refused for one wrong personalization. */
export function readMail(body: unknown): ReadMail {
  const parsed = mail.safeParse(body);
  const errors = parsed.success
    ? acrossPersonalizations(parsed.data)
    : parsed.error.issues.map((issue) => {
        const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        return sendGridError(issue.message, [...issue.path, ...unknown].map(String).join('.') || null);
      });
  return parsed.success && errors.length === 0 ? { ok: true, mail: parsed.data } : { ok: false, errors };
}

function acrossPersonalizations(checked: SendGridMail): SendGridError[] {
  const recipients = checked.personalizations.map((one) => [...one.to, ...(one.cc ?? []), ...(one.bcc ?? [])]);
  return [
    ...(recipients.flat().length > MAX_RECIPIENTS
      ? [sendGridError(`There is a limit of ${MAX_RECIPIENTS} total recipients (to + cc + bcc) per request.`, null)]
      : []),
    ...recipients.flatMap((boxes, index) =>
      new Set(boxes.map((box) => box.email.toLowerCase())).size < boxes.length
        ? [
            sendGridError(
              'Each email address in the personalization block should be unique between to, cc, and bcc.',
              `personalizations.${index}`,
            ),
          ]
        : [],
    ),
    ...checked.personalizations.flatMap((one, index) =>
      (one.subject ?? checked.subject) === undefined
        ? [sendGridError('The subject is required.', `personalizations.${index}.subject`)]
        : [],
    ),
  ];
}

function sendGridError(message: string, field: string | null): SendGridError {
  return { message, field, help: field === null ? null : HELP };
}

function inOrder(types: readonly string[]): boolean {
  const ranks = types.map((type) =>
    CONTENT_ORDER.includes(type) ? CONTENT_ORDER.indexOf(type) : CONTENT_ORDER.length,
  );
  return ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0));
}

function byteLength(given: Readonly<Record<string, string>>): number {
  return Object.entries(given).reduce(
    (sum, [tag, value]) => sum + Buffer.byteLength(tag) + Buffer.byteLength(value),
    0,
  );
}
