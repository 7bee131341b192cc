import { mailsOf } from '../../src/sandbox/mail/mails-of.js';
import type { SendGridMail } from '../../src/sandbox/mail/rules.js';
import { breaches, published } from './published.js';
import { type Behaviour, type Provider, type StandInOptions, startStandIn } from './stand-in.js';

export type { Behaviour } from './stand-in.js';

/** A mail as the stand-in received it. */
export interface TakenMail {
  readonly executionId: string | null;
  readonly from: { readonly email: string; readonly name?: string };
  readonly to: { readonly email: string; readonly name?: string };
  readonly replyTo: { readonly email: string; readonly name?: string } | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly filename: string; readonly type: string; readonly content: string }[];
  readonly authorization: string | null;
}

export interface MailStandIn {
  readonly url: string;
  /** Taken mails, oldest first. */
  readonly mails: readonly TakenMail[];
  /** How many requests to send came in, whatever became of them. */
  requests(): number;
  /** Those that follow come in turn when the one before has had its `times`. */
  behave(behaviour: Behaviour, ...following: readonly Behaviour[]): void;
  /** Resolves when that many mails were taken, or requests came in. */
  whenMails(count: number): Promise<void>;
  whenRequests(count: number): Promise<void>;
  close(): Promise<void>;
}

const description = published('sendgrid');

const sendgrid: Provider<TakenMail> = {
  shelf: 'mails',
  isSending: ({ method, path }) => method === 'POST' && path === '/v3/mail/send',
  take: ({ body, headers }, taken) => {
    const given: SendGridMail = JSON.parse(body);
    const wrong = breaches(description, 'sendMail', given);
    if (wrong.length > 0) {
      const errors = wrong.map((message) => ({ message, field: null, help: null }));
      return { things: [], answer: { status: 400, body: { errors } } };
    }
    const things = takenMails(given, headers.authorization ?? null);
    return { things, answer: { status: 202, headers: { 'x-message-id': `stand-in-${taken.length + 1}` } } };
  },
  errorBody: () => ({ errors: [{ message: 'as told', field: null }] }),
};

/** A server that answers like SendGrid's `POST /v3/mail/send`, and like it refuses what its published description forbids. */
export async function startMailStandIn(options: StandInOptions = {}): Promise<MailStandIn> {
  const { taken, whenTaken, ...standIn } = await startStandIn(sendgrid, options);
  return { ...standIn, mails: taken, whenMails: whenTaken };
}

function takenMails(mail: SendGridMail, authorization: string | null): TakenMail[] {
  const attachments = (mail.attachments ?? []).map(({ filename, type = '', content }) => ({
    filename,
    type,
    content: Buffer.from(content, 'base64').toString('utf8'),
  }));
  return mailsOf(mail).flatMap(({ to, from, replyTo, ...rest }) =>
    to.map((one) => ({
      ...rest,
      from: plain(from),
      to: plain(one),
      replyTo: replyTo === null ? null : plain(replyTo),
      attachments,
      authorization,
    })),
  );
}

function plain({ email, name }: SendGridMail['from']): TakenMail['from'] {
  return name === undefined ? { email } : { email, name };
}
