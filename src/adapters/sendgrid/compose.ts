import { type Mail, type MailAttachment, type Mailbox, textsOfMail } from '../../app/ports/mailer.js';
import { messageIdOf } from '../../domain/mail/thread.js';
import { beginsTag, bytesAtMost, contentOf, isFreeOfTags } from './moulded.js';

/** Where a mail's own texts stand in the content of a request that carries many. */
const tags = { text: `${beginsTag}text%`, html: `${beginsTag}html%` };

/** SendGrid takes 10,000 bytes of substitutions a personalization; for the tags, and to be sure, some are kept free. */
const mostBytes = 9_000;

/** Places of a shared content whose names fit into what is kept free. */
const mostPlaces = 20;

/**
 * Mails of one key may leave in one request: content, sender and reply address are a request's, and everything else goes
 * with its recipient. Null: a mail that goes by itself.
 */
export function keyOfShared(mail: Mail): string | null {
  const { from, replyTo, subject, copy, attachments } = mail;
  const key = JSON.stringify([from, replyTo]);
  // Subjects and reply addresses are substituted in too.
  if (attachments !== undefined || isTagIn(subject) || isTagIn(key)) return null;
  if (copy === undefined ? Object.values(textsOfMail(mail)).some(isTagIn) : !isFreeOfTags(copy)) return null;
  // Where the others in its request are no copies of the same text, it is put in whole.
  if ((copy === undefined || bytesAtMost(copy) > mostBytes) && isLarge(Object.values(textsOfMail(mail)))) return null;
  return key;
}

function isTagIn(text: string): boolean {
  return text.includes(beginsTag);
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
 * travel with the recipient: `custom_args` come back with the provider's events. Where all say the same but for a few words, their
 * content is the request's, and these words are put into it.
 */
export function requestOf(mails: readonly Mail[]) {
  const [first] = mails;
  if (first === undefined) throw new Error('a request carries at least one mail');
  const content = contentFor(mails, first);
  return {
    personalizations: mails.map((mail) => ({
      to: [mailbox(mail.to)],
      subject: mail.subject,
      headers: { 'Message-ID': messageIdOf({ executionId: mail.executionId, from: mail.from.email }), ...mail.headers },
      custom_args: { execution_id: mail.executionId },
      ...(content.put !== null && { substitutions: content.put(mail) }),
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

/** What stands in a request for all of its mails, and what is put into that for each. */
function contentFor(mails: readonly Mail[], first: Mail) {
  if (mails.length === 1) return { ...textsOfMail(first), put: null };
  const mould = first.copy?.mould;
  const copies = mails.flatMap(({ copy }) => (copy?.mould === mould ? (copy ?? []) : []));
  if (mould === undefined || mould.gaps > mostPlaces || copies.length < mails.length) {
    return { ...tags, put: wholePlaces };
  }
  const { text, html, substitutionsOf } = contentOf(mould, copies);
  return { text, html, put: ({ copy }: Mail) => (copy === undefined ? {} : substitutionsOf(copy)) };
}

function wholePlaces(mail: Mail): Record<string, string> {
  const { text, html } = textsOfMail(mail);
  return { [tags.text]: text, [tags.html]: html };
}

function attachment({ filename, type, content }: MailAttachment) {
  return { filename, type, content: Buffer.from(content).toString('base64'), disposition: 'attachment' };
}

function mailbox({ email, name }: Mailbox): Mailbox {
  return name === undefined ? { email } : { email, name };
}
