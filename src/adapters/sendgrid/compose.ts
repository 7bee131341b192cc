import type { Mail, MailAttachment, Mailbox } from '../../app/ports/mailer.js';
import { messageIdOf } from '../../domain/mail/thread.js';

/**
 * Where a mail's own texts stand in a request that carries many: SendGrid puts each recipient's substitutions there. No
 * text that holds one of them is sent together with others.
 */
const tags = { text: '%drumbeat-text%', html: '%drumbeat-html%' };

/** SendGrid takes 10,000 bytes of substitutions a personalization; for the tags, and to be sure, some are kept free. */
const mostBytes = 9_000;

/**
 * Mails of one key may leave in one request: content, sender and reply address are a request's, and everything else goes
 * with its recipient. Null: a mail that goes by itself.
 */
export function keyOfShared({ from, replyTo, text, html, attachments }: Mail): string | null {
  const holdsTag = Object.values(tags).some((tag) => text.includes(tag) || html.includes(tag));
  if (attachments !== undefined || holdsTag || isLarge([text, html])) return null;
  return JSON.stringify([from, replyTo]);
}

/** Control characters that JSON writes with six bytes; whatever else it escapes takes at most twice what it takes itself. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const rarelyEscaped = /[\u0000-\u0007\u000b\u000e-\u001f]/;

/** Whether texts take more than is allowed as JSON, which is made only of those of which it is not plain that they do not. */
function isLarge(texts: readonly string[]): boolean {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const isPlain = 2 * bytes < mostBytes - texts.length * 10 && !texts.some((text) => rarelyEscaped.test(text));
  return !isPlain && Buffer.byteLength(JSON.stringify(texts)) > mostBytes;
}

/**
 * The body of `POST /v3/mail/send` for mails that share a request, or for one alone. Headers and the execution's id
 * travel with the recipient: `custom_args` come back with the provider's events.
 */
export function requestOf(mails: readonly Mail[]) {
  const [first] = mails;
  if (first === undefined) throw new Error('a request carries at least one mail');
  const isAlone = mails.length === 1;
  const content = isAlone ? first : tags;
  return {
    personalizations: mails.map(({ to, from, subject, headers, executionId, text, html }) => ({
      to: [mailbox(to)],
      subject,
      headers: { 'Message-ID': messageIdOf({ executionId, from: from.email }), ...headers },
      custom_args: { execution_id: executionId },
      ...(!isAlone && { substitutions: { [tags.text]: text, [tags.html]: html } }),
    })),
    from: mailbox(first.from),
    ...(first.replyTo && { reply_to: mailbox(first.replyTo) }),
    content: [
      { type: 'text/plain', value: content.text },
      { type: 'text/html', value: content.html },
    ],
    ...(first.attachments && { attachments: first.attachments.map(attachment) }),
  };
}

function attachment({ filename, type, content }: MailAttachment) {
  return { filename, type, content: Buffer.from(content).toString('base64'), disposition: 'attachment' };
}

function mailbox({ email, name }: Mailbox): Mailbox {
  return name === undefined ? { email } : { email, name };
}
