import { createLobPostcards } from '../../../../src/adapters/lob/postcards.js';
import { createSendgridMailer } from '../../../../src/adapters/sendgrid/mailer.js';
import { createTwilioTexter } from '../../../../src/adapters/twilio/texter.js';
import { createWebhookDeliveries } from '../../../../src/adapters/webhook/deliveries.js';
import { createSlackChat } from '../../../../src/slack/chat/chat.js';
import { createSlackClient } from '../../../../src/slack/chat/slack-client.js';
import { startMailStandIn, type TakenMail } from '../../../support/mail-stand-in.js';
import { startPostcardStandIn, type TakenPostcard } from '../../../support/postcard-stand-in.js';
import { type ShownInSlack, startSlackStandIn } from '../../../support/slack-stand-in.js';
import { startTextStandIn, type TakenText } from '../../../support/text-stand-in.js';
import { startWebhookStandIn, type TakenDelivery } from '../../../support/webhook-stand-in.js';
import { keyOfAddress, keyOfName, keyOfPhone, type Touch, touchesIn, wordsOf } from './words.js';

/** What got to somebody outside, by the person it is about. */
export interface Arrival {
  readonly key: string;
  readonly touch: Touch;
}

/**
 * Everybody outside, reached over HTTP by the adapters that reach the real ones. What arrived is read from what it says, not
 * from what the program notes of it.
 */
export async function startOutside() {
  const mails = await startMailStandIn();
  const phones = await startTextStandIn({ numbers: [{ number: '+15005550006', label: 'Sales', sms: true }] });
  const printer = await startPostcardStandIn();
  const messages: ShownInSlack[] = [];
  const channels = [{ id: 'C0SALES', name: 'sales' }];
  const slack = await startSlackStandIn({ channels, shows: (message) => messages.push(message) });
  const webhooks = createWebhookDeliveries({ secret: Buffer.alloc(32, 5), reach: 'any' });
  const receiver = await startWebhookStandIn({ secret: webhooks.secretOf });
  const here = (url: string) => `${receiver.url}${new URL(url).pathname}`;
  const mailer = createSendgridMailer({ apiKey: 'SG.agreement', baseUrl: mails.url });
  const [accountSid, authToken] = [`AC${'0'.repeat(32)}`, '1'.repeat(32)];
  const client = createSlackClient({ token: 'xoxb-agreement', apiUrl: `${slack.url}/api/` });
  /** A message is rewritten often: what it has shown once has arrived. */
  const seen = new Set<string>();
  const newIn = (message: ShownInSlack) =>
    inSlack(message).filter(({ key, touch }) => {
      const line = `${message.ts} ${key} ${touch.what}`;
      return !seen.has(line) && seen.add(line);
    });
  const shelves = [
    shelf(mails.mails, (mail) => (mail.attachments.length > 0 ? ofListMail(mail) : [ofMail(mail)])),
    shelf(phones.taken, (text) => [ofText(text)]),
    shelf(printer.taken, (card) => [ofCard(card)]),
    shelf(receiver.taken, ofDelivery),
    shelf(messages, newIn),
  ];
  return {
    mailer,
    texter: createTwilioTexter({ accountSid, authToken, baseUrl: phones.url, publicUrl: null }),
    postcards: createLobPostcards({ apiKey: 'test_agreement', baseUrl: printer.url }),
    deliveries: {
      ...webhooks,
      deliver: (delivery, url) => webhooks.deliver(delivery, here(url)),
      tell: (event, url) => webhooks.tell(event, here(url)),
    } satisfies typeof webhooks,
    chat: createSlackChat({ client }),
    /** What arrived since this was asked last. */
    arrived: (): Arrival[] => shelves.flatMap((since) => since()),
    close: async () => {
      mailer.close();
      for (const one of [mails, phones, printer, slack, receiver]) await one.close();
    },
  };
}

export type Outside = Awaited<ReturnType<typeof startOutside>>;

/** Reads what comes onto a shelf, each thing once. */
function shelf<T>(taken: readonly T[], read: (thing: T) => Arrival[]): () => Arrival[] {
  let read_ = 0;
  return () => {
    const fresh = taken.slice(read_);
    read_ = taken.length;
    return fresh.flatMap(read);
  };
}

function ofMail({ to, subject }: TakenMail): Arrival {
  return { key: keyOfAddress(to.email), touch: { what: `email ${subject}`, in: null } };
}

function ofText({ to, body }: TakenText): Arrival {
  return { key: keyOfPhone(to), touch: { what: `sms ${body}`, in: null } };
}

function ofCard({ fields }: TakenPostcard): Arrival {
  return { key: keyOfName(fields.to.name ?? ''), touch: { what: `postcard ${wordsOf(fields.back)}`, in: null } };
}

/** A list by mail: its name begins the subject, its lines are the file's. */
function ofListMail({ to, subject, attachments }: TakenMail): Arrival[] {
  const [head = '', ...lines] = (attachments[0]?.content ?? '').trim().split('\r\n');
  const column = head.split(',').indexOf('email');
  const [list = ''] = subject.split(':');
  return lines.map((line) => {
    const email = line.split(',')[column] ?? '';
    return { key: keyOfAddress(email), touch: { what: `fulfillment ${list}`, in: to.email } };
  });
}

interface ToldByWebhook {
  readonly type: string;
  readonly data: {
    readonly list?: { readonly name: string };
    readonly lines?: readonly { readonly contact: { readonly email: string } }[];
    readonly step?: { readonly name: string };
    readonly contact?: { readonly email: string };
  };
}

function ofDelivery({ body }: TakenDelivery): Arrival[] {
  const { list, lines = [], step, contact } = (body as ToldByWebhook).data;
  if (contact !== undefined) {
    return [{ key: keyOfAddress(contact.email), touch: { what: `webhook ${step?.name}`, in: null } }];
  }
  return lines.map((line) => {
    return { key: keyOfAddress(line.contact.email), touch: { what: `fulfillment ${list?.name}`, in: 'webhook' } };
  });
}

function inSlack({ channel, blocks }: ShownInSlack): Arrival[] {
  return touchesIn(blocks).map(({ key, what }) => ({ key, touch: { what, in: channel } }));
}
