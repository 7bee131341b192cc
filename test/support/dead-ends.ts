import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Addresses at which a request surely does not arrive. */
export const deadEnds = [
  ['nobody listens there', 'http://127.0.0.1:1'],
  ['the name does not exist', 'http://no-such-host.invalid'],
] as const;

/** Calls `use` with the address of a TLS server that breaks its handshakes off, or leaves them hanging. */
export async function withBrokenTls(how: 'reset' | 'hang', use: (url: string) => Promise<void>): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    socket.once('data', () => how === 'reset' && socket.resetAndDestroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    await use(`https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}
