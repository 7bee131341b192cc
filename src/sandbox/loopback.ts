import type { NextFunction, Request, Response } from 'express';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets only this machine's own requests in. The sandbox listens on loopback, yet web pages reach loopback too:
 * - a page on a name that was rebound to 127.0.0.1 shows its name in `Host`;
 * - a form or script on another site shows its origin in `Origin` (browsers send it with every POST) or in
 *   `Sec-Fetch-Site`. Programs such as Slack's and SendGrid's clients send neither.
 */
export function loopbackOnly(request: Request, response: Response, next: NextFunction): void {
  const host = request.headers.host ?? '';
  if (!LOOPBACK_HOST.test(host)) {
    response.status(403).json({ error: 'The sandbox answers to localhost only' });
    return;
  }
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (!reading && !isSameOrigin(request, host)) {
    response.status(403).json({ error: 'The sandbox takes requests from its own page only' });
    return;
  }
  next();
}

function isSameOrigin(request: Request, host: string): boolean {
  const { origin } = request.headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase()) return false;
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** A POST of the page carries JSON: a form on another site cannot send that without asking first. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'POST' && request.is('application/json') === false) {
    response.status(415).json({ error: 'Send application/json' });
    return;
  }
  next();
}
