import {
  type Answer,
  type Incoming,
  type Provider,
  type StandIn,
  type StandInOptions,
  startStandIn,
} from './stand-in.js';

/** A message as Slack has it. */
export interface TakenMessage {
  readonly channel: string;
  readonly ts: string;
  /** What its metadata says it is. */
  readonly key: string | null;
  /** The message that it stands below; `isBroadcast`: the conversation shows it too. */
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
}

const api = '/api/';

/** What a message of a conversation shows from now on. */
export interface ShownInSlack {
  readonly channel: string;
  readonly ts: string;
  /** Block Kit, as JSON. */
  readonly blocks: string;
}

/**
 * As much of Slack's Web API as a worker calls. Conversations with somebody are called `D` and their id. `channels` are those
 * that the app is in; `shows` hears of every message that is posted or rewritten.
 */
export function startSlackStandIn({
  channels = [],
  shows = () => undefined,
  ...options
}: StandInOptions & {
  readonly channels?: readonly { readonly id: string; readonly name: string }[];
  readonly shows?: (message: ShownInSlack) => void;
} = {}): Promise<StandIn<TakenMessage>> {
  const slack: Provider<TakenMessage> = {
    shelf: 'messages',
    isSending: ({ method, path }) => method === 'POST' && path === `${api}chat.postMessage`,
    take: (request, taken) => {
      const { channel = '', blocks = '[]', metadata, thread_ts: threadTs = null, reply_broadcast } = fieldsOf(request);
      const key: unknown = metadata === undefined ? null : JSON.parse(metadata).event_payload?.key;
      const last = Number(taken.at(-1)?.ts ?? 0);
      const ts = Math.max(Date.now() / 1000, last + 0.000_01).toFixed(6);
      const isBroadcast = reply_broadcast === 'true';
      shows({ channel, ts, blocks });
      const message = { channel, ts, key: typeof key === 'string' ? key : null, threadTs, isBroadcast };
      return { things: [message], answer: ok({ channel, ts }) };
    },
    errorBody: () => ({ ok: false, error: 'internal_error' }),
    look: (request, taken) => {
      const fields = fieldsOf(request);
      switch (request.path.slice(api.length)) {
        case 'auth.test':
          return ok({ team_id: 'T0CRASH', team: 'Harbor Analytics', user_id: 'U0BOT' });
        case 'users.list':
          return ok({ members: [] });
        case 'conversations.open':
          return ok({ channel: { id: `D${fields.users}` } });
        case 'users.conversations':
          return ok({ channels });
        case 'chat.update': {
          const { channel = '', ts = '', blocks = '[]' } = fields;
          shows({ channel, ts, blocks });
          return ok({ channel, ts });
        }
        case 'conversations.history':
          return ok({
            messages: found(fields, taken, ({ threadTs, isBroadcast }) => threadTs === null || isBroadcast),
            response_metadata: { next_cursor: '' },
          });
        case 'conversations.replies':
          return ok({
            messages: found(fields, taken, ({ threadTs, ts }) => threadTs === fields.ts || ts === fields.ts),
            response_metadata: { next_cursor: '' },
          });
        default:
          return null;
      }
    },
  };
  return startStandIn(slack, options);
}

function fieldsOf({ body }: Incoming): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

function ok(fields: object): Answer {
  return { status: 200, body: { ok: true, ...fields } };
}

function found(
  { channel, oldest, latest }: Record<string, string>,
  taken: readonly TakenMessage[],
  isThere: (message: TakenMessage) => boolean,
) {
  const asked = taken.filter(
    (one) =>
      one.channel === channel && isThere(one) && Number(one.ts) >= Number(oldest) && Number(one.ts) <= Number(latest),
  );
  return asked.map(({ ts, key }) => ({
    ts,
    metadata: { event_type: 'drumbeat_post', event_payload: { key } },
  }));
}
