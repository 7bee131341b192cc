import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  readonly authorization: string | null;
}

/** How coming requests are treated. */
export interface Behaviour {
  /** A status to answer with, no answer at all, or a connection that is cut. */
  readonly answer: number | 'hang' | 'reset';
  /** Whether the mail is taken all the same; for 2xx answers it always is. */
  readonly taken?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How long the answer takes (milliseconds); a mail that is taken is taken at once. */
  readonly delayMs?: number;
  /** For how many requests; without it, until the next behaviour is set. */
  readonly times?: number;
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

/**
 * A server that answers like SendGrid's `POST /v3/mail/send`. Other processes look into it and steer it by
 * `GET /mails` (`?atLeast=500` waits until there are as many), `DELETE /mails`, `GET /requests` and `POST /behaviour`
 * with a {@link Behaviour}.
 */
export async function startMailStandIn(options: { port?: number } = {}): Promise<MailStandIn> {
  const mails: TakenMail[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  let requests = 0;
  let behaviour: Behaviour = { answer: 202 };
  let following: readonly Behaviour[] = [];
  let left = Number.POSITIVE_INFINITY;

  const behave = (next: Behaviour, ...then: readonly Behaviour[]) => {
    behaviour = next;
    following = then;
    left = next.times ?? Number.POSITIVE_INFINITY;
  };
  const until = async (reached: () => boolean) => {
    while (!reached()) await once(changes, 'change');
  };

  function takeRequest(request: IncomingMessage, response: ServerResponse, body: string) {
    requests += 1;
    const now = behaviour;
    if (--left <= 0) {
      const [next = { answer: 202 }, ...then] = following;
      behave(next, ...then);
    }
    const good = typeof now.answer === 'number' && now.answer >= 200 && now.answer < 300;
    if (good || now.taken) mails.push(...readMails(JSON.parse(body), request.headers.authorization ?? null));
    changes.emit('change');
    if (now.answer === 'hang') return;
    if (now.answer === 'reset') return void request.socket.resetAndDestroy();
    const messageId = good ? { 'x-message-id': `stand-in-${requests}` } : {};
    const status = now.answer;
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json', ...messageId, ...now.headers });
      response.end(good ? '' : JSON.stringify(now.body ?? { errors: [{ message: 'as told', field: null }] }));
    }, now.delayMs ?? 0);
  }

  async function route(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const answer = (value: unknown) => response.end(JSON.stringify(value));
    const body = await readBody(request);
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /v3/mail/send':
        return takeRequest(request, response, body);
      case 'GET /mails':
        await until(() => mails.length >= Number(url.searchParams.get('atLeast') ?? 0));
        return answer(mails);
      case 'DELETE /mails':
        mails.length = 0;
        return answer({});
      case 'GET /requests':
        return answer({ requests });
      case 'POST /behaviour':
        behave(JSON.parse(body));
        return answer({});
      default:
        response.statusCode = 404;
        return answer({});
    }
  }

  const server = createServer((request, response) => {
    // A client that goes away in the middle of its request is a case under test, not a fault.
    route(request, response).catch(() => request.socket.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    requests: () => requests,
    behave,
    whenMails: (count) => until(() => mails.length >= count),
    whenRequests: (count) => until(() => requests >= count),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface SendBody {
  personalizations: { to: TakenMail['to'][]; headers?: Record<string, string>; custom_args?: Record<string, string> }[];
  from: TakenMail['from'];
  reply_to?: TakenMail['from'];
  subject: string;
  content: { type: string; value: string }[];
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
      authorization,
    })),
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
