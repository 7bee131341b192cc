import { startMailStandIn } from '../support/mail-stand-in.js';
import { startPostcardStandIn } from '../support/postcard-stand-in.js';
import { startSlackStandIn } from '../support/slack-stand-in.js';
import { type Provider, startStandIn } from '../support/stand-in.js';
import { startTextStandIn } from '../support/text-stand-in.js';
import type { Weather } from './weather.js';

/** What a webhook was told under an id that it had not seen. */
export interface TakenParcel {
  readonly id: string;
  /** Of a list: its lines' ids; of a rule: none. */
  readonly lines: readonly string[];
}

/** A receiver of webhooks that takes an id once, as docs/fulfillment.md asks of receivers. */
const receiver: Provider<TakenParcel> = {
  shelf: 'parcels',
  isSending: ({ method, path }) => method === 'POST' && path === '/hook',
  take: ({ body, headers }, taken) => {
    const id = String(headers['webhook-id']);
    const { data } = JSON.parse(body) as { data: { lines?: readonly { readonly id: string }[] } };
    const parcel = { id, lines: (data.lines ?? []).map((line) => line.id) };
    return { things: taken.some((one) => one.id === id) ? [] : [parcel], answer: { status: 204 } };
  },
  errorBody: () => ({}),
};

/** Everybody outside, each with weather of their own. `nowMs` is the clock of the provider that says when it took something. */
export async function startProviders(weather: Weather, nowMs: () => number) {
  const usually = (name: string) => ({ usually: weather.of(name) });
  const mails = await startMailStandIn(usually('mails'));
  const numbers = [{ number: '+15005550006', label: 'Sales', sms: true }];
  const texts = await startTextStandIn({ ...usually('texts'), numbers, nowMs });
  const cards = await startPostcardStandIn(usually('cards'));
  const parcels = await startStandIn(receiver, usually('parcels'));
  const slack = await startSlackStandIn(usually('slack'));
  return {
    mails,
    texts,
    cards,
    parcels,
    slack,
    /** How the program is told of them. */
    env: {
      SLACK_BOT_TOKEN: 'xoxb-crash',
      SLACK_SIGNING_SECRET: 'signing-secret-of-crash',
      SLACK_API_URL: `${slack.url}/api/`,
      SENDGRID_API_KEY: 'SG.crash',
      SENDGRID_BASE_URL: mails.url,
      MAIL_FROM: 'sales@harbor.example',
      POSTAL_ADDRESS: '12 Pier Road, Portland',
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: '1'.repeat(32),
      TWILIO_BASE_URL: texts.url,
      LOB_API_KEY: 'live_crash',
      LOB_FROM: 'Example Inc., 1 Main Street, Springfield, IL 62701',
      LOB_BASE_URL: cards.url,
      WEBHOOK_REACH: 'any',
    },
    /** How many requests came in at all of them. */
    requests: () => [mails, texts, cards, parcels, slack].reduce((sum, one) => sum + one.requests(), 0),
    close: async () => {
      for (const one of [mails, texts, cards, parcels, slack]) await one.close();
    },
  };
}

export type Providers = Awaited<ReturnType<typeof startProviders>>;
