import { breaches, published } from './published.js';
import { type Behaviour, type Provider, startStandIn } from './stand-in.js';

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
    const given = JSON.parse(body);
    const wrong = breaches(description, 'sendMail', given);
    if (wrong.length > 0) {
      const errors = wrong.map((message) => ({ message, field: null, help: null }));
      return { things: [], answer: { status: 400, body: { errors } } };
    }
    const things = readMails(given, headers.authorization ?? null);
    return { things, answer: { status: 202, headers: { 'x-message-id': `stand-in-${taken.length + 1}` } } };
  },
  errorBody: () => ({ errors: [{ message: 'as told', field: null }] }),
};

/** A server that answers like SendGrid's `POST /v3/mail/send`, and like it refuses what its published description forbids. */
export async function startMailStandIn(options: { port?: number } = {}): Promise<MailStandIn> {
  const { taken, whenTaken, ...standIn } = await startStandIn(sendgrid, options);
  return { ...standIn, mails: taken, whenMails: whenTaken };
}

interface SendBody {
  personalizations: { to: TakenMail['to'][]; headers?: Record<string, string>; custom_args?: Record<string, string> }[];
  from: TakenMail['from'];
  reply_to?: TakenMail['from'];
  subject: string;
  content: { type: string; value: string }[];
  attachments?: { filename: string; type: string; content: string }[];
  headers?: Record<string, string>;
  custom_args?: Record<string, string>;
}

function readMails(body: SendBody, authorization: string | null): TakenMail[] {
  const content = (type: string) => body.content.find((part) => part.type === type)?.value ?? '';
  return body.personalizations.flatMap((one) =>
    one.to.map((to) => ({
      executionId: one.custom_args?.execution_id ?? body.custom_args?.execution_id ?? null,
      from: body.from,
      to,
      replyTo: body.reply_to ?? null,
      subject: body.subject,
      text: content('text/plain'),
      html: content('text/html'),
      headers: { ...body.headers, ...one.headers },
      attachments: (body.attachments ?? []).map(({ filename, type, content: base64 }) => ({
        filename,
        type,
        content: Buffer.from(base64, 'base64').toString('utf8'),
      })),
      authorization,
    })),
  );
}
