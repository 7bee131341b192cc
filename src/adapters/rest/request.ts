import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { startStopwatch } from '../system/stopwatch.js';

/** When requests end that nobody answers. */
export interface RequestEnds {
  /** How long handing something over, or asking for something, may take altogether; 30 s unless told. Shorter than the lease of what is being sent. */
  readonly timeoutMs?: number;
  /** Ends whatever is open, as if the connection had broken, and lets nothing new begin: for a program that stops. */
  readonly hangUp?: AbortSignal;
}

export const usualTimeoutMs = 30_000;

export interface RestRequest extends RequestEnds {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of the system's own looking up of names. */
  readonly lookup?: LookupFunction;
  /**
   * Asked when everything but the last byte is written, which it waits for; where it says no, the connection is closed
   * instead. Without it everything is written at once. For requests with a body.
   */
  readonly mayLeave?: () => Promise<boolean>;
  /** Keeps connections for the next request; without one each request has a connection of its own. */
  readonly agent?: http.Agent;
}

export type RestAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** Null where it broke off or is longer than anybody's answer should be. */
      readonly body: string | null;
    }
  /**
   * `left` says whether the request can have left at all: without its last byte nobody can act on it; `code` is the system's
   * word for what went wrong, or {@link notLet}.
   */
  | { readonly kind: 'none'; readonly left: boolean; readonly code: string };

/** It was not to leave after all. */
export const notLet = 'ENOTLET';

const maxAnswerBytes = 10_000_000;

/**
 * A kept connection that was idle for longer is not used again (milliseconds): shorter than what servers let pass before
 * they close one (Node's 5 s are the shortest that is usual), since a request that meets the end of its connection is one
 * that nobody knows the end of.
 */
const mostIdleMs = 4_000;

/** When kept connections were used last: how many milliseconds ago. */
const idleMs = new WeakMap<Socket, () => number>();

/**
 * One HTTP exchange. Never rejects.
 *
 * Not `fetch`, and no connection is kept unless an agent is given: what matters here is whether a request that failed can
 * have been received. `fetch` says ECONNRESET for a broken TLS handshake and for a connection cut after the body alike,
 * and a kept connection that the other side is just closing makes a doubtful case of a request that nobody saw. A
 * redirect is an answer like any other.
 *
 * Nothing is written before there is a connection, nor after the time is up: a process that stood still meanwhile does not
 * go on with what others may have taken over.
 */
export function restRequest({ body = '', ...request }: RestRequest): Promise<RestAnswer> {
  // Many mails make a long text: nothing keeps it beside its bytes while the request is open.
  return exchangeAnew(request, Buffer.from(body));
}

async function exchangeAnew(request: Omit<RestRequest, 'body'>, body: Buffer): Promise<RestAnswer> {
  const takenMs = startStopwatch();
  for (;;) {
    const answer = await exchange(request, body, takenMs);
    if (answer.kind !== 'stale') return answer;
  }
}

/** `stale`: the kept connection was idle for too long and is closed; nothing was written to it. */
function exchange(
  request: Omit<RestRequest, 'body'>,
  body: Buffer,
  takenMs: () => number,
): Promise<RestAnswer | { readonly kind: 'stale' }> {
  return new Promise((resolve) => {
    const url = new URL(request.url);
    const isSecure = url.protocol === 'https:';
    const { hangUp, mayLeave, timeoutMs = usualTimeoutMs } = request;
    let left = false;
    let answered = false;
    let stale = false;
    let used: Socket | null = null;
    const outgoing = (isSecure ? https : http).request(url, {
      method: request.method,
      headers: { ...request.headers, ...(body.length > 0 && { 'content-length': String(body.length) }) },
      agent: request.agent ?? false,
      ...(request.lookup && { lookup: request.lookup }),
    });
    const giveUp = () => outgoing.destroy(new TimeUp());
    const leave = () => outgoing.destroy(new HungUp());
    const timer = setTimeout(giveUp, Math.max(1, timeoutMs - takenMs()));
    hangUp?.addEventListener('abort', leave);
    if (hangUp?.aborted) leave();
    const end = () => {
      clearTimeout(timer);
      hangUp?.removeEventListener('abort', leave);
    };
    const finish = (answer: RestAnswer) => {
      end();
      if (used !== null) idleMs.set(used, startStopwatch());
      resolve(answer);
    };
    const finishWriting = (rest: Buffer) => {
      left = takenMs() < timeoutMs && !outgoing.destroyed && !answered;
      if (left) outgoing.end(rest.length > 0 ? rest : undefined);
      else if (!answered) giveUp();
    };
    const write = () => {
      if (mayLeave === undefined || takenMs() >= timeoutMs) return finishWriting(body);
      outgoing.write(body.subarray(0, -1));
      void mayLeave().then((may) => (may ? finishWriting(body.subarray(-1)) : outgoing.destroy(new NotLet())));
    };
    outgoing.once('socket', (socket) => {
      used = socket;
      stale = (idleMs.get(socket)?.() ?? 0) >= mostIdleMs;
      idleMs.delete(socket);
      if (stale) giveUp();
      else if (outgoing.reusedSocket) write();
      else socket.once(isSecure ? 'secureConnect' : 'connect', write);
    });
    outgoing.on('error', (error) => {
      if (stale) {
        end();
        resolve({ kind: 'stale' });
      } else if (!answered) finish({ kind: 'none', left, code: codeOf(error) });
    });
    outgoing.once('response', async (response) => {
      answered = true;
      const status = response.statusCode ?? 0;
      finish({ kind: 'answer', status, headers: response.headers, body: await read(response) });
    });
  });
}

class TimeUp extends Error {
  readonly code = 'ETIMEDOUT';
}

class NotLet extends Error {
  readonly code = notLet;
}

class HungUp extends Error {
  readonly code = 'ECANCELED';
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
}

async function read(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxAnswerBytes) return null;
    }
  } catch {
    // The status came, and it is what counts.
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}
