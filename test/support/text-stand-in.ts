import { breaches, published } from './published.js';
import {
  type Answer,
  type Incoming,
  type Provider,
  type StandIn,
  type StandInOptions,
  startStandIn,
} from './stand-in.js';

/** A text as the stand-in received it. */
export interface TakenText {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly statusCallback: string | null;
  readonly authorization: string | null;
  /** As Twilio writes it: RFC 2822, to the second. */
  readonly createdAt: string;
}

/** A number of the account, and whether it can send texts. */
export interface StandInNumber {
  readonly number: string;
  readonly label: string;
  readonly sms: boolean;
}

export type TextStandIn = StandIn<TakenText>;

const description = published('twilio');
const account = /^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/(\w+)\.json$/;
const resourceOf = ({ path }: Incoming) => account.exec(path)?.[1] ?? null;

/**
 * A server that answers like Twilio's Messages and IncomingPhoneNumbers, and like Twilio refuses what its published
 * description forbids. `pageSize` makes its pages shorter than what is asked for.
 */
export function startTextStandIn(
  options: StandInOptions & {
    readonly numbers?: readonly StandInNumber[];
    readonly pageSize?: number;
    /** Its clock, in milliseconds since 1970; the machine's unless told. */
    readonly nowMs?: () => number;
  } = {},
): Promise<TextStandIn> {
  const page = (request: Incoming, key: string, all: readonly unknown[]): Answer => {
    const wrong = breaches(description, `list${resourceOf(request)}`, Object.fromEntries(request.query));
    if (wrong.length > 0) return refusal(20001, wrong.join('; '));
    const size = Math.min(Number(request.query.get('PageSize') ?? 50), options.pageSize ?? 1000);
    const nth = Number(request.query.get('Page') ?? 0);
    const items = all.slice(nth * size, (nth + 1) * size);
    const next = new URLSearchParams(request.query);
    next.set('Page', String(nth + 1));
    const nextUri = all.length > (nth + 1) * size ? `${request.path}?${next}` : null;
    return { status: 200, body: { [key]: items, page: nth, page_size: size, next_page_uri: nextUri } };
  };

  const twilio: Provider<TakenText> = {
    shelf: 'texts',
    isSending: (request) => request.method === 'POST' && resourceOf(request) === 'Messages',
    take: ({ body, headers }, taken) => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      const wrong = breaches(description, 'createMessage', fields);
      if (wrong.length > 0) return { things: [], answer: refusal(21602, wrong.join('; ')) };
      const text: TakenText = {
        sid: `SM${String(taken.length + 1).padStart(32, '0')}`,
        from: fields.From ?? '',
        to: fields.To ?? '',
        body: fields.Body ?? '',
        statusCallback: fields.StatusCallback ?? null,
        authorization: headers.authorization ?? null,
        createdAt: new Date((options.nowMs ?? Date.now)()).toUTCString().replace('GMT', '+0000'),
      };
      return { things: [text], answer: { status: 201, body: message(text) } };
    },
    errorBody: (status) => ({ code: null, message: 'as told', more_info: '', status }),
    look: (request, taken) => {
      if (request.method !== 'GET') return null;
      switch (resourceOf(request)) {
        case 'Messages': {
          const { From, To } = Object.fromEntries(request.query);
          const asked = taken.filter((text) => (!From || text.from === From) && (!To || text.to === To));
          return page(request, 'messages', asked.toReversed().map(message));
        }
        case 'IncomingPhoneNumbers':
          return page(request, 'incoming_phone_numbers', (options.numbers ?? []).map(incomingNumber));
        default:
          return null;
      }
    },
  };
  return startStandIn(twilio, options);
}

function refusal(code: number, message: string): Answer {
  return { status: 400, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 } };
}

function message({ sid, from, to, body, createdAt }: TakenText) {
  return { sid, from, to, body, status: 'queued', direction: 'outbound-api', date_created: createdAt, date_sent: null };
}

function incomingNumber({ number, label, sms }: StandInNumber) {
  return { phone_number: number, friendly_name: label, capabilities: { voice: true, sms, mms: false } };
}
