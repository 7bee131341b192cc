import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { readMail } from '../src/sandbox/mail/rules.js';

/** What the stand-in has taken since it was asked last. */
export interface Taken {
  readonly requests: number;
  readonly mails: number;
  /** Mails that came under the id of one before. */
  readonly doubled: number;
  /** Requests that SendGrid's rules forbid. */
  readonly refused: number;
}

/**
 * A stand-in for SendGrid that reads every request by SendGrid's published rules and counts the mails that it takes; it
 * keeps none. `GET /taken` answers what came since it was asked last; `PUT /delay` says after how many milliseconds requests are
 * answered from then on, which is at once until then. Answers its address.
 */
export async function serveMails(): Promise<string> {
  let counts = { requests: 0, mails: 0, doubled: 0, refused: 0 };
  let delayMs = 0;
  const seen = new Set<string>();
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(counts));
      counts = { requests: 0, mails: 0, doubled: 0, refused: 0 };
      return seen.clear();
    }
    if (request.method === 'PUT') {
      delayMs = Number(await bodyOf(request));
      return response.end();
    }
    const read = readMail(JSON.parse(await bodyOf(request)));
    counts.requests += 1;
    if (!read.ok) {
      counts.refused += 1;
      return response.writeHead(400).end(JSON.stringify({ errors: read.errors }));
    }
    for (const { to, custom_args } of read.mail.personalizations) {
      counts.mails += to.length;
      const id = custom_args?.execution_id ?? '';
      if (seen.has(id)) counts.doubled += 1;
      seen.add(id);
    }
    if (delayMs > 0) await pass(delayMs);
    response.writeHead(202, { 'x-message-id': `bench-${counts.requests}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
