import type { MayLeave } from '../../app/ports/sending-outcome.js';
import { type RequestEnds, type RestAnswer, restRequest } from '../rest/request.js';

export interface TwilioOptions extends RequestEnds {
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid: string;
  readonly authToken: string;
  /** `https://api.twilio.com`, or a stand-in. */
  readonly baseUrl: string;
  /** Where the world reaches this program; null: no status reports. */
  readonly publicUrl: string | null;
}

/** Requests to one account of Twilio's REST API of 2010-04-01. */
export function twilioAccount(options: TwilioOptions) {
  const authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
  const { timeoutMs, hangUp } = options;
  const ends = { ...(timeoutMs !== undefined && { timeoutMs }), ...(hangUp && { hangUp }) };
  const request = (method: 'GET' | 'POST', uri: string, body?: string, mayLeave?: MayLeave): Promise<RestAnswer> =>
    restRequest({
      method,
      url: `${options.baseUrl.replace(/\/+$/, '')}${uri}`,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body !== undefined && { body }),
      ...(mayLeave && { mayLeave }),
      ...ends,
    });
  const resource = (name: string) => `/2010-04-01/Accounts/${options.accountSid}/${name}.json`;
  return {
    /** Posts form fields to a resource of the account, such as `Messages`. */
    post: (name: string, fields: Readonly<Record<string, string>>, mayLeave?: MayLeave) =>
      request('POST', resource(name), new URLSearchParams(fields).toString(), mayLeave),
    /** The first page of a list. */
    list: (name: string, filters: Readonly<Record<string, string>>) =>
      request('GET', `${resource(name)}?${new URLSearchParams(filters)}`),
    /** A further page, by the `next_page_uri` that the page before named. */
    page: (uri: string) => request('GET', uri),
  };
}

export type TwilioAccount = ReturnType<typeof twilioAccount>;
