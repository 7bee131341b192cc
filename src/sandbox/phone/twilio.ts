import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Ids } from '../../app/ports/ids.js';
import type { Program } from '../program.js';
import type { PhoneText } from '../protocol.js';
import type { Store } from '../store/store.js';
import { sandboxAccount } from './account.js';
import { readText } from './rules.js';

const authorization = `Basic ${Buffer.from(`${sandboxAccount.accountSid}:${sandboxAccount.authToken}`).toString('base64')}`;

/**
 * Twilio's Messages and IncomingPhoneNumbers of one account: 201 for a text that it takes (which then lies on the phone,
 * also after a kill), 401 without the account's token, 400 with Twilio's error for what Twilio would refuse, to a number
 * that has answered STOP too.
 */
export function createTwilio(parts: {
  readonly store: Store;
  readonly program: Pick<Program, 'now'>;
  readonly ids: Ids;
}): Router {
  const { store, program, ids } = parts;
  const router = Router();
  const account = `/2010-04-01/Accounts/${sandboxAccount.accountSid}`;
  router.use(express.urlencoded({ extended: false, limit: '100kb' }), onlyAccount);
  router.post(`${account}/Messages.json`, async (request: Request, response: Response) => {
    const read = readText(request.body ?? {}, stopped(store));
    if (!read.ok) {
      const { code, message } = read;
      response
        .status(400)
        .json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 });
      return;
    }
    const sentAt = (await program.now()).toUTC();
    const sid = `SM${ids.next().replaceAll('-', '')}`;
    const text: PhoneText = { id: sid, ...read.text, sentAt: sentAt.toISO() ?? '', events: [] };
    store.phone.add([text]);
    store.announce();
    await store.phone.saved();
    response.status(201).json(message(text));
  });
  router.get(`${account}/Messages.json`, (request, response) => {
    const { From, To } = request.query;
    const asked = store.phone.taken.filter(({ from, to }) => (!From || from === From) && (!To || to === To));
    response.json({ messages: asked.toReversed().map(message), next_page_uri: null });
  });
  router.get(`${account}/IncomingPhoneNumbers.json`, (_request, response) => {
    const numbers = sandboxAccount.numbers.map(({ number, label }) => {
      return { phone_number: number, friendly_name: label, capabilities: { voice: true, sms: true, mms: false } };
    });
    response.json({ incoming_phone_numbers: numbers, next_page_uri: null });
  });
  return router;
}

const onlyAccount: RequestHandler = (request, response, next) => {
  if (request.get('authorization') === authorization) return next();
  response.status(401).json({ code: 20003, message: 'Authenticate', status: 401 });
};

/** Numbers whose last word about it was STOP. */
function stopped(store: Store): ReadonlySet<string> {
  const wishes = store.phone.taken.flatMap(({ to, events }) => events.map(({ kind, at }) => ({ to, kind, at })));
  const last = new Map(wishes.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ to, kind }) => [to, kind]));
  return new Set([...last].flatMap(([to, kind]) => (kind === 'stop' ? to : [])));
}

/** A text as Twilio lists it; its times are those of RFC 2822. */
function message({ id, from, to, body, sentAt }: PhoneText) {
  const created = new Date(sentAt).toUTCString().replace('GMT', '+0000');
  return { sid: id, from, to, body, status: 'delivered', date_created: created };
}
