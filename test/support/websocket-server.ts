import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** One connection, as the server sees it. */
export interface WebSocketPeer {
  readonly isOpen: boolean;
  send(text: string): void;
  /** Breaks the connection without a word. */
  cut(): void;
  /** Answers nothing any more, pings and closing included, and keeps the connection. */
  fallSilent(): void;
}

export interface WebSocketServer {
  /** `ws://…` */
  readonly url: string;
  /** Every connection so far, oldest first. */
  readonly peers: readonly WebSocketPeer[];
  /** Resolves when there are, or have been, so many. */
  whenPeers(count: number): Promise<void>;
  close(): Promise<void>;
}

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A WebSocket server (RFC 6455) for what a test needs of one: texts of one frame each, ping, and closing. */
export async function startWebSocketServer(on: {
  readonly open: (peer: WebSocketPeer) => void;
  readonly text: (peer: WebSocketPeer, text: string) => void;
}): Promise<WebSocketServer> {
  const peers: WebSocketPeer[] = [];
  const sockets: Duplex[] = [];
  const changes = new EventEmitter();
  const server = createServer();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    socket.write(acceptance(request.headers['sec-websocket-key'] ?? ''));
    const peer = watchPeer(socket, on.text);
    sockets.push(socket);
    peers.push(peer);
    on.open(peer);
    changes.emit('peer');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    peers,
    whenPeers: async (count) => {
      while (peers.length < count) await once(changes, 'peer');
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 6455, section 4.2.2. */
function acceptance(key: string): string {
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const upgrade = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  return [...upgrade, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n');
}

function watchPeer(socket: Duplex, onText: (peer: WebSocketPeer, text: string) => void): WebSocketPeer {
  let silent = false;
  let got = Buffer.alloc(0);
  const peer: WebSocketPeer = {
    get isOpen() {
      return !socket.destroyed && socket.writable;
    },
    send: (text) => void socket.write(frame(opcodes.text, Buffer.from(text))),
    cut: () => void socket.destroy(),
    fallSilent: () => {
      silent = true;
    },
  };
  socket.on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
    for (let read = readFrame(got); read !== null; read = readFrame(got)) {
      got = got.subarray(read.length);
      if (silent) continue;
      if (read.opcode === opcodes.text) onText(peer, read.payload.toString('utf8'));
      if (read.opcode === opcodes.ping) socket.write(frame(opcodes.pong, read.payload));
      if (read.opcode === opcodes.close) socket.end(frame(opcodes.close, read.payload));
    }
  });
  return peer;
}

/** A server's frame: whole, unmasked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const short = length < 126;
  const head = Buffer.alloc(short ? 2 : 10);
  head[0] = 0x80 | opcode;
  head[1] = short ? length : 127;
  if (!short) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** The first frame in what has come from the client, who masks it; null until it is there as a whole. */
function readFrame(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskAt = 2 + extra;
  if (bytes.length < maskAt + 4) return null;
  const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const length = maskAt + 4 + size;
  if (bytes.length < length) return null;
  const payload = Buffer.from(bytes.subarray(maskAt + 4, length));
  for (const [index, byte] of payload.entries()) payload[index] = byte ^ bytes.readUInt8(maskAt + (index % 4));
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, length };
}
