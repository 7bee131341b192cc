import type { SendGridMail } from './rules.js';

type Mailbox = SendGridMail['from'];

/** A mail as one personalization makes it: what that says goes before what the request says, substitutions are made. */
export interface PersonalMail {
  readonly executionId: string | null;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly replyTo: Mailbox | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly name: string; readonly text: string }[];
}

/** The mails of a request, one a personalization. */
export function mailsOf(mail: SendGridMail): PersonalMail[] {
  const part = (type: string) => mail.content.find((content) => content.type === type)?.value ?? '';
  const files = (mail.attachments ?? []).map(({ filename, content }) => {
    return { name: filename, text: Buffer.from(content, 'base64').toString('utf8') };
  });
  return mail.personalizations.map((personal) => {
    const fill = (text: string) =>
      Object.entries(personal.substitutions ?? {}).reduce(
        (filled, [tag, value]) => filled.replaceAll(tag, () => value),
        text,
      );
    const replyTo = mail.reply_to ?? mail.reply_to_list?.[0];
    return {
      executionId: { ...mail.custom_args, ...personal.custom_args }.execution_id ?? null,
      from: personal.from ?? mail.from,
      to: personal.to,
      replyTo: replyTo === undefined ? null : { ...replyTo, email: fill(replyTo.email) },
      subject: fill(personal.subject ?? mail.subject ?? ''),
      text: fill(part('text/plain')),
      html: fill(part('text/html')),
      headers: { ...mail.headers, ...personal.headers },
      ...(files.length === 0 ? {} : { files }),
    };
  });
}
