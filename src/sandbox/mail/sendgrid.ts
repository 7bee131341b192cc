import express, { type Request, type Response, Router } from 'express';
import type { DateTime } from 'luxon';
import type { Ids } from '../../app/ports/ids.js';
import type { Program } from '../program.js';
import type { OutboxMail } from '../protocol.js';
import type { Store } from '../store/store.js';
import { mailsOf } from './mails-of.js';
import { readMail, type SendGridMail } from './rules.js';

/** Where SendGrid's client finds `/v3/mail/send`: its base URL is this below the sandbox's own. */
export const SENDGRID_PATH = '/sandbox/sendgrid';

/** Any key beginning as SendGrid's do is taken. */
const KEY = /^Bearer\s+SG\.\S+$/;

/**
 * SendGrid's mail endpoint: 202 with X-Message-Id for what it takes (which then lies in the outbox, also after a kill),
 * 401 without a key, 400 with `errors` for what SendGrid would refuse.
 */
export function createSendGrid(parts: {
  readonly store: Store;
  readonly program: Pick<Program, 'now'>;
  readonly ids: Ids;
}): Router {
  const { store, program, ids } = parts;
  const router = Router();
  router.use(express.json({ limit: '30mb' }));
  router.post('/v3/mail/send', async (request: Request, response: Response) => {
    if (!KEY.test(request.headers.authorization ?? '')) {
      const message = 'The provided authorization grant is invalid, expired, or revoked';
      response.status(401).json({ errors: [{ message, field: null, help: null }] });
      return;
    }
    const read = readMail(request.body);
    if (!read.ok) {
      response.status(400).json({ errors: read.errors });
      return;
    }
    const sentAt = (await program.now()).toUTC();
    const messageId = ids.next();
    store.outbox.add(outboxMails(read.mail, messageId, sentAt));
    store.announce();
    await store.outbox.saved();
    response.status(202).set('X-Message-Id', messageId).end();
  });
  return router;
}

function outboxMails(mail: SendGridMail, messageId: string, sentAt: DateTime): OutboxMail[] {
  return mailsOf(mail).map(({ from, to, replyTo, ...rest }, index) => ({
    ...rest,
    id: `${messageId}.${index}`,
    from: shown(from),
    to: to.map(shown).join(', '),
    replyTo: replyTo === null ? null : shown(replyTo),
    sentAt: sentAt.toISO() ?? '',
    events: [],
  }));
}

function shown(box: { readonly email: string; readonly name?: string | undefined }): string {
  return box.name === undefined || box.name === '' ? box.email : `${box.name} <${box.email}>`;
}
