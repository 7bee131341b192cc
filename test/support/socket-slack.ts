import express, { type RequestHandler, Router } from 'express';
import { type Harness, startHarness } from '../sandbox/harness.js';
import { startWebSocketServer, type WebSocketPeer } from './websocket-server.js';

export const APP_TOKEN = 'xapp-1-stand-in';

/** Slack's Web API of the sandbox, with Socket Mode in front of it. */
export interface SocketSlack {
  readonly harness: Harness;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** Connections of the program, oldest first. */
  readonly peers: readonly WebSocketPeer[];
  whenPeers(count: number): Promise<void>;
  /** How `apps.connections.open` is answered from now on; null: as usual. */
  behave(answer: RequestHandler | null): void;
  /** Resolves when a Web API method is called next, and holds its answer until `release` is called. */
  hold(method: string): { readonly called: Promise<void>; readonly release: () => void };
  stop(): Promise<void>;
}

/**
 * What somebody does in the sandbox's Slack goes to the program as an envelope over its newest WebSocket, and the
 * envelope's acknowledgement back (docs.slack.dev/apis/events-api/using-socket-mode).
 */
export async function startSocketSlack(): Promise<SocketSlack> {
  const acknowledged = new Map<string, (payload: unknown) => void>();
  const held = new Map<string, { readonly called: () => void; readonly released: Promise<void> }>();
  let envelopes = 0;

  const sockets = await startWebSocketServer({
    open: (peer) => peer.send(JSON.stringify({ type: 'hello', num_connections: 1 })),
    text: (_peer, text) => {
      const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload?: unknown };
      acknowledged.get(envelope_id)?.(payload);
    },
  });

  const giveConnection: RequestHandler = (request, response) => {
    const ok = request.headers.authorization === `Bearer ${APP_TOKEN}`;
    response.json(ok ? { ok, url: sockets.url } : { ok, error: 'invalid_auth' });
  };
  let answerOpen = giveConnection;

  const deliver: RequestHandler = async (request, response) => {
    const { payload: interaction, ...fields } = request.body as Record<string, string>;
    const isEvent = request.is('json');
    const payload = interaction === undefined ? fields : JSON.parse(interaction);
    const type = isEvent ? 'events_api' : interaction === undefined ? 'slash_commands' : 'interactive';
    envelopes += 1;
    const envelope_id = `envelope-${envelopes}`;
    const answer = new Promise((resolve) => acknowledged.set(envelope_id, resolve));
    sockets.peers.at(-1)?.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: !isEvent }));
    const body = await answer;
    if (body === undefined || Object.keys(body as object).length === 0) response.end();
    else response.json(body);
  };

  const api = '/sandbox/slack/api';
  const harness = await startHarness({
    programRouter: () =>
      Router()
        .post('/slack/events', express.urlencoded({ limit: '4mb' }), express.json(), deliver)
        .post(`${api}/apps.connections.open`, (request, response, next) => {
          answerOpen(request, response, next);
        })
        .post(`${api}/:method`, async (request, _response, next) => {
          const holding = held.get(request.params.method);
          held.delete(request.params.method);
          holding?.called();
          await holding?.released;
          next();
        }),
  });
  return {
    harness,
    apiUrl: `${harness.url}${api}/`,
    peers: sockets.peers,
    whenPeers: sockets.whenPeers,
    behave: (answer) => {
      answerOpen = answer ?? giveConnection;
    },
    hold: (method) => {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const called = new Promise<void>((resolve) => held.set(method, { called: resolve, released }));
      return { called, release };
    },
    stop: async () => {
      await harness.stop();
      await sockets.close();
    },
  };
}
