import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How coming requests are treated. */
export interface Behaviour {
  /** A status to answer with, the provider's own answer, no answer at all, or a connection that is cut. */
  readonly answer: number | 'own' | 'hang' | 'reset';
  /** Whether what was handed over is taken all the same; for 2xx answers it always is. */
  readonly taken?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How long the answer takes (milliseconds); what is taken is taken at once. */
  readonly delayMs?: number;
  /** For how many requests; without it, until the next behaviour is set. */
  readonly times?: number;
}

/** A request as it came in. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What makes a stand-in that of one provider. */
export interface Provider<Taken> {
  /** What is taken, as other processes ask for it: `mails` for `GET /mails`. */
  readonly shelf: string;
  /** The requests that hand something over: `POST /v3/mail/send`. */
  isSending(request: Incoming): boolean;
  /** What a request hands over, and the answer to it when nothing was said about behaviour. */
  take(request: Incoming, taken: readonly Taken[]): { readonly things: readonly Taken[]; readonly answer: Answer };
  /** The body of an answer that is an error. */
  errorBody(status: number): unknown;
  /** Answers the provider's other questions; null where it has no such resource. */
  look?(request: Incoming, taken: readonly Taken[]): Answer | null;
}

export interface StandIn<Taken> {
  readonly url: string;
  /** What was taken, oldest first. */
  readonly taken: readonly Taken[];
  /** How many requests came in, whatever became of them. */
  requests(): number;
  /**
   * For requests that hand something over and for questions alike. Those that follow come in turn when the one before
   * has had its `times`.
   */
  behave(behaviour: Behaviour, ...following: readonly Behaviour[]): void;
  /** Resolves when that much was taken, or that many requests came in. */
  whenTaken(count: number): Promise<void>;
  whenRequests(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface StandInOptions {
  readonly port?: number;
  /** How a request is treated where nothing else was said; null: as the provider does. */
  readonly usually?: () => Behaviour | null;
}

/**
 * A server that answers as a provider does. Other processes look into it and steer it by `GET /<shelf>` (`?atLeast=500`
 * waits until there are as many), `DELETE /<shelf>`, `GET /requests` and `POST /behaviour` with a {@link Behaviour}.
 */
export async function startStandIn<Taken>(
  provider: Provider<Taken>,
  options: StandInOptions = {},
): Promise<StandIn<Taken>> {
  const taken: Taken[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  let requests = 0;
  let behaviour: Behaviour | null = null;
  let following: readonly Behaviour[] = [];
  let left = Number.POSITIVE_INFINITY;

  const behave = (next: Behaviour | null, ...then: readonly Behaviour[]) => {
    behaviour = next;
    following = then;
    left = next?.times ?? Number.POSITIVE_INFINITY;
  };
  const until = async (reached: () => boolean) => {
    while (!reached()) await once(changes, 'change');
  };

  function serve(incoming: Incoming, request: IncomingMessage, response: ServerResponse) {
    requests += 1;
    const told = behaviour ?? options.usually?.() ?? null;
    if (--left <= 0) {
      const [next = null, ...then] = following;
      behave(next, ...then);
    }
    const good =
      told === null ||
      told.answer === 'own' ||
      (typeof told.answer === 'number' && told.answer >= 200 && told.answer < 300);
    let answer: Answer = { status: 404, body: provider.errorBody(404) };
    if (provider.isSending(incoming) && (good || told.taken)) {
      const took = provider.take(incoming, taken);
      taken.push(...took.things);
      answer = took.answer;
    } else if (good) {
      answer = provider.look?.(incoming, taken) ?? answer;
    }
    changes.emit('change');
    if (told?.answer === 'hang') return;
    if (told?.answer === 'reset') return void request.socket.resetAndDestroy();
    const status = told === null || told.answer === 'own' ? answer.status : told.answer;
    const body = told?.body ?? (good ? answer.body : provider.errorBody(status));
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json', ...(good && answer.headers), ...told?.headers });
      response.end(body === undefined ? '' : JSON.stringify(body));
    }, told?.delayMs ?? 0);
  }

  async function route(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const answer = (value: unknown) => response.end(JSON.stringify(value));
    const body = await readBody(request);
    switch (`${request.method} ${url.pathname}`) {
      case `GET /${provider.shelf}`:
        await until(() => taken.length >= Number(url.searchParams.get('atLeast') ?? 0));
        return answer(taken);
      case `DELETE /${provider.shelf}`:
        taken.length = 0;
        return answer({});
      case 'GET /requests':
        return answer({ requests });
      case 'POST /behaviour':
        behave(JSON.parse(body));
        return answer({});
      default: {
        const { method = 'GET', headers } = request;
        return serve({ method, path: url.pathname, query: url.searchParams, headers, body }, request, response);
      }
    }
  }

  const server = createServer((request, response) => {
    // A client that goes away in the middle of its request is a case under test, not a fault.
    route(request, response).catch(() => request.socket.destroy());
  });
  // Node ends a connection that was idle for 5 s, and a request may be on its way to it: an end that nobody knows, which
  // only a test that asks for it may see.
  server.keepAliveTimeout = 0;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    requests: () => requests,
    behave,
    whenTaken: (count) => until(() => taken.length >= count),
    whenRequests: (count) => until(() => requests >= count),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
